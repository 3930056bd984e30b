/** A message of a simulated queue. */
export interface Message {
  readonly arrivedAt: number;
  /** Absent while it waits. */
  begunAt: number | undefined;
}

/** Messages that wait, are in flight, or come back; times are whole seconds. */
export class Messages {
  arrived = 0;
  processed = 0;
  interrupted = 0;
  longestWait = 0;
  firstArrivedAt: number | undefined;
  firstBegunAt: number | undefined;
  private arriving: Message[] = [];
  private taken = 0;
  /** They were in flight before, and are older than most. */
  private returned: Message[] = [];
  private readonly inFlightNow = new Set<Message>();
  private readonly returning = new Map<number, Message[]>();

  get waiting(): number {
    return this.arriving.length - this.taken + this.returned.length;
  }

  get inFlight(): number {
    return this.inFlightNow.size;
  }

  arrive(count: number, now: number): void {
    if (count === 0) return;
    this.firstArrivedAt ??= now;
    this.arrived += count;
    for (let index = 0; index < count; index += 1) this.arriving.push({ arrivedAt: now, begunAt: undefined });
  }

  /** The one that waits longest is begun. */
  begin(now: number): Message | undefined {
    const message = this.returned.shift() ?? this.nextArrived();
    if (message === undefined) return undefined;
    message.begunAt = now;
    this.firstBegunAt ??= now;
    this.longestWait = Math.max(this.longestWait, now - message.arrivedAt);
    this.inFlightNow.add(message);
    return message;
  }

  end(message: Message): void {
    this.inFlightNow.delete(message);
    this.processed += 1;
  }

  /** Its task is gone: it stays in flight until the queue gives it to another. */
  interrupt(message: Message, returnsAt: number): void {
    this.interrupted += 1;
    const due = this.returning.get(returnsAt) ?? [];
    this.returning.set(returnsAt, [...due, message]);
  }

  /** Those whose visibility timeout is over wait again. */
  requeueDue(now: number): void {
    for (const message of this.returning.get(now) ?? []) {
      this.inFlightNow.delete(message);
      message.begunAt = undefined;
      this.returned.push(message);
    }
    this.returning.delete(now);
  }

  /** Seconds since the oldest message came that is not processed; `undefined` when there is none. */
  age(now: number): number | undefined {
    let oldest = this.oldestWaiting();
    for (const { arrivedAt } of this.inFlightNow) oldest = Math.min(oldest, arrivedAt);
    return Number.isFinite(oldest) ? now - oldest : undefined;
  }

  /** Seconds that one has waited which still does; 0 when none does. */
  longestWaiting(now: number): number {
    return Math.max(0, now - this.oldestWaiting());
  }

  private oldestWaiting(): number {
    let oldest = this.arriving[this.taken]?.arrivedAt ?? Infinity;
    for (const { arrivedAt } of this.returned) oldest = Math.min(oldest, arrivedAt);
    return oldest;
  }

  private nextArrived(): Message | undefined {
    const message = this.arriving[this.taken];
    if (message === undefined) return undefined;
    this.taken += 1;
    // What has been taken is let go, now and then.
    if (this.taken > 10_000) {
      this.arriving = this.arriving.slice(this.taken);
      this.taken = 0;
    }
    return message;
  }
}

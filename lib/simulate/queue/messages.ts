/** A message of a simulated queue. */
export interface Message {
  /** Second of the arrival, from the start. */
  readonly arrivedAt: number;
  /** Second in which a task received the message; `undefined` while the message waits. */
  begunAt: number | undefined;
  /** The number of times that tasks received the message. */
  receives: number;
}

/** Messages that wait, are in flight, or return to the queue. Times are whole seconds. */
export class Messages {
  /** The number of messages that have arrived. */
  arrived = 0;
  /** The number of messages that tasks have processed. */
  processed = 0;
  /** The number of times that the stop of a task interrupted the processing of a message. */
  interrupted = 0;
  /** The number of messages that moved to the dead-letter queue. */
  deadLetters = 0;
  /** Longest time in seconds from the arrival of a message until a task received it. */
  longestWait = 0;
  /** Second of the first arrival; `undefined` before it. */
  firstArrivedAt: number | undefined;
  /** Second at which a task first received a message; `undefined` before it. */
  firstBegunAt: number | undefined;
  private arriving: Message[] = [];
  /** The number of arrived messages that tasks have received. */
  private received = 0;
  /** Messages that are back in the queue after an interruption. */
  private returned: Message[] = [];
  private readonly inFlightNow = new Set<Message>();
  private readonly returning = new Map<number, Message[]>();

  /** The number of messages that tasks can receive. */
  get waiting(): number {
    return this.arriving.length - this.received + this.returned.length;
  }

  /** The number of messages that a task has received and not processed. */
  get inFlight(): number {
    return this.inFlightNow.size;
  }

  /** Adds messages that arrive in this second. */
  arrive(count: number, now: number): void {
    if (count === 0) return;
    this.firstArrivedAt ??= now;
    this.arrived += count;
    for (let index = 0; index < count; index += 1)
      this.arriving.push({ arrivedAt: now, begunAt: undefined, receives: 0 });
  }

  /** Returns the next message for a task: one that is back in the queue, or the oldest; `undefined` if none waits. */
  begin(now: number): Message | undefined {
    const message = this.returned.shift() ?? this.nextArrived();
    if (message === undefined) return undefined;
    message.begunAt = now;
    message.receives += 1;
    this.firstBegunAt ??= now;
    this.longestWait = Math.max(this.longestWait, now - message.arrivedAt);
    this.inFlightNow.add(message);
    return message;
  }

  /** Removes a processed message. */
  end(message: Message): void {
    this.inFlightNow.delete(message);
    this.processed += 1;
  }

  /** Keeps the message of a stopped task in flight until its visibility timeout ends. */
  interrupt(message: Message, returnsAt: number): void {
    this.interrupted += 1;
    const due = this.returning.get(returnsAt) ?? [];
    this.returning.set(returnsAt, [...due, message]);
  }

  /**
   * Puts each message whose visibility timeout ends now back into the queue, or into the dead-letter queue if it was
   * received too often.
   *
   * @returns The number of new dead letters.
   */
  requeueDue(now: number, maxReceiveCount: number): number {
    let dead = 0;
    for (const message of this.returning.get(now) ?? []) {
      this.inFlightNow.delete(message);
      message.begunAt = undefined;
      if (message.receives >= maxReceiveCount) dead += 1;
      else this.returned.push(message);
    }
    this.deadLetters += dead;
    this.returning.delete(now);
    return dead;
  }

  /** Returns the next second in which a visibility timeout ends. */
  nextReturn(): number {
    return Math.min(...this.returning.keys());
  }

  /** Returns the age of the oldest message that is not processed; `undefined` if there is none. */
  age(now: number): number | undefined {
    let oldest = this.oldestWaiting();
    for (const { arrivedAt } of this.inFlightNow) oldest = Math.min(oldest, arrivedAt);
    return Number.isFinite(oldest) ? now - oldest : undefined;
  }

  /** Returns the longest time that a waiting message has waited; 0 if none waits. */
  longestWaiting(now: number): number {
    return Math.max(0, now - this.oldestWaiting());
  }

  private oldestWaiting(): number {
    let oldest = this.arriving[this.received]?.arrivedAt ?? Infinity;
    for (const { arrivedAt } of this.returned) oldest = Math.min(oldest, arrivedAt);
    return oldest;
  }

  private nextArrived(): Message | undefined {
    const message = this.arriving[this.received];
    if (message === undefined) return undefined;
    this.received += 1;
    // Free the memory of received messages from time to time.
    if (this.received > 10_000) {
      this.arriving = this.arriving.slice(this.received);
      this.received = 0;
    }
    return message;
  }
}

/** A model of a worker and its queue in seconds, which is independent of the alarms and of the program's simulation. */

/** A worker, and the messages that it gets. */
export interface WorkerHistory {
  /** The number of running tasks, after the first one has started. */
  readonly tasks: number;
  /** The maximum time of a message. */
  readonly maximumSeconds: number;
  /** The visibility timeout of the queue. */
  readonly visibilitySeconds: number;
  /** The time from the first message until tasks run. */
  readonly firstTaskSeconds: number;
  /** The messages, each with the time since the message before. */
  readonly arrivals: readonly {
    readonly afterSeconds: number;
    /** The time of the message, as a share of the maximum time. */
    readonly workShare: number;
    /** Whether the first task that receives the message dies, if a message was processed since another task died. */
    readonly diesFirst: boolean;
  }[];
}

interface Message {
  readonly sentAt: number;
  readonly workSeconds: number;
  mayDie: boolean;
  visibleAt: number;
}

/** Returns the metrics of the queue for each minute, from the first message until two minutes after the last deletion. */
export function minutesOfWorker(history: WorkerHistory): readonly Record<string, number | undefined>[] {
  const { tasks, maximumSeconds, visibilitySeconds, firstTaskSeconds } = history;
  let sentAt = 0;
  const messages = history.arrivals.map(({ afterSeconds, workShare, diesFirst }): Message => {
    sentAt += afterSeconds;
    return {
      sentAt,
      visibleAt: sentAt,
      workSeconds: Math.ceil(workShare * maximumSeconds),
      mayDie: diesFirst,
    };
  });
  const startAt = (messages[0]?.sentAt ?? 0) + firstTaskSeconds;
  const freeAt = Array.from({ length: tasks }, () => startAt);
  const deletedAt = new Map<Message, number>();
  let diedLast = false;
  for (let now = startAt; tasks > 0 && deletedAt.size < messages.length; now += 1) {
    for (const [task, free] of freeAt.entries()) {
      if (free > now) continue;
      const message = messages.find((one) => !deletedAt.has(one) && one.visibleAt <= now);
      if (message === undefined) continue;
      message.visibleAt = now + visibilitySeconds;
      freeAt[task] = now + message.workSeconds;
      if (message.mayDie && !diedLast) {
        message.mayDie = false;
        diedLast = true;
        // ECS replaces the task.
        freeAt[task] = now + message.workSeconds + 60;
        continue;
      }
      deletedAt.set(message, now + message.workSeconds);
      diedLast = false;
    }
  }
  const end = Math.max(sentAt, ...deletedAt.values());
  return Array.from({ length: Math.ceil(end / 60) + 2 }, (_, minute) => {
    const [from, to] = [minute * 60, minute * 60 + 60];
    const present = messages.filter((one) => one.sentAt < to && (deletedAt.get(one) ?? Infinity) >= to);
    return {
      ApproximateAgeOfOldestMessage:
        present.length === 0 ? undefined : to - Math.min(...present.map((one) => one.sentAt)),
      NumberOfMessagesDeleted: [...deletedAt.values()].filter((at) => at >= from && at < to).length,
    };
  });
}

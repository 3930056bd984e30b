import type { Message, Messages } from './messages';

interface Task {
  readonly runsFrom: number;
  /** What it works on. */
  readonly messages: Set<Message>;
}

interface TaskRules {
  /** Whole seconds for one message. */
  readonly secondsPerMessage: number;
  /** Messages that a task works on at once. */
  readonly concurrency: number;
  /** Seconds from a launch until the task takes messages. */
  readonly startSeconds: number;
  /** Seconds after which a message comes back whose task is gone. */
  readonly visibilityTimeoutSeconds: number;
  /** Whether ECS stops no task in the middle of a message. */
  readonly isProtected: boolean;
}

/** The tasks of a service: those that start and those that run. */
export class Tasks {
  /** The oldest first. */
  private tasks: readonly Task[];
  private readonly ending = new Map<number, (readonly [Task, Message])[]>();

  constructor(
    running: number,
    private readonly rules: TaskRules,
    private readonly messages: Messages,
  ) {
    this.tasks = launched(running, 0);
  }

  /** Starting ones, too: they are paid for. */
  get count(): number {
    return this.tasks.length;
  }

  running(now: number): number {
    return this.tasks.filter(({ runsFrom }) => runsFrom <= now).length;
  }

  /** Messages that are done now leave their tasks. */
  finish(now: number): void {
    for (const [task, message] of this.ending.get(now) ?? []) {
      // Its task may have been stopped.
      if (task.messages.delete(message)) this.messages.end(message);
    }
    this.ending.delete(now);
  }

  /** Tasks with room take messages, as long as some wait. */
  take(now: number): void {
    const { concurrency, secondsPerMessage } = this.rules;
    for (const task of this.tasks) {
      if (this.messages.waiting === 0) return;
      if (task.runsFrom > now) continue;
      while (task.messages.size < concurrency) {
        const message = this.messages.begin(now);
        if (message === undefined) return;
        task.messages.add(message);
        const end = now + secondsPerMessage;
        const due = this.ending.get(end);
        if (due === undefined) this.ending.set(end, [[task, message]]);
        else due.push([task, message]);
      }
    }
  }

  /** Starts or stops tasks until there are so many; returns how many messages lost their task. */
  scaleTo(desired: number, now: number): number {
    const missing = desired - this.tasks.length;
    if (missing > 0) this.tasks = [...this.tasks, ...launched(missing, now + this.rules.startSeconds)];
    return missing < 0 ? this.stop(-missing, now) : 0;
  }

  /**
   * Without protection ECS stops any of them: here those that are in the middle of something, and have been for
   * longest, which is the worst that can happen. With it, those that do nothing, and the others when they are done.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
   */
  private stop(count: number, now: number): number {
    const { isProtected, visibilityTimeoutSeconds } = this.rules;
    const order = isProtected
      ? this.tasks.filter(({ messages }) => messages.size === 0).reverse()
      : [...this.tasks].sort((one, other) => begun(one) - begun(other));
    const stopped = new Set(order.slice(0, count));
    let interrupted = 0;
    for (const { messages } of stopped) {
      for (const message of messages) {
        const returnsAt = (message.begunAt ?? now) + visibilityTimeoutSeconds;
        // A task that works for longer than the timeout has extended it, by as much again.
        this.messages.interrupt(message, returnsAt > now ? returnsAt : now + visibilityTimeoutSeconds);
        interrupted += 1;
      }
      messages.clear();
    }
    this.tasks = this.tasks.filter((task) => !stopped.has(task));
    return interrupted;
  }
}

function launched(count: number, runsFrom: number): readonly Task[] {
  return Array.from({ length: count }, () => ({ runsFrom, messages: new Set<Message>() }));
}

/** When the oldest work of a task was begun; after everything else, when it has none. */
function begun({ messages }: Task): number {
  const times = [...messages].map(({ begunAt }) => begunAt ?? 0);
  // No difference of infinities.
  return Math.min(Number.MAX_SAFE_INTEGER, ...times);
}

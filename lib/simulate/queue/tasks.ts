import type { Message, Messages } from './messages';

interface Task {
  readonly runsFrom: number;
  /** Messages that the task processes. */
  readonly messages: Set<Message>;
}

interface TaskRules {
  /** Whole seconds to process a message. */
  readonly secondsPerMessage: number;
  /** Messages that a task processes at the same time. */
  readonly concurrency: number;
  /** Seconds from a launch until the task receives messages. */
  readonly startSeconds: number;
  /** Seconds from the receipt of a message until the queue returns it, if its task has stopped. */
  readonly visibilityTimeoutSeconds: number;
  /** Whether busy tasks have scale-in protection. */
  readonly isProtected: boolean;
}

/** The starting and running tasks of a service. */
export class Tasks {
  /** Tasks, the oldest first. */
  private tasks: readonly Task[];
  private readonly ending = new Map<number, (readonly [Task, Message])[]>();

  constructor(
    running: number,
    private readonly rules: TaskRules,
    private readonly messages: Messages,
  ) {
    this.tasks = launched(running, 0);
  }

  /** Number of starting and running tasks. AWS bills both. */
  get count(): number {
    return this.tasks.length;
  }

  /** Returns the number of tasks that can receive messages. */
  running(now: number): number {
    return this.tasks.filter(({ runsFrom }) => runsFrom <= now).length;
  }

  /** Finishes the messages whose processing ends in this second. */
  finish(now: number): void {
    for (const [task, message] of this.ending.get(now) ?? []) {
      // The task may have stopped before.
      if (task.messages.delete(message)) this.messages.end(message);
    }
    this.ending.delete(now);
  }

  /** Lets tasks with free capacity receive waiting messages. */
  receive(now: number): void {
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

  /** Starts or stops tasks until the desired number exists; returns the number of interrupted messages. */
  scaleTo(desired: number, now: number): number {
    const missing = desired - this.tasks.length;
    if (missing > 0) this.tasks = [...this.tasks, ...launched(missing, now + this.rules.startSeconds)];
    return missing < 0 ? this.stop(-missing, now) : 0;
  }

  /**
   * Stops tasks; returns the number of interrupted messages. Without protection, ECS can stop any task. The simulation assumes
   * the worst case: it stops the tasks that have been busy for the longest time. With protection, it stops only idle tasks.
   * Later calls stop the others as soon as they are idle.
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
        // If the first timeout is over, the task has extended it: assume that a new timeout starts now.
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

/**
 * Returns the time at which a task received its oldest message. For an idle task, it is a very large number, so that
 * idle tasks sort last.
 */
function begun({ messages }: Task): number {
  const times = [...messages].map(({ begunAt }) => begunAt ?? 0);
  // The difference of two infinities is not a number.
  return Math.min(Number.MAX_SAFE_INTEGER, ...times);
}

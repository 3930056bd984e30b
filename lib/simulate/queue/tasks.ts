import { deploymentBounds, type DeploymentPercents } from '../../aws/ecs/deployments';
import type { Message, Messages } from './messages';

interface Task {
  readonly runsFrom: number;
  /** Messages that the task processes. */
  readonly messages: Set<Message>;
  /** Second at which ECS kills the task; `undefined` if it was not asked to stop. */
  killedAt: number | undefined;
  /** Whether a deployment must replace the task. */
  isOld: boolean;
}

interface TaskRules {
  /** Whole seconds to process a message. */
  readonly secondsPerMessage: number;
  /** Messages that a task processes at the same time. */
  readonly concurrency: number;
  /** Seconds from a launch until the task receives messages. */
  readonly startSeconds: number;
  /** Seconds between SIGTERM and SIGKILL. In this time, a task finishes messages and receives none. */
  readonly stopTimeoutSeconds: number;
  /** Seconds after which the queue returns a message whose task was killed. */
  readonly visibilityTimeoutSeconds: number;
  /** Whether busy tasks have scale-in protection. */
  readonly isProtected: boolean;
  /** The minimum and maximum of running tasks during a deployment. */
  readonly percents: DeploymentPercents;
}

/** The starting, running and stopping tasks of a service. */
export class Tasks {
  /** Oldest first. */
  private tasks: readonly Task[];
  private readonly ending = new Map<number, (readonly [Task, Message])[]>();

  constructor(
    running: number,
    private readonly rules: TaskRules,
    private readonly messages: Messages,
  ) {
    this.tasks = launched(running, 0);
  }

  /** The number of starting, running and stopping tasks. All of them are billed. */
  get count(): number {
    return this.tasks.length;
  }

  /** Whether a deployment must still replace tasks. */
  hasOldTasks(): boolean {
    return this.tasks.some(({ isOld, killedAt }) => isOld && killedAt === undefined);
  }

  /** Returns the number of tasks that can receive messages. */
  running(now: number): number {
    return this.active.filter(({ runsFrom }) => runsFrom <= now).length;
  }

  /** Returns the next second in which a message ends, or a task starts or is killed. */
  nextChange(now: number): number {
    // Messages end in the order in which they begin, because all take the same time.
    const [firstEnd = Infinity] = this.ending.keys();
    return this.tasks.reduce(
      (next, { runsFrom, killedAt = Infinity }) =>
        Math.min(next, runsFrom > now ? runsFrom : Infinity, killedAt > now ? killedAt : Infinity),
      firstEnd,
    );
  }

  /** Completes the messages that are due. */
  finish(now: number): void {
    for (const [task, message] of this.ending.get(now) ?? []) {
      // A task that was killed no longer has the message.
      if (task.messages.delete(message)) this.messages.end(message);
    }
    this.ending.delete(now);
  }

  /** Lets tasks with free capacity receive waiting messages. */
  receive(now: number): void {
    const { concurrency, secondsPerMessage } = this.rules;
    if (this.messages.waiting === 0) return;
    for (const task of this.active) {
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

  /** Begins a deployment of a new revision: it must replace all tasks. */
  deploy(): void {
    for (const task of this.tasks) task.isOld = true;
  }

  /** Starts tasks, or asks tasks to stop, so that the desired number remains. */
  scaleTo(desired: number, now: number): void {
    if (this.hasOldTasks()) {
      this.replace(desired, now);
      return;
    }
    const missing = desired - this.active.length;
    if (missing > 0) this.launch(missing, now);
    else this.stop(this.active, -missing, now);
  }

  /** Ends stopping tasks that are done, and kills those whose time is over. Returns the number of interrupted messages. */
  kill(now: number): number {
    let interrupted = 0;
    if (this.tasks.every(({ killedAt }) => killedAt === undefined)) return interrupted;
    for (const { messages, killedAt = Infinity } of this.tasks) {
      if (killedAt > now) continue;
      for (const message of messages) {
        const { visibilityTimeoutSeconds } = this.rules;
        const returnsAt = (message.begunAt ?? now) + visibilityTimeoutSeconds;
        // If the timeout has already ended, the task must have extended it. The simulation assumes that the extension ends
        // one timeout from now.
        this.messages.interrupt(message, returnsAt > now ? returnsAt : now + visibilityTimeoutSeconds);
        interrupted += 1;
      }
      messages.clear();
    }
    this.tasks = this.tasks.filter(({ killedAt, messages }) => killedAt === undefined || messages.size > 0);
    return interrupted;
  }

  /** Tasks that were not asked to stop. */
  private get active(): readonly Task[] {
    return this.tasks.filter(({ killedAt }) => killedAt === undefined);
  }

  private launch(count: number, now: number): void {
    this.tasks = [...this.tasks, ...launched(count, now + this.rules.startSeconds)];
  }

  /**
   * Continues a rolling deployment: starts tasks up to the maximum, and stops old tasks down to the minimum.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
   */
  private replace(desired: number, now: number): void {
    const { minimum, maximum } = deploymentBounds(desired, this.rules.percents);
    const old = this.active.filter(({ isOld }) => isOld);
    const current = this.active.length - old.length;
    this.launch(Math.max(0, Math.min(desired - current, maximum - this.active.length)), now);
    const isRunning = ({ runsFrom }: Task): boolean => runsFrom <= now;
    const starting = old.filter((task) => !isRunning(task));
    this.stop(starting, starting.length, now);
    const surplus = this.active.filter(isRunning).length - minimum;
    this.stop(old.filter(isRunning), Math.max(0, surplus), now);
    this.stop(
      this.active.filter(({ isOld }) => !isOld),
      Math.max(0, current - desired),
      now,
    );
  }

  /**
   * Asks tasks to stop. Without protection, ECS can stop any task. The simulation assumes the worst case: the tasks
   * that have been busy for the longest time. With protection, the method asks only idle tasks. A later call asks the
   * busy tasks, when they are idle.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
   */
  private stop(tasks: readonly Task[], count: number, now: number): void {
    const { isProtected, stopTimeoutSeconds } = this.rules;
    const order = isProtected
      ? tasks.filter(({ messages }) => messages.size === 0).reverse()
      : [...tasks].sort((one, other) => begun(one) - begun(other));
    for (const task of order.slice(0, count)) task.killedAt = now + stopTimeoutSeconds;
  }
}

function launched(count: number, runsFrom: number): readonly Task[] {
  return Array.from({ length: count }, () => ({
    runsFrom,
    messages: new Set<Message>(),
    killedAt: undefined,
    isOld: false,
  }));
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

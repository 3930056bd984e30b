/** The state of a simulated queue and its service. */
import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import type { ServiceScaling } from '../../aws/scaling/scaling';
import { planCapacity, type CapacityPlan } from '../../aws/scaling/scheduled-capacity';
import { Messages } from './messages';
import { metricsAfterIdleSeconds, QueueMetrics } from './metrics';
import { maximumSimulationSeconds } from './options';
import { QueueScaler } from './scaler';
import { Tasks } from './tasks';
import type {
  QueueEvent,
  QueueMinute,
  QueueSimulation,
  QueueSimulationOptions,
  QueueTotals,
} from './queue-simulation';

/** A simulation that is in progress. Call `step` for each second in which something can change, in order. */
export class QueueRun {
  private readonly messages = new Messages();
  private readonly minutes: QueueMinute[] = [];
  private readonly events: QueueEvent[] = [];
  private readonly metrics: QueueMetrics;
  private readonly scaler: QueueScaler;
  private readonly tasks: Tasks;
  private readonly settleSeconds: number;
  private arrived = 0;
  private emptySince = 0;
  private highestBacklog = 0;
  private maximumTasks = 0;
  private taskSeconds = 0;

  constructor(
    scaling: ServiceScaling,
    private readonly options: QueueSimulationOptions,
  ) {
    const { metricDelaySeconds = 60, fillsLateMetrics = false, from, isIdleAtStart = false } = options;
    const { scaleOutDelaysScaleIn = true } = options;
    const plan: CapacityPlan =
      from === undefined
        ? { limits: { minimum: scaling.minimumCapacity, maximum: scaling.maximumCapacity }, changes: [] }
        : planCapacity(scaling, from, maximumSimulationSeconds);
    const { minimum } = plan.limits;
    this.metrics = new QueueMetrics(minimum, isIdleAtStart && minimum === 0);
    this.scaler = new QueueScaler(
      scaling,
      plan,
      this.metrics,
      { metricDelaySeconds, fillsLateMetrics, scaleOutDelaysScaleIn },
      (event) => {
        this.events.push(event);
      },
    );
    this.tasks = new Tasks(
      minimum,
      {
        secondsPerMessage: options.secondsPerMessage,
        concurrency: options.concurrency ?? 1,
        startSeconds: options.startSeconds ?? 60,
        stopTimeoutSeconds: options.stopTimeoutSeconds ?? 0,
        visibilityTimeoutSeconds: options.visibilityTimeoutSeconds ?? 30,
        isProtected: options.isProtected ?? false,
        percents: options.deploymentPercents ?? { minimumHealthyPercent: 100, maximumPercent: 200 },
      },
      this.messages,
    );
    const periods = Math.max(0, ...scaling.rules.map(({ alarm }) => alarm.evaluationPeriods));
    this.settleSeconds = metricDelaySeconds + (periods + 1) * metricPeriodSeconds;
  }

  /**
   * Simulates a second: tasks finish messages, alarms evaluate the metrics of a minute, messages arrive, and tasks
   * receive messages.
   */
  step(now: number): void {
    const { messages, tasks, scaler } = this;
    const isMinute = now % metricPeriodSeconds === 0;
    tasks.finish(now);
    this.requeue(now);
    if (now === this.options.deployAt) this.deploy(now);
    // A protected task stops as soon as it is done, before it receives another message.
    this.scale(now);
    tasks.receive(now);
    if (messages.inFlight + messages.waiting + tasks.running(now) > 0) this.markActive(now);
    if (isMinute)
      this.metrics.measure(
        { visible: messages.waiting, inFlight: messages.inFlight, running: tasks.running(now) },
        now,
      );
    scaler.schedule(now);
    if (isMinute) scaler.evaluateAlarms(now);
    this.scale(now);
    this.arrive(now);
    tasks.receive(now);
    this.highestBacklog = Math.max(this.highestBacklog, messages.waiting);
    this.maximumTasks = Math.max(this.maximumTasks, tasks.count);
    if (messages.inFlight + messages.waiting > 0) this.emptySince = now + 1;
    if (isMinute) this.minutes.push(this.minute(now));
  }

  /** Returns the next second in which something can change. Nothing changes in the seconds before. */
  nextChange(now: number): number {
    // Each second continues a deployment.
    if (this.tasks.hasOldTasks()) return now + 1;
    const { deployAt = 0, arrivals } = this.options;
    return Math.min(
      now - (now % metricPeriodSeconds) + metricPeriodSeconds,
      arrivals[this.arrived]?.atSeconds ?? Infinity,
      deployAt > now ? deployAt : Infinity,
      this.tasks.nextChange(now),
      this.messages.nextReturn(),
      this.scaler.nextAction(),
    );
  }

  /** Simulates the seconds from now until the next step. Nothing changes in these seconds. */
  pass(now: number, next: number): void {
    const { messages, tasks } = this;
    this.taskSeconds += tasks.count * (next - now);
    if (messages.inFlight + messages.waiting > 0) this.emptySince = next;
    if (next === now + 1 || messages.inFlight + messages.waiting + tasks.running(now) === 0) return;
    this.markActive(now + 1);
    this.markActive(next - 1);
  }

  /**
   * Returns whether nothing more happens: no more messages arrive, the queue was empty for as long as alarms look back, and
   * the minimum number of tasks runs.
   */
  isOver(now: number): boolean {
    return (
      now % metricPeriodSeconds === 0 &&
      this.arrived === this.options.arrivals.length &&
      now - this.emptySince >= this.settleSeconds &&
      this.scaler.isAtRest &&
      this.tasks.count === this.scaler.tasks &&
      now >= (this.options.deployAt ?? 0) &&
      !this.tasks.hasOldTasks()
    );
  }

  /** Returns the minutes and events until now, and their totals. */
  result(now: number): Pick<QueueSimulation, 'minutes' | 'events' | 'totals'> {
    const { arrived, processed, interrupted, deadLetters, longestWait, firstArrivedAt, firstBegunAt } =
      this.messages;
    const totals: QueueTotals = {
      messages: arrived,
      processed,
      interruptions: interrupted,
      deadLetters,
      longestWaitSeconds: Math.max(longestWait, this.messages.longestWaiting(now)),
      firstBegunAfterSeconds: firstBegunAt === undefined ? undefined : firstBegunAt - (firstArrivedAt ?? 0),
      highestBacklog: this.highestBacklog,
      maximumTasks: this.maximumTasks,
      taskSeconds: this.taskSeconds,
      seconds: now,
    };
    return { minutes: this.minutes, events: this.events, totals };
  }

  private markActive(now: number): void {
    if (!this.metrics.markActive(now)) return;
    this.events.push({
      kind: 'reactivated',
      atSeconds: now,
      metricsFromSeconds: now + metricsAfterIdleSeconds,
    });
  }

  private requeue(now: number): void {
    const dead = this.messages.requeueDue(now, this.options.maxReceiveCount ?? Infinity);
    if (dead > 0) this.events.push({ kind: 'dead_letters', atSeconds: now, messages: dead });
  }

  private deploy(now: number): void {
    this.events.push({ kind: 'deployment', atSeconds: now, phase: 'started' });
    this.tasks.deploy();
    if (!this.tasks.hasOldTasks())
      this.events.push({ kind: 'deployment', atSeconds: now, phase: 'finished' });
  }

  private scale(now: number): void {
    const wasDeploying = this.tasks.hasOldTasks();
    this.tasks.scaleTo(this.scaler.tasks, now);
    const interrupted = this.tasks.kill(now);
    if (wasDeploying && !this.tasks.hasOldTasks())
      this.events.push({ kind: 'deployment', atSeconds: now, phase: 'finished' });
    if (interrupted > 0) this.events.push({ kind: 'interrupted', atSeconds: now, messages: interrupted });
  }

  private arrive(now: number): void {
    const { arrivals } = this.options;
    for (let next = arrivals[this.arrived]; next?.atSeconds === now; next = arrivals[this.arrived]) {
      this.messages.arrive(next.count, now);
      this.arrived += 1;
      if (next.count > 0) this.markActive(now);
    }
  }

  private minute(now: number): QueueMinute {
    return {
      minute: now / metricPeriodSeconds,
      waiting: this.messages.waiting,
      inFlight: this.messages.inFlight,
      running: this.tasks.running(now),
      desired: this.scaler.tasks,
      oldestSeconds: this.messages.age(now),
    };
  }
}

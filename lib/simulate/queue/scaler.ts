import { AlarmEvaluator, type AlarmEvaluation, type AlarmState } from '../../aws/alarms/evaluate-alarm';
import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import type { ScalingRule, ServiceScaling } from '../../aws/scaling/scaling';
import type { CapacityChange, CapacityPlan } from '../../aws/scaling/scheduled-capacity';
import { DesiredCapacity } from '../../aws/scaling/step-scaling';
import { newestMinute, type QueueMetrics } from './metrics';
import type { QueueEvent } from './queue-simulation';

interface WatchedRule {
  readonly rule: ScalingRule;
  readonly evaluator: AlarmEvaluator;
  state: AlarmState;
}

interface ScalerTiming {
  /** Seconds from the end of a minute until alarms get the metrics of this minute. */
  readonly metricDelaySeconds: number;
  /** Whether `FILL` of metric math replaces data points that are late. Otherwise alarms wait for these data points. */
  readonly fillsLateMetrics: boolean;
  /** Whether a scale-in waits for the cooldown of the last scale-out. */
  readonly scaleOutDelaysScaleIn: boolean;
}

/** Evaluates the alarms of a queue and computes the desired number of tasks. */
export class QueueScaler {
  private readonly desired: DesiredCapacity;
  private readonly watched: readonly WatchedRule[];
  private readonly changes: CapacityChange[];

  constructor(
    scaling: ServiceScaling,
    plan: CapacityPlan,
    private readonly metrics: QueueMetrics,
    private readonly timing: ScalerTiming,
    private readonly emit: (event: QueueEvent) => void,
  ) {
    this.desired = new DesiredCapacity(plan.limits.minimum, plan.limits, timing.scaleOutDelaysScaleIn);
    this.changes = [...plan.changes];
    this.watched = scaling.rules.map((rule) => {
      const evaluator = new AlarmEvaluator(rule.alarm);
      // The initial state of the alarm follows from the minutes before the start.
      return { rule, evaluator, state: this.evaluate(evaluator, -1 - evaluator.range, 'OK').state };
    });
  }

  /** Desired number of tasks. */
  get tasks(): number {
    return this.desired.tasks;
  }

  /** Whether the desired number of tasks is the minimum. */
  get isAtRest(): boolean {
    return this.desired.tasks === this.desired.minimum;
  }

  /** Returns the second in which the next scheduled action is due. */
  nextAction(): number {
    return Math.ceil(this.changes[0]?.atSeconds ?? Infinity);
  }

  /** Applies the scheduled actions that are due. */
  schedule(now: number): void {
    for (let next = this.changes[0]; next !== undefined && next.atSeconds <= now; next = this.changes[0]) {
      this.changes.shift();
      const { key, minimumCapacity: minimum, maximumCapacity: maximum } = next.action;
      this.emit({ kind: 'limits', atSeconds: now, action: key, minimum, maximum });
      const from = this.desired.tasks;
      this.desired.setBounds({ minimum, maximum });
      this.emitScaled(from, now, { kind: 'action', action: key });
    }
  }

  /** Evaluates the alarms at the end of a minute. An alarm in state ALARM scales every minute. */
  evaluateAlarms(now: number): void {
    for (const one of this.watched) {
      const { state, value } = this.evaluate(one.evaluator, now / metricPeriodSeconds, one.state);
      const { key } = one.rule;
      if (state !== one.state) this.emit({ kind: 'alarm', atSeconds: now, alarm: key, state, value });
      one.state = state;
      if (state !== 'ALARM' || value === undefined) continue;
      const from = this.desired.tasks;
      this.desired.scale(one.rule, value, now);
      this.emitScaled(from, now, { kind: 'alarm', alarm: key, value });
    }
  }

  private evaluate(evaluator: AlarmEvaluator, minute: number, before: AlarmState): AlarmEvaluation {
    const { metricDelaySeconds, fillsLateMetrics } = this.timing;
    const available = newestMinute(minute * metricPeriodSeconds, metricDelaySeconds);
    const newest = fillsLateMetrics ? minute : available;
    const values = evaluator.valuesOf((metric, age) =>
      newest - age > available ? undefined : this.metrics.pointOf(metric, newest - age),
    );
    return evaluator.evaluate(values, before);
  }

  private emitScaled(from: number, now: number, by: (QueueEvent & { kind: 'scaled' })['by']): void {
    const to = this.desired.tasks;
    if (from !== to) this.emit({ kind: 'scaled', atSeconds: now, from, to, by });
  }
}

import { AlarmEvaluator, type AlarmEvaluation, type AlarmState } from '../../aws/alarms/evaluate-alarm';
import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import type { ScalingRule, ServiceScaling } from '../../aws/scaling/scaling';
import type { CapacityChange, CapacityPlan } from '../../aws/scaling/scheduled-capacity';
import { DesiredCapacity } from '../../aws/scaling/step-scaling';
import { newestMinute, type QueueMetrics } from './metrics';
import type { QueueEvent } from './queue-simulation';

interface WatchedRule {
  readonly rule: ScalingRule;
  readonly reader: AlarmEvaluator;
  state: AlarmState;
}

interface ScalerTiming {
  /** Seconds from the end of a minute until its metrics are seen. */
  readonly metricDelaySeconds: number;
  /** Whether what is not yet there is missing, and filled; otherwise alarms wait for it. */
  readonly fillsUnseen: boolean;
}

/** Watches the metrics of a queue, and says how many tasks there are to be. */
export class QueueScaler {
  private readonly desired: DesiredCapacity;
  private readonly watched: readonly WatchedRule[];
  private readonly changes: CapacityChange[];

  constructor(
    scaling: ServiceScaling,
    plan: CapacityPlan,
    private readonly metrics: QueueMetrics,
    private readonly timing: ScalerTiming,
    private readonly tell: (event: QueueEvent) => void,
  ) {
    this.desired = new DesiredCapacity(plan.limits.minimum, plan.limits);
    this.changes = [...plan.changes];
    this.watched = scaling.rules.map((rule) => {
      const reader = new AlarmEvaluator(rule.alarm);
      // What was before goes back for as long as an alarm looks.
      return { rule, reader, state: this.evaluate(reader, -1 - reader.range, 'OK').state };
    });
  }

  get tasks(): number {
    return this.desired.tasks;
  }

  /** Whether there are as few tasks as can be, and no alarm would change it. */
  get isAtRest(): boolean {
    return this.desired.tasks === this.desired.minimum;
  }

  /** What scheduled actions do by now. */
  schedule(now: number): void {
    for (let next = this.changes[0]; next !== undefined && next.atSeconds <= now; next = this.changes[0]) {
      this.changes.shift();
      const { key, minimumCapacity: minimum, maximumCapacity: maximum } = next.action;
      this.tell({ kind: 'limits', atSeconds: now, action: key, minimum, maximum });
      const from = this.desired.tasks;
      this.desired.setBounds({ minimum, maximum });
      this.tellScaled(from, now, { kind: 'action', action: key });
    }
  }

  /** What alarms do, at the end of a minute: as long as they are in alarm, they call for their tasks every minute. */
  watch(now: number): void {
    for (const one of this.watched) {
      const { state, value } = this.evaluate(one.reader, now / metricPeriodSeconds, one.state);
      const { key } = one.rule;
      if (state !== one.state) this.tell({ kind: 'alarm', atSeconds: now, alarm: key, state, value });
      one.state = state;
      if (state !== 'ALARM' || value === undefined) continue;
      const from = this.desired.tasks;
      this.desired.scale(one.rule, value, now);
      this.tellScaled(from, now, { kind: 'alarm', alarm: key, value });
    }
  }

  private evaluate(reader: AlarmEvaluator, minute: number, before: AlarmState): AlarmEvaluation {
    const { metricDelaySeconds, fillsUnseen } = this.timing;
    const seen = newestMinute(minute * metricPeriodSeconds, metricDelaySeconds);
    const newest = fillsUnseen ? minute : seen;
    const values = Array.from({ length: reader.range }, (_, index): DataPoint => {
      const at = newest - reader.range + 1 + index;
      return reader.valueOf((metric) => (at > seen ? undefined : this.metrics.pointOf(metric, at)));
    });
    return reader.evaluate(values, before);
  }

  private tellScaled(from: number, now: number, by: (QueueEvent & { kind: 'scaled' })['by']): void {
    const to = this.desired.tasks;
    if (from !== to) this.tell({ kind: 'scaled', atSeconds: now, from, to, by });
  }
}

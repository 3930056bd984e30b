/**
 * What Application Auto Scaling makes of an alarm.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
import type { Alarm } from '../alarms/metric-alarms';
import type { ScalingRule } from './scaling';

/** Within which every number of tasks is. */
export interface CapacityLimits {
  readonly minimum: number;
  readonly maximum: number;
}

export function clamp({ minimum, maximum }: CapacityLimits, capacity: number): number {
  return Math.max(minimum, Math.min(maximum, capacity));
}

/**
 * The capacity of the step for a value; `undefined` when none is. Above the threshold a step's lower bound belongs to
 * it, below it its upper one does.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function stepCapacity({ alarm, policy }: ScalingRule, value: number): number | undefined {
  const distance = value - alarm.threshold;
  const isAbove = isUpwards(alarm);
  return policy.steps.find(({ lower = -Infinity, upper = Infinity }) =>
    isAbove ? lower <= distance && distance < upper : lower < distance && distance <= upper,
  )?.capacity;
}

function isUpwards({ comparison }: Alarm): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
    case 'GreaterThanThreshold':
      return true;
    case 'LessThanThreshold':
      return false;
  }
}

/** The number of tasks that a service is to have, as policies change it. */
export class DesiredCapacity {
  /** Seconds. */
  private cooldownUntil = -Infinity;

  constructor(
    private current: number,
    private limits: CapacityLimits,
  ) {}

  get tasks(): number {
    return this.current;
  }

  get minimum(): number {
    return this.limits.minimum;
  }

  /** A scheduled action: it changes the number at once, and only if that is outside. */
  setBounds(limits: CapacityLimits): void {
    this.limits = limits;
    this.current = clamp(limits, this.current);
  }

  /**
   * Carries out a rule whose alarm is in alarm. More tasks than there are come at once, even during a cooldown; fewer
   * only after it.
   *
   * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#step-scaling-cooldown
   */
  scale(rule: ScalingRule, value: number, nowSeconds: number): void {
    const capacity = stepCapacity(rule, value);
    if (capacity === undefined) return;
    const next = clamp(this.limits, capacity);
    if (next === this.current || (next < this.current && nowSeconds < this.cooldownUntil)) return;
    this.current = next;
    this.cooldownUntil = nowSeconds + rule.policy.cooldownSeconds;
  }
}

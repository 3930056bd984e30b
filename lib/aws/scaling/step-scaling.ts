/**
 * Step scaling as Application Auto Scaling does it.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
import type { Alarm } from '../alarms/metric-alarms';
import type { ScalingRule } from './scaling';

/** Bounds of the desired count. */
export interface CapacityLimits {
  /** The minimum number of tasks. */
  readonly minimum: number;
  /** The maximum number of tasks. */
  readonly maximum: number;
}

/** Returns the nearest number of tasks between the bounds. */
export function clamp({ minimum, maximum }: CapacityLimits, capacity: number): number {
  return Math.max(minimum, Math.min(maximum, capacity));
}

/**
 * Returns the capacity of the step for a value of the metric.
 *
 * The lower bound of a step is inclusive if the policy scales above the threshold. The upper bound is inclusive if
 * the policy scales below the threshold.
 *
 * @param rule - The policy and its alarm.
 * @param value - The value of the metric.
 * @returns `undefined` if no step includes the value.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function stepCapacity(rule: ScalingRule, value: number): number | undefined {
  const { alarm, policy } = rule;
  const distance = value - alarm.threshold;
  const isAbove = scalesAbove(alarm);
  return policy.steps.find(({ lower = -Infinity, upper = Infinity }) =>
    isAbove ? lower <= distance && distance < upper : lower < distance && distance <= upper,
  )?.capacity;
}

function scalesAbove({ comparison }: Alarm): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
    case 'GreaterThanThreshold':
      return true;
    case 'LessThanThreshold':
      return false;
  }
}

/** The desired count of a service, and its changes. */
export class DesiredCapacity {
  /** The end of the cooldown, in seconds since the start of the simulation. */
  private cooldownUntil = -Infinity;

  /**
   * Creates a desired count.
   *
   * @param current - The desired count at the start.
   * @param limits - The bounds of the desired count at the start.
   * @param scaleOutDelaysScaleIn - Whether a scale-in waits for the cooldown of the last scale-out. AWS documents only
   *   that a scale-in waits for the cooldown of the last scale-in.
   */
  constructor(
    private current: number,
    private limits: CapacityLimits,
    private readonly scaleOutDelaysScaleIn = true,
  ) {}

  /** The desired count. */
  get tasks(): number {
    return this.current;
  }

  /** The current minimum. */
  get minimum(): number {
    return this.limits.minimum;
  }

  /** Applies a scheduled action. The desired count changes only if it is outside the new bounds. */
  setBounds(limits: CapacityLimits): void {
    this.limits = limits;
    this.current = clamp(limits, this.current);
  }

  /**
   * Applies the policy of an alarm in `ALARM`. It scales out immediately, and scales in only after the cooldown.
   *
   * @param rule - The policy and its alarm.
   * @param value - The value of the metric.
   * @param nowSeconds - Seconds since the start of the simulation.
   * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#step-scaling-cooldown
   */
  scale(rule: ScalingRule, value: number, nowSeconds: number): void {
    const capacity = stepCapacity(rule, value);
    if (capacity === undefined) return;
    const next = clamp(this.limits, capacity);
    if (next === this.current || (next < this.current && nowSeconds < this.cooldownUntil)) return;
    const startsCooldown = next < this.current || this.scaleOutDelaysScaleIn;
    this.current = next;
    // A scale-out ends the cooldown of a scale-in.
    this.cooldownUntil = startsCooldown ? nowSeconds + rule.policy.cooldownSeconds : -Infinity;
  }
}

/** The rules about fields of which each selects the same resources. */
import { fieldOf } from '../../values/json';
import type { Violation } from './apply-rules';
import type { RuleContext } from './rule-context';

/** Finds fields of a map that select the same resources twice, or that are all missing if one is required. */
function oneSelector(
  { validParts, isInvalid }: RuleContext,
  map: 'alarms' | 'service',
  names: readonly string[],
  { selected, isRequired }: { readonly selected: string; readonly isRequired: boolean },
): readonly Violation[] {
  if (isInvalid([map]) || names.some((name) => isInvalid([map, name]))) return [];
  const given = names.filter((name) => fieldOf(validParts[map], name) !== undefined);
  if (given.length === 1 || (given.length === 0 && !isRequired)) return [];
  if (given.length === 0) {
    const message = `${map} has no ${selected}; set one of ${names.join(', ')}`;
    return [{ path: [map], at: 'key', message }];
  }
  return given.slice(1).map((name) => ({
    path: [map, name],
    at: 'key',
    message: `${given.join(' and ')} exclude each other, because each selects the ${selected}; keep one, and remove the others or set them to null if they are inherited`,
  }));
}

/** Finds environments without subnets, or with two selectors of subnets. */
export function oneSubnetSelector(context: RuleContext): readonly Violation[] {
  return oneSelector(context, 'service', ['subnet_ids', 'subnet_tags'], {
    selected: 'subnets',
    isRequired: true,
  });
}

/** Finds environments without security groups, or with two selectors of security groups. */
export function oneSecurityGroupSelector(context: RuleContext): readonly Violation[] {
  const names = ['security_group_ids', 'security_group_tags', 'security_group_names'];
  return oneSelector(context, 'service', names, { selected: 'security groups', isRequired: true });
}

/** Finds environments with two selectors of the VPC. */
export function atMostOneVpcSelector(context: RuleContext): readonly Violation[] {
  return oneSelector(context, 'service', ['vpc_id', 'vpc_tags'], { selected: 'VPC', isRequired: false });
}

/** Finds alarms without a topic, or with both forms of topics. `alarms: false` needs none. */
export function oneAlarmTopic(context: RuleContext): readonly Violation[] {
  const { alarms } = context.validParts;
  if (alarms === undefined || alarms === false) return [];
  return oneSelector(context, 'alarms', ['sns_topic_arn', 'topics'], {
    selected: 'SNS topic',
    isRequired: true,
  });
}

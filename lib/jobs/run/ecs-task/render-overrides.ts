/** The overrides of a task in EventBridge's and in Step Functions' spelling. */
import type { TemplateJson } from '../../../aws/events/input-transformer';
import { arrayExpression, eventTextExpression } from '../../../aws/state-machines/intrinsic-functions';
import { ListOfEntries, MapWithLookups, type Json } from '../../../values/deferred-values';
import { isLiteral, type EventTemplate } from '../../../values/event-templates';
import type { Task } from './task';
import type { TaskTags } from './task-tags';
import {
  overrideFieldNames,
  overrideTable,
  type OverrideFieldName,
  type OverridePlace,
  type TaskOverrides,
} from './task-fields';

type Fields = readonly (readonly [name: string, value: TemplateJson])[];

/** Returns the overrides as EventBridge passes them to ECS: in ECS's own spelling. */
export function overridesTemplate(overrides: TaskOverrides): TemplateJson {
  const container: Fields = [['name', overrides.containerName], ...fieldsOf(overrides, 'container')];
  return {
    fields: [['containerOverrides', { list: [{ fields: container }] }], ...fieldsOf(overrides, 'task')],
  };
}

function fieldsOf(overrides: TaskOverrides, level: OverridePlace<never>['level']): Fields {
  return overrideFieldNames.flatMap((field) => fieldOf(field, overrides[field], level));
}

function fieldOf<Field extends OverrideFieldName>(
  field: Field,
  value: TaskOverrides[Field],
  level: OverridePlace<never>['level'],
): Fields {
  if (value == null) return [];
  return overrideTable[field].places.flatMap((place) => {
    const encoded = place.level === level ? place.encode(value) : undefined;
    return encoded === undefined ? [] : [nested(place.path, encoded)];
  });
}

function nested(
  [name, ...rest]: OverridePlace<never>['path'],
  value: TemplateJson,
): readonly [string, TemplateJson] {
  const [next, ...others] = rest;
  return [name, next === undefined ? value : { fields: [nested([next, ...others], value)] }];
}

/**
 * Returns the parameters of `ecs:runTask.sync`.
 *
 * @throws TypeError if a list has texts with placeholders and also items that are not texts.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function runTaskParameters(task: Task): { readonly [key: string]: Json } {
  return {
    Cluster: task.clusterName,
    TaskDefinition: task.taskDefinitionFamily,
    ...('launchType' in task.launch
      ? { LaunchType: task.launch.launchType }
      : { CapacityProviderStrategy: [{ CapacityProvider: task.launch.capacityProvider, Weight: 1 }] }),
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        Subnets: task.subnets,
        SecurityGroups: task.securityGroups,
        AssignPublicIp: task.assignPublicIp ? 'ENABLED' : 'DISABLED',
      },
    },
    Overrides: elementOf(overridesTemplate(task.overrides)),
    Tags: tagList(task.tags),
  };
}

function tagList(tags: TaskTags): Json {
  if (tags instanceof MapWithLookups) return new ListOfEntries(tags);
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Returns a field in Step Functions' spelling: the name begins with a capital letter. If Step Functions must evaluate
 * the value, the name ends with `.$`.
 */
function parameterOf(name: string, value: TemplateJson): readonly [string, Json] {
  const key = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (isText(value) && !isLiteral(value)) return [`${key}.$`, eventTextExpression(value)];
  if (typeof value !== 'object' || !('list' in value)) return [key, elementOf(value)];
  const texts = value.list.filter(isText);
  const isEvaluated = texts.length === value.list.length && !texts.every(isLiteral);
  return isEvaluated ? [`${key}.$`, arrayExpression(texts)] : [key, elementOf(value)];
}

function elementOf(value: TemplateJson): Json {
  if (isText(value)) {
    if (isLiteral(value)) return value;
    throw new TypeError(
      'a list with a placeholder has an item that is not a text; Step Functions evaluates only whole fields',
    );
  }
  if (typeof value !== 'object') return value;
  return 'list' in value
    ? value.list.map(elementOf)
    : Object.fromEntries(value.fields.map(([name, field]) => parameterOf(name, field)));
}

function isText(value: TemplateJson): value is EventTemplate {
  return typeof value === 'string' || Array.isArray(value);
}

/** The values of `service`, which all jobs of an environment share. */
import type { InputNode } from '../input-tree';
import {
  importedField,
  importedMap,
  type ImportedComment,
  type ImportedEntry,
  type ImportedMap,
} from '../origin';
import { itemsOf, textAt } from './read-files';
import type { ScheduledTask } from './scheduled-task';

/** Where a task runs, as texts that can be compared. `undefined` is a value that the files do not have. */
export interface TaskPlace {
  /** Region of the cluster. */
  readonly region: string | undefined;
  /** Name of the cluster. */
  readonly cluster: string | undefined;
  /** Family of the task definition. */
  readonly family: string | undefined;
  /** IDs of the subnets. */
  readonly subnets: readonly string[] | undefined;
  /** IDs of the security groups. */
  readonly securityGroups: readonly string[] | undefined;
  /** Whether the tasks get public IP addresses. */
  readonly isPublic: boolean;
}

/** The place of most tasks, and the container of most of these tasks. */
export interface SharedService {
  /** The place of most tasks. */
  readonly place: TaskPlace;
  /** Name of the container; `undefined` if no file has one. */
  readonly container: string | undefined;
}

/** Returns where a task runs. */
export function placeOf(task: ScheduledTask, templated: ReadonlySet<InputNode>): TaskPlace {
  const known = (node: InputNode | undefined): string | undefined =>
    node?.kind === 'scalar' && node.text !== '' && !templated.has(node) ? node.text : undefined;
  const list = (node: InputNode | undefined): readonly string[] | undefined => {
    const items = itemsOf(node);
    const texts = items.map(known).filter((text) => text !== undefined);
    return texts.length === 0 || texts.length < items.length ? undefined : texts;
  };
  return {
    region: task.region,
    cluster: known(task.cluster)?.replace(/^arn:.*:cluster\//, ''),
    family: familyOf(known(task.taskDefinition)),
    subnets: list(task.network.subnets),
    securityGroups: list(task.network.securityGroups),
    isPublic: known(task.network.publicIp) === 'ENABLED',
  };
}

/** Returns the family of a task definition, without the ARN and the revision. */
export function familyOf(taskDefinition: string | undefined): string | undefined {
  return taskDefinition?.replace(/^arn:.*:task-definition\//, '').replace(/:\d+$/, '');
}

/** Chooses the place of most tasks. The first one counts if several places have as many tasks. */
export function chooseService(
  tasks: readonly ScheduledTask[],
  templated: ReadonlySet<InputNode>,
): SharedService {
  const places = tasks.map((task) => placeOf(task, templated));
  const keys = places.map((place) => JSON.stringify(place));
  const key = mostFrequent(keys);
  const place = places[keys.indexOf(key ?? '')] ?? {
    region: undefined,
    cluster: undefined,
    family: undefined,
    subnets: undefined,
    securityGroups: undefined,
    isPublic: false,
  };
  const containers = tasks.flatMap((task, index) =>
    keys[index] === key ? itemsOf(task.containers).flatMap((each) => textAt(each, 'name') ?? []) : [],
  );
  return { place, container: mostFrequent(containers.filter((name) => !name.includes('{{'))) };
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Returns `service`. A value that no file has is a comment. */
export function serviceMap({ place, container }: SharedService): ImportedMap {
  const { cluster, family, subnets, securityGroups, isPublic } = place;
  const comment = (text: string): ImportedComment => ({ kind: 'comment', text });
  const named = (key: string, value: string | undefined): readonly ImportedEntry[] =>
    value === undefined
      ? [
          comment(
            `${key}: the files do not have it. Write it here, or the default is <app_name>-<environment>`,
          ),
        ]
      : [importedField(key, value)];
  return importedMap([
    ...named('cluster_name', cluster),
    ...named('task_definition_family', family),
    ...named('container_name', container),
    ...(subnets === undefined
      ? [
          comment(
            'The files have no IDs of subnets. Write subnet_ids, or the tags of your subnets; a job runs on Fargate',
          ),
          importedField(
            'subnet_tags',
            importedMap([importedField('Name', 'write-the-name-of-your-subnets')]),
          ),
        ]
      : [importedField('subnet_ids', subnets)]),
    ...(securityGroups === undefined
      ? [
          comment(
            'The files have no IDs of security groups. Without any, ECS uses the group "default" of the VPC',
          ),
          importedField('security_group_names', ['default']),
        ]
      : [importedField('security_group_ids', securityGroups)]),
    ...(isPublic ? [importedField('assign_public_ip', true)] : []),
  ]);
}

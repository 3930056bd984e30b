/** Finds the scheduled tasks in the files of ecschedule and of the AWS CLI. */
import { ImportError } from '../import-error';
import { inputNodeAt, type InputNode } from '../input-tree';
import { itemsOf, textAt, type SourceFile } from './read-files';
import type { FoundTasks, Optional, ScheduledTask, SkippedPart, TaskPart } from './scheduled-task';

/** Finds the scheduled tasks in the files of an environment, in the order of the files. */
export function findTasks(sources: readonly SourceFile[]): FoundTasks {
  const found = sources.map((source): FoundTasks => {
    if (source.format === 'ecschedule') return { tasks: ecscheduleTasks(source), skipped: [] };
    if (source.format === 'rules') return awsRules(source, sources);
    if (source.format === 'schedule') return schedule(source);
    return source.format === 'targets' ? orphanedTargets(source, sources) : listedSchedules(source, sources);
  });
  return { tasks: found.flatMap(({ tasks }) => tasks), skipped: found.flatMap(({ skipped }) => skipped) };
}

function ecscheduleTasks(source: SourceFile): readonly ScheduledTask[] {
  const { root } = source;
  return itemsOf(inputNodeAt(root, 'rules')).map((rule, index): ScheduledTask => {
    const at = (...path: readonly string[]): Optional => inputNodeAt(rule, ...path);
    const cluster = at('cluster') ?? inputNodeAt(root, 'cluster');
    const vpc = ['network_configuration', 'aws_vpc_configuration'];
    const region = at('region') ?? inputNodeAt(root, 'region');
    return {
      name: textAt(rule, 'name') ?? `rule-${index + 1}`,
      isRule: true,
      parts: [{ source, path: ['rules', String(index)], node: rule }],
      schedule: {
        expression: at('scheduleExpression'),
        timezone: undefined,
        start: undefined,
        end: undefined,
        windowMinutes: undefined,
      },
      description: at('description'),
      state: at('disabled'),
      isDisabled: at('disabled')?.kind === 'scalar' && textAt(rule, 'disabled') === 'true',
      region: region?.kind === 'scalar' && !source.templated.has(region) ? region.text : undefined,
      ownRegion: at('region'),
      accountId: arnPart(textAt(rule, 'taskDefinition'), 4) ?? arnPart(textOf(cluster), 4),
      cluster,
      taskDefinition: at('taskDefinition'),
      containers: at('containerOverrides'),
      overrides: {
        cpu: at('taskOverride', 'cpu'),
        memory: at('taskOverride', 'memory'),
        taskRole: undefined,
        executionRole: undefined,
        storage: undefined,
      },
      unreadableInput: undefined,
      eventPattern: undefined,
      switches: [],
      taskCount: at('taskCount'),
      launchType: at('launch_type'),
      platformVersion: at('platform_version'),
      strategy: at('capacityProviderStrategy'),
      network: {
        subnets: at(...vpc, 'subnets'),
        securityGroups: at(...vpc, 'security_groups'),
        publicIp: at(...vpc, 'assign_public_ip'),
      },
      delivery: { attempts: undefined, ageSeconds: undefined, deadLetters: at('dead_letter_config', 'sqs') },
    };
  });
}

/** What a rule or a schedule of AWS has besides its target. */
type ScheduleFacts = Pick<
  ScheduledTask,
  'name' | 'isRule' | 'parts' | 'schedule' | 'description' | 'state' | 'isDisabled' | 'eventPattern'
> & {
  /** ARN of the rule or of the schedule. */
  readonly arn: string | undefined;
};

function awsRules(source: SourceFile, sources: readonly SourceFile[]): FoundTasks {
  const tasks: ScheduledTask[] = [];
  const skipped: SkippedPart[] = [];
  for (const [index, rule] of itemsOf(inputNodeAt(source.root, 'Rules')).entries()) {
    const path = ['Rules', String(index)];
    const name = textAt(rule, 'Name') ?? `rule-${index + 1}`;
    const files = sources.filter((other) => other.format === 'targets' && other.name === name);
    const targets: readonly TaskPart[] = [
      ...itemsOf(inputNodeAt(rule, 'Targets')).map((node, number) => ({
        source,
        path: [...path, 'Targets', String(number)],
        node,
      })),
      ...files.flatMap((file) =>
        itemsOf(inputNodeAt(file.root, 'Targets')).map((node, number) => ({
          source: file,
          path: ['Targets', String(number)],
          node,
        })),
      ),
    ];
    const own: TaskPart = { source, path, node: withoutTargets(rule) };
    const skip = (reason: string, parts: readonly TaskPart[] = [own, ...targets]): void => {
      skipped.push(...parts.map((part) => ({ part, reason })));
    };
    const ecs = targets.filter(({ node }) => inputNodeAt(node, 'EcsParameters') !== undefined);
    if (textAt(rule, 'ScheduleExpression') === undefined)
      skip('the rule has no schedule; write a job in event_jobs');
    else if (textAt(rule, 'ManagedBy') !== undefined)
      skip('an AWS service manages the rule, and must keep it');
    else if (targets.length === 0)
      skip(
        files.length === 0
          ? `no file has the targets of the rule; write the output of list-targets-by-rule to ${name}.json in the same folder`
          : 'the rule has no target, so it starts nothing',
      );
    else if (ecs.length === 0) skip('no target of the rule is an ECS task');
    else {
      for (const part of targets)
        if (!ecs.includes(part))
          skip('the target is not an ECS task; the rule must continue to invoke it', [part]);
      for (const part of ecs)
        tasks.push(
          targetTask(part.node, {
            name: ecs.length === 1 ? name : `${name}-${textAt(part.node, 'Id') ?? part.path.at(-1) ?? ''}`,
            isRule: true,
            parts: part === ecs[0] ? [own, part] : [part],
            schedule: {
              expression: inputNodeAt(rule, 'ScheduleExpression'),
              timezone: undefined,
              start: undefined,
              end: undefined,
              windowMinutes: undefined,
            },
            description: inputNodeAt(rule, 'Description'),
            state: inputNodeAt(rule, 'State'),
            isDisabled: textAt(rule, 'State') === 'DISABLED',
            eventPattern: inputNodeAt(rule, 'EventPattern'),
            arn: textAt(rule, 'Arn'),
          }),
        );
    }
  }
  return { tasks, skipped };
}

function withoutTargets(rule: InputNode): InputNode {
  if (rule.kind !== 'map') return rule;
  const entries = new Map(rule.entries);
  entries.delete('Targets');
  return { ...rule, entries };
}

function schedule(source: SourceFile): FoundTasks {
  const { root } = source;
  const target = inputNodeAt(root, 'Target') ?? root;
  const part: TaskPart = { source, path: [], node: root };
  if (inputNodeAt(target, 'EcsParameters') === undefined)
    return { tasks: [], skipped: [{ part, reason: 'the target of the schedule is not an ECS task' }] };
  const task = targetTask(target, {
    name: textAt(root, 'Name') ?? source.name,
    isRule: false,
    parts: [part],
    schedule: {
      expression: inputNodeAt(root, 'ScheduleExpression'),
      timezone: inputNodeAt(root, 'ScheduleExpressionTimezone'),
      start: inputNodeAt(root, 'StartDate'),
      end: inputNodeAt(root, 'EndDate'),
      windowMinutes: inputNodeAt(root, 'FlexibleTimeWindow', 'MaximumWindowInMinutes'),
    },
    description: inputNodeAt(root, 'Description'),
    state: inputNodeAt(root, 'State'),
    isDisabled: textAt(root, 'State') === 'DISABLED',
    eventPattern: undefined,
    arn: textAt(root, 'Arn'),
  });
  return { tasks: [task], skipped: [] };
}

function targetTask(target: InputNode, { arn, ...facts }: ScheduleFacts): ScheduledTask {
  const at = (...path: readonly string[]): Optional => inputNodeAt(target, ...path);
  const ecs = (field: string): Optional => at('EcsParameters', field);
  const vpc = (field: string): Optional =>
    at('EcsParameters', 'NetworkConfiguration', 'awsvpcConfiguration', field);
  const input = at('Input');
  return {
    ...facts,
    region: arnPart(arn, 3) ?? arnPart(textAt(target, 'Arn'), 3),
    ownRegion: undefined,
    accountId: arnPart(arn, 4) ?? arnPart(textAt(target, 'Arn'), 4),
    cluster: at('Arn'),
    taskDefinition: ecs('TaskDefinitionArn'),
    containers: at('Input', 'containerOverrides'),
    overrides: {
      cpu: at('Input', 'cpu'),
      memory: at('Input', 'memory'),
      taskRole: at('Input', 'taskRoleArn'),
      executionRole: at('Input', 'executionRoleArn'),
      storage: at('Input', 'ephemeralStorage', 'sizeInGiB'),
    },
    unreadableInput: at('InputTransformer') ?? at('InputPath') ?? (input?.kind === 'map' ? undefined : input),
    switches: [ecs('EnableECSManagedTags'), ecs('EnableExecuteCommand')],
    taskCount: ecs('TaskCount'),
    launchType: ecs('LaunchType'),
    platformVersion: ecs('PlatformVersion'),
    strategy: ecs('CapacityProviderStrategy'),
    network: {
      subnets: vpc('Subnets'),
      securityGroups: vpc('SecurityGroups'),
      publicIp: vpc('AssignPublicIp'),
    },
    delivery: {
      attempts: at('RetryPolicy', 'MaximumRetryAttempts'),
      ageSeconds: at('RetryPolicy', 'MaximumEventAgeInSeconds'),
      deadLetters: at('DeadLetterConfig', 'Arn'),
    },
  };
}

/** Rejects targets of no rule, because nobody can know when their tasks run. */
function orphanedTargets(source: SourceFile, sources: readonly SourceFile[]): FoundTasks {
  const isNamed = sources.some(
    ({ format, root }) =>
      format === 'rules' &&
      itemsOf(inputNodeAt(root, 'Rules')).some((rule) => textAt(rule, 'Name') === source.name),
  );
  if (!isNamed)
    throw new ImportError(
      `${source.file}: no file has the rule ${source.name} of these targets; pass the folder that also has the output of list-rules, and name this file after its rule`,
    );
  return { tasks: [], skipped: [] };
}

/** The list of schedules has no expressions, so each schedule needs its own file. */
function listedSchedules(source: SourceFile, sources: readonly SourceFile[]): FoundTasks {
  const described = new Set(
    sources.flatMap(({ format, root }) => (format === 'schedule' ? [textAt(root, 'Name')] : [])),
  );
  return {
    tasks: [],
    skipped: itemsOf(inputNodeAt(source.root, 'Schedules')).flatMap((node, index) =>
      described.has(textAt(node, 'Name'))
        ? []
        : [
            {
              part: { source, path: ['Schedules', String(index)], node },
              reason: 'the list has no schedule expression; add the output of get-schedule to the folder',
            },
          ],
    ),
  };
}

function textOf(node: Optional): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Returns a part of an ARN: 3 is the region, and 4 is the account. */
function arnPart(text: string | undefined, index: 3 | 4): string | undefined {
  const part = text?.startsWith('arn:') === true ? text.split(':')[index] : undefined;
  return part === '' ? undefined : part;
}

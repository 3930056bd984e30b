/** Converts a scheduled task to a job. */
import { explainInvalidFargateSize } from '../../aws/ecs/fargate';
import { sharedFields } from '../../config/schema/job';
import { explainInvalidScheduleExpression, scheduledJobFields } from '../../config/schema/scheduled-job';
import { overrideFields } from '../../config/schema/task';
import type { InputNode } from '../input-tree';
import { importedField, importedMap, type ImportedEntry } from '../origin';
import { addContainers } from './convert-containers';
import type { JobBuilder } from './job-builder';
import { itemsOf, textAt } from './read-files';
import type { ScheduledTask } from './scheduled-task';
import { placeOf, type SharedService } from './service';

/** The expression of a job whose expression is missing. The job is off. */
const placeholderExpression = 'rate(1 day)';

/** Adds the fields of a task to its job. */
export function convertTask(
  job: JobBuilder,
  task: ScheduledTask,
  service: SharedService,
  templated: ReadonlySet<InputNode>,
): void {
  if (textOrUndefined(task.description) === '')
    job.change(task.description, undefined, 'the description is empty');
  else if (task.description !== undefined && !templated.has(task.description)) {
    const parsed = sharedFields.description.safeParse(textOrUndefined(task.description));
    if (parsed.success && parsed.data !== undefined) job.add('description', parsed.data);
    else
      job.omit(
        task.description,
        `env-config rejects the value: ${parsed.error?.issues[0]?.message ?? 'it is empty'}`,
      );
  } else job.omit(task.description, 'ecschedule fills in a template; write the text');
  addSchedule(job, task);
  addContainers(job, task, service.container);
  addSize(job, task);
  job.addAccepted('task_role_arn', overrideFields.task_role_arn, task.overrides.taskRole);
  if (task.overrides.executionRole !== undefined)
    job.reject(
      task.overrides.executionRole,
      'all jobs have the same execution role; write service.execution_role_arn',
    );
  job.addAccepted('ephemeral_storage_gib', overrideFields.ephemeral_storage_gib, task.overrides.storage);
  addCapacity(job, task);
  addDelivery(job, task);
  for (const node of task.switches)
    if (textOrUndefined(node) === 'false') job.change(node, undefined, 'the feature is off');
  rejectOtherTarget(job, task);
  rejectOtherPlace(job, task, service, templated);
}

function textOrUndefined(node: InputNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

function addSchedule(job: JobBuilder, { schedule, state, isDisabled }: ScheduledTask): void {
  const { expression, timezone, start, end, windowMinutes } = schedule;
  const text = job.text(expression);
  const problem = text === undefined ? undefined : explainInvalidScheduleExpression(text);
  if (problem !== undefined) job.reject(expression, `env-config rejects the value: ${problem}`);
  if (text === undefined || problem !== undefined) {
    job.note('schedule_expression: the value is missing. Write it in the next line');
    job.isOff = true;
  }
  job.add(
    'schedule_expression',
    problem === undefined ? (text ?? placeholderExpression) : placeholderExpression,
  );
  if (textOrUndefined(timezone) === 'UTC')
    job.change(timezone, undefined, 'a schedule without a time zone follows UTC');
  else
    job.addAccepted(
      'schedule_expression_timezone',
      scheduledJobFields.schedule_expression_timezone,
      timezone,
    );
  job.addAccepted('start_date', scheduledJobFields.start_date, start, dateOf(start));
  job.addAccepted('end_date', scheduledJobFields.end_date, end, dateOf(end));
  job.addAccepted(
    'flexible_time_window_minutes',
    scheduledJobFields.flexible_time_window_minutes,
    windowMinutes,
  );
  job.isTemplated(state);
  if (isDisabled) job.add('state', 'DISABLED');
}

/** The AWS CLI prints a date as a text with an offset, and its version 1 as a number of seconds. */
function dateOf(node: InputNode | undefined): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  return typeof node.value === 'number'
    ? new Date(node.value * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
    : node.text.replace(/\.\d+(?=Z|[+-])/, '');
}

/** Adds the size of the task. Without one, the container's own size counts if both of its values are a size of Fargate. */
function addSize(job: JobBuilder, { overrides, containers }: ScheduledTask): void {
  const isOfTask = overrides.cpu !== undefined || overrides.memory !== undefined;
  const [container, ...others] = itemsOf(containers);
  const field = (name: string): InputNode | undefined =>
    container?.kind === 'map' ? container.entries.get(name) : undefined;
  const [cpu, memory] = isOfTask ? [overrides.cpu, overrides.memory] : [field('cpu'), field('memory')];
  if (cpu === undefined && memory === undefined) return;
  if ([cpu, memory].map((node) => job.isTemplated(node)).includes(true)) return;
  const [units, mebibytes] = [sizeIn(cpu, /vcpu$/i), sizeIn(memory, /gb$/i)];
  const problem =
    units === undefined || mebibytes === undefined
      ? 'cpu and memory must both be numbers of the task'
      : explainInvalidFargateSize(units, mebibytes);
  if (problem === undefined && (isOfTask || others.length === 0)) {
    job.add('cpu', units ?? 0);
    job.add('memory', mebibytes ?? 0);
    if (isOfTask) return;
    for (const [node, to] of [
      [cpu, 'cpu'],
      [memory, 'memory'],
    ] as const)
      job.change(node, to, 'it is now the size of the whole task, and not only of the container');
    return;
  }
  if (!isOfTask) return;
  for (const node of [cpu, memory])
    job.reject(node, `env-config rejects the size: ${problem ?? 'write cpu and memory'}`);
}

/** Returns a size in CPU units or in MiB. ECS also accepts `1 vCPU` and `2 GB`. */
function sizeIn(node: InputNode | undefined, unit: RegExp): number | undefined {
  const text = textOrUndefined(node)?.trim();
  if (text === undefined || text === '') return undefined;
  const value = unit.test(text) ? Number(text.replace(unit, '').trim()) * 1024 : Number(text);
  return Number.isInteger(value) ? value : undefined;
}

function addCapacity(
  job: JobBuilder,
  { strategy, launchType, platformVersion, taskCount }: ScheduledTask,
): void {
  const items = itemsOf(strategy);
  const providers = [...new Set(items.map((item) => textAt(item, 'capacityProvider') ?? ''))];
  const [provider] = providers;
  if (providers.length === 1 && (provider === 'FARGATE' || provider === 'FARGATE_SPOT')) {
    if (provider === 'FARGATE_SPOT') job.add('capacity_provider', provider);
    else job.change(strategy, undefined, 'a job runs on FARGATE without the field');
  } else if (providers.length > 0 && providers.every((each) => /^FARGATE(_SPOT)?$/.test(each)))
    job.omit(
      strategy,
      'a job has one capacity provider; it runs on FARGATE until you write capacity_provider',
    );
  else if (providers.length > 0) job.reject(strategy, 'a job runs on FARGATE or FARGATE_SPOT only');
  const type = job.text(launchType);
  if (type !== undefined && type !== '' && type !== 'FARGATE')
    job.reject(launchType, 'a job runs on Fargate only; prepare the task definition for Fargate');
  if (!['', 'LATEST', '1.4.0'].includes(textOrUndefined(platformVersion) ?? ''))
    job.omit(platformVersion, 'a task runs on the latest platform version; test the task with it');
  const count = job.text(taskCount) ?? '1';
  if (Number(count) > 1)
    job.reject(taskCount, `a run starts one task, and not ${Number(count)}; write one job for each task`);
}

function addDelivery(job: JobBuilder, { delivery }: ScheduledTask): void {
  const { attempts, ageSeconds, deadLetters } = delivery;
  const entries: ImportedEntry[] = [];
  for (const [key, node] of [
    ['maximum_retry_attempts', attempts],
    ['maximum_event_age_seconds', ageSeconds],
  ] as const) {
    if (node === undefined) continue;
    const parsed = scheduledJobFields.delivery.safeParse({
      [key]: node.kind === 'scalar' ? node.value : undefined,
    });
    const value = parsed.success ? parsed.data?.[key] : undefined;
    if (value === undefined)
      job.reject(node, 'env-config rejects the value; it must be a whole number in the range of AWS');
    else entries.push(importedField(key, value));
  }
  if (deadLetters !== undefined) entries.push(importedField('dead_letter_queue', true));
  if (entries.length > 0) job.add('delivery', importedMap(entries));
}

function rejectOtherTarget(job: JobBuilder, { unreadableInput, eventPattern }: ScheduledTask): void {
  if (unreadableInput !== undefined)
    job.reject(
      unreadableInput,
      'the input is not a JSON object of overrides, so the command is not known; write task_command',
    );
  if (eventPattern !== undefined)
    job.reject(
      eventPattern,
      'events start the task too, and a scheduled job has no event pattern; write a second job in event_jobs',
    );
}

/** Rejects what differs from `service`, because all jobs run there. */
function rejectOtherPlace(
  job: JobBuilder,
  task: ScheduledTask,
  { place }: SharedService,
  templated: ReadonlySet<InputNode>,
): void {
  const own = placeOf(task, templated);
  const compare = (node: InputNode | undefined, value: unknown, shared: unknown, field: string): void => {
    if (job.isTemplated(node) || JSON.stringify(value) === JSON.stringify(shared)) return;
    job.reject(
      node,
      `all jobs have the ${field} of service, and this task has another one; import it into its own folder of env-config`,
    );
  };
  compare(task.ownRegion ?? task.cluster, own.region, place.region, 'region');
  compare(task.cluster, own.cluster, place.cluster, 'cluster');
  compare(task.taskDefinition, own.family, place.family, 'task definition');
  compare(task.network.subnets, own.subnets, place.subnets, 'subnets');
  compare(task.network.securityGroups, own.securityGroups, place.securityGroups, 'security groups');
  compare(task.network.publicIp, own.isPublic, place.isPublic, 'public IP addresses');
  const revision = /:(\d+)$/.exec(textOrUndefined(task.taskDefinition) ?? '')?.[1];
  if (revision !== undefined && own.family === place.family)
    job.change(
      task.taskDefinition,
      'service.task_definition_family',
      `each run uses the latest revision, and not always revision ${revision}`,
    );
}

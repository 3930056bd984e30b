/** What a queue worker job has to be beyond its fields' types. */
import { explainInvalidLength, type NamedResource } from '../../aws/name-limits';
import { maximumVisibilityTimeoutSeconds } from '../../aws/queues';
import { stopTimeoutSeconds } from '../../aws/ecs/tasks';
import { isUtc } from '../../aws/schedules/time-zones';
import { serviceNameOf } from '../../config/env-config';
import type { Path, Problem } from '../../config/issues';
import type { ValidParts } from '../../config/valid-parts';
import type { ReadEnvironment } from '../../config/read-config';
import { jobsOf } from '../../config/cross-field-rules';
import { messagePlaceholdersKnown, scheduledMessagePlaceholdersKnown } from './message-rules';
import {
  deadLetterQueueName,
  jobResourceName,
  undeliveredQueueName,
  workerDeadLetterQueueName,
  workerOutputName,
  workerOutputs,
} from '../resource-names';
import { queueVariables, scheduledActionKey } from './queue-worker-job';
import { stuckDeployment } from './deployment';
import { groupByObjectKey } from './queues';

type WorkerJob = NonNullable<ValidParts['queue_worker_jobs']>[string];
type Check = (job: WorkerJob, path: Path, environment: ReadEnvironment, name: string) => readonly Problem[];

type EnvironmentRule = (environment: ReadEnvironment) => readonly Problem[];

/** Each speaks only of fields that are right by themselves. */
const rulesOfOneWorker: readonly Check[] = [
  minNotAboveMax,
  oneBacklogSetting,
  visibilityCoversProcessing,
  messageGroupNeedsFifo,
  reservedVariablesUnused,
  messagePlaceholdersKnown,
  scheduledMessagePlaceholdersKnown,
  scheduledActionsAreUnique,
  deploymentCanProgress,
  namesFitLimits,
];

/** Compare each worker with the others, by maps that they build once for the environment. */
const rulesAcrossWorkers: readonly EnvironmentRule[] = [namesApart, outputNamesAreUnique, baseIsNotAWorker];

export const workerRules: readonly EnvironmentRule[] = [
  ...rulesOfOneWorker.map((check): EnvironmentRule => (environment) => {
    return workersIn(environment).flatMap(({ name, job, path }) => check(job, path, environment, name));
  }),
  ...rulesAcrossWorkers,
];

function workersIn({ validParts }: ReadEnvironment) {
  return Object.entries(validParts.queue_worker_jobs ?? {}).map(([name, job]) => ({
    name,
    job,
    path: ['queue_worker_jobs', name],
  }));
}

function refuse(path: Path, message: string, at: 'key' | 'value' = 'value'): readonly Problem[] {
  return [{ path, code: at === 'key' ? 'one-of' : 'not-allowed', at, message }];
}

function minNotAboveMax(
  job: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const pairs = [
    { path, pair: job },
    ...(job.scheduled_scaling ?? []).map((pair, index) => ({
      path: [...path, 'scheduled_scaling', index],
      pair,
    })),
  ];
  return pairs.flatMap(({ path: here, pair }): readonly Problem[] => {
    if (isWrong([...here, 'min_tasks']) || isWrong([...here, 'max_tasks'])) return [];
    const { min_tasks: fewest = 1, max_tasks: most = Infinity } = pair;
    if (fewest <= most) return [];
    const message = `${most}: the most tasks are no fewer than min_tasks, which is ${fewest}`;
    return refuse([...here, 'max_tasks'], message);
  });
}

function oneBacklogSetting(
  job: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const { backlog_per_task: backlog, target_latency_seconds: latency, seconds_per_message: each } = job;
  if (
    ['backlog_per_task', 'target_latency_seconds', 'seconds_per_message'].some((field) =>
      isWrong([...path, field]),
    )
  )
    return [];
  if (backlog !== undefined && latency !== undefined) {
    const message =
      'stands instead of backlog_per_task: both say how many messages are work for one task; give one, and null for the other where defaults.yml has it';
    return refuse([...path, 'target_latency_seconds'], message, 'key');
  }
  if (latency !== undefined && each === undefined) {
    const message = 'needs seconds_per_message: how many messages one task gets through in that time';
    return refuse([...path, 'target_latency_seconds'], message, 'key');
  }
  if (latency === undefined && each !== undefined) {
    const message = 'says something only beside target_latency_seconds';
    return refuse([...path, 'seconds_per_message'], message, 'key');
  }
  if (latency !== undefined && each !== undefined && each > latency) {
    const message = `${latency}: a message takes ${each} seconds by itself, so that the second in line waits longer; give at least that`;
    return refuse([...path, 'target_latency_seconds'], message);
  }
  return [];
}

/** A message that is received again while it is worked on is worked on twice. */
function visibilityCoversProcessing(
  job: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const {
    max_processing_seconds: processing,
    stop_timeout_seconds: stop = stopTimeoutSeconds.default,
    queue,
  } = job;
  const compared = [['stop_timeout_seconds'], ['queue', 'visibility_timeout_seconds']];
  if (processing === undefined || compared.some((field) => isWrong([...path, ...field]))) return [];
  const needed = processing + stop;
  const given = queue?.visibility_timeout_seconds;
  if (given === undefined) {
    if (needed <= maximumVisibilityTimeoutSeconds) return [];
    const message = `${processing}: with stop_timeout_seconds, a message would be hidden for ${needed} seconds, and SQS hides none for longer than ${maximumVisibilityTimeoutSeconds}; make the work smaller, or have the program ask for more time`;
    return refuse([...path, 'max_processing_seconds'], message);
  }
  if (given >= needed) return [];
  const message = `${given}: another task would receive a message that is still being worked on; at least ${needed}, which are max_processing_seconds, ${processing}, and stop_timeout_seconds, ${stop}`;
  return refuse([...path, 'queue', 'visibility_timeout_seconds'], message);
}

function messageGroupNeedsFifo(
  { queue, file_upload: upload }: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const group = queue?.message_group_id;
  if (group === undefined) return [];
  const here = [...path, 'queue', 'message_group_id'];
  if (isWrong([...path, 'queue', 'fifo'])) return [];
  if (queue?.fifo !== true) return refuse(here, 'only a queue with fifo: true has message groups', 'key');
  if (group === groupByObjectKey) {
    if (upload !== undefined || isWrong([...path, 'file_upload'])) return [];
    return refuse(
      here,
      `${group}: only what file_upload puts into the queue has a key; whoever else sends messages names their groups`,
    );
  }
  const [found] = /<[A-Za-z_][A-Za-z0-9_-]*>/.exec(group) ?? [];
  if (found === undefined) return [];
  const message =
    found === groupByObjectKey
      ? `${group}: ${groupByObjectKey} is all of the group, or none of it: the group is the hash of the key`
      : `${found} is no placeholder here; a group is ${groupByObjectKey} or always the same`;
  return [{ path: here, code: 'placeholder', at: 'value', message }];
}

function reservedVariablesUnused(
  { environment_variables: variables = {} }: WorkerJob,
  path: Path,
): readonly Problem[] {
  return queueVariables
    .filter((name) => Object.hasOwn(variables, name))
    .flatMap((name) =>
      refuse(
        [...path, 'environment_variables', name],
        'says to every worker where its queue is; call yours something else',
        'key',
      ),
    );
}

function scheduledActionsAreUnique(
  { scheduled_scaling: actions = [] }: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const here = [...path, 'scheduled_scaling'];
  const keys = actions.map((action, index) => {
    const { schedule_expression: expression, schedule_expression_timezone: zone = 'Etc/UTC' } = action;
    if (expression === undefined || isWrong([...here, index, 'schedule_expression_timezone']))
      return undefined;
    return scheduledActionKey({
      schedule_expression: expression,
      schedule_expression_timezone: isUtc(zone) ? 'Etc/UTC' : zone,
    });
  });
  const seen = new Set<string>();
  return keys.flatMap((key, index): readonly Problem[] => {
    if (key === undefined) return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const place = [...here, index, 'schedule_expression'];
    return refuse(place, 'is in the list already, in the same time zone: which of the two would hold?');
  });
}

/** A deployment that can neither stop an old task nor start a new one stands still until somebody looks. */
function deploymentCanProgress(
  job: WorkerJob,
  path: Path,
  { isInvalid: isWrong }: ReadEnvironment,
): readonly Problem[] {
  const fields = [
    'min_tasks',
    'max_tasks',
    'minimum_healthy_percent',
    'maximum_percent',
    'scheduled_scaling',
  ];
  if (fields.some((field) => isWrong([...path, field]))) return [];
  const { max_tasks, scheduled_scaling: actions = [] } = job;
  const scheduled_scaling = actions.flatMap(({ min_tasks: fewest, max_tasks: most }) =>
    fewest === undefined || most === undefined ? [] : [{ min_tasks: fewest, max_tasks: most }],
  );
  if (max_tasks === undefined || scheduled_scaling.length < actions.length) return [];
  const stuck = stuckDeployment({ ...job, max_tasks, scheduled_scaling });
  if (stuck === undefined) return [];
  const { desired, minimum: least, maximum: most } = stuck;
  const field = job.minimum_healthy_percent === undefined ? 'maximum_percent' : 'minimum_healthy_percent';
  const message = `${job[field] ?? ''}: of ${desired} ${desired === 1 ? 'task' : 'tasks'}, ${least} would have to run at all times and ${most} at most, so that a deployment could neither stop an old task nor start a new one; lower minimum_healthy_percent, or raise maximum_percent`;
  return refuse([...path, field], message);
}

function namesFitLimits(
  job: WorkerJob,
  path: Path,
  { validParts: partial, isInvalid: isWrong, name: environmentName }: ReadEnvironment,
  name: string,
): readonly Problem[] {
  const serviceName = serviceNameOf(partial, environmentName);
  if (serviceName === undefined || isWrong(['service', 'name'])) return [];
  const resourceName = jobResourceName(serviceName, name);
  const names: readonly (readonly [NamedResource, string])[] = [
    ['queue', workerDeadLetterQueueName(serviceName, name, job.queue?.fifo === true)],
    ...(job.file_upload === undefined ? [] : [['rule', resourceName] as const]),
    ...(job.schedule === undefined ? [] : [['schedule', resourceName] as const]),
  ];
  const [refusal] = names.flatMap(([resource, given]) => explainInvalidLength(resource, given) ?? []);
  return refusal === undefined ? [] : [{ path, code: 'too-long', at: 'key', message: refusal }];
}

/** A worker's dead letters have the name that the queue of another worker could have. */
function namesApart(environment: ReadEnvironment): readonly Problem[] {
  const jobOfName = new Map<string, string>();
  for (const { name: job } of jobsOf(environment.validParts)) {
    for (const nameOf of [deadLetterQueueName, undeliveredQueueName]) {
      const name = nameOf('x', job).slice('x-'.length);
      if (!jobOfName.has(name)) jobOfName.set(name, job);
    }
  }
  return workersIn(environment).flatMap(({ name, path }): readonly Problem[] => {
    const other = jobOfName.get(name);
    if (other === undefined) return [];
    const message = `a queue of the job ${other} may have this name; call the job something else`;
    return [{ path, code: 'duplicate-job-name', at: 'key', message }];
  });
}

/** Of two outputs of one name, Terraform's JSON keeps one. */
function outputNamesAreUnique(environment: ReadEnvironment): readonly Problem[] {
  const workerOfOutput = new Map<string, string>();
  return workersIn(environment).flatMap(({ name, path }): readonly Problem[] => {
    const outputs = workerOutputs.map((output) => workerOutputName(name, output));
    const same = outputs.find((output) => workerOfOutput.has(output));
    const other = same === undefined ? undefined : workerOfOutput.get(same);
    for (const output of outputs) workerOfOutput.set(output, name);
    if (same === undefined || other === undefined) return [];
    const message = `its output ${same} would have the name of one of the worker ${other}; call the job something else`;
    return [{ path, code: 'duplicate-job-name', at: 'key', message }];
  });
}

/**
 * Two that register revisions of one family take each other's for their own. And of what is made from another worker's,
 * each apply would take what that was before; of two in a circle neither is the first.
 */
function baseIsNotAWorker(environment: ReadEnvironment): readonly Problem[] {
  const { validParts, isInvalid, name: environmentName } = environment;
  const serviceName = serviceNameOf(validParts, environmentName);
  if (serviceName === undefined || isInvalid(['service', 'name'])) return [];
  const workers = workersIn(environment);
  const workerOfFamily = new Map(workers.map(({ name }) => [jobResourceName(serviceName, name), name]));
  return workers.flatMap(({ name, job: { task_definition_family: base }, path }): readonly Problem[] => {
    const family = jobResourceName(serviceName, name);
    if ([base, validParts.service?.task_definition_family].includes(family)) {
      const message = `its task definition would be ${family}, which is the one that it is made from; give the job another name`;
      return [{ path, code: 'shared-name', at: 'key', message }];
    }
    const other = base === undefined ? undefined : workerOfFamily.get(base);
    if (base === undefined || other === undefined) return [];
    const message = `${base}: the worker ${other} makes it for itself, out of another one; give that one, or leave this out for the application’s`;
    return [{ path: [...path, 'task_definition_family'], code: 'shared-name', at: 'value', message }];
  });
}

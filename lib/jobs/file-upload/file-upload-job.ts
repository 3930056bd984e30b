import type { Location } from '../../aws/arns';
import { defaultEventBus } from '../../aws/events/event-buses';
import type { EventTemplate } from '../../values/event-templates';
import {
  inputTransformer,
  explainInvalidInTemplate,
  type TemplateProblem,
} from '../../aws/events/input-transformer';
import { objectPattern, objectValues, type ObjectEvent, type ObjectFilter } from '../../aws/s3/object-events';
import type { EnvConfig } from '../../config/env-config';
import type { FileUploadJobConfig, uploadFields } from '../../config/schema/file-upload-job';
import { toArray } from '../../config/schema/values';
import { buildDelivery } from '../triggers/delivery';
import type { EcsClusterTarget } from '../run/targets';
import type { FileUploadJob } from '../job';
import type { UploadRule, Enablement } from '../triggers/triggers';
import { deadLetterQueueName, jobResourceName, ruleArn } from '../resource-names';
import { parseEventText, runValues, unknownPlaceholders, type Placeholders } from '../placeholders';
import type { RoleArns } from '../roles';
import { buildStateMachineTarget } from '../run/state-machine';
import { buildRunPlan, type RunPlan } from '../run/run-plan';
import { clusterArn, overridesTemplate, taskDefinitionArn, type Task } from '../run/task';
import { compare } from '../../text/compare';

/** What a job is started by. */
export function objectEventOf(job: { readonly after_malware_scan?: boolean | undefined }): ObjectEvent {
  return job.after_malware_scan === true ? 'scanned' : 'created';
}

/** What a file upload job may say of the object that started it. */
export function fileUploadPlaceholders(job: {
  readonly after_malware_scan?: boolean | undefined;
}): Placeholders {
  return { values: { ...objectValues[objectEventOf(job)], ...runValues }, literals: {}, isClosed: true };
}

/** A rule on the bucket's new objects that starts the job. */
export function buildFileUploadJob(
  config: EnvConfig,
  location: Location,
  name: string,
  job: FileUploadJobConfig,
  bucketName: string,
  roles: RoleArns,
): FileUploadJob {
  const run = buildRunPlan(config.service, job, (text) => parseEventText(text, fileUploadPlaceholders(job)));
  const resourceName = jobResourceName(config.service.name, name);
  const needsStateMachine = job.target === 'state_machine' || reasonsForStateMachine(job).length > 0;
  return {
    type: 'file_upload_job',
    name,
    run,
    rule: buildRule(location, resourceName, {
      description: job.description,
      state: job.state,
      upload: job,
      bucketName,
      undelivered: deadLetterQueueName(config.service.name, name),
    }),
    target: needsStateMachine
      ? buildStateMachineTarget(config, location, name, job, run, roles)
      : ecsClusterTarget(location, resourceName, singleTask(run), roles),
  };
}

/** What a rule is made of. */
interface RuleOfUpload {
  readonly description: string | undefined;
  readonly state: Enablement;
  readonly upload: UploadConfig;
  readonly bucketName: string;
  /** The name of the queue of what could not be handed over, should there be one. */
  readonly undelivered: string;
}

/** The fields that say which objects are meant. */
export type UploadConfig = Pick<FileUploadJobConfig, keyof typeof uploadFields>;

/** A rule on a bucket's new objects. */
export function buildRule(location: Location, name: string, rule: RuleOfUpload): UploadRule {
  const { upload, bucketName } = rule;
  const event = objectEventOf(upload);
  const filter = objectFilter(upload, bucketName);
  const eventBusName = upload.event_bus_name ?? defaultEventBus;
  return {
    name,
    description: rule.description,
    state: rule.state,
    eventBusName,
    eventPattern: objectPattern(event, filter),
    event,
    filter,
    delivery: buildDelivery(upload.delivery, {
      location,
      queueName: rule.undelivered,
      ruleArn: ruleArn(location, eventBusName, name),
    }),
  };
}

function objectFilter(job: UploadConfig, bucketName: string): ObjectFilter {
  return {
    bucketName,
    // The order of a list means nothing, and must not show in a plan.
    prefixes: toArray(job.path_prefix).toSorted(compare),
    suffixes: toArray(job.path_suffix).toSorted(compare),
    wildcards: toArray(job.path_pattern).toSorted(compare),
    minimumSize: job.minimum_size_bytes,
    maximumSize: job.maximum_size_bytes,
    reasons: (job.reasons ?? []).toSorted(compare),
  };
}

/** Several steps need a state machine. */
function singleTask({ stages: [stage] }: RunPlan): Task {
  if (stage?.kind !== 'step') throw new TypeError('a rule alone starts one task');
  return stage.step.task;
}

function ecsClusterTarget(location: Location, id: string, task: Task, roles: RoleArns): EcsClusterTarget {
  return {
    kind: 'ecs_cluster',
    id,
    clusterArn: clusterArn(location, task.clusterName),
    taskDefinitionArn: taskDefinitionArn(location, task.taskDefinitionFamily),
    roleArn: roles['events-ecs'],
    task,
    inputTransformer: inputTransformer(overridesTemplate(task.overrides)),
  };
}

/** What a job may ask for that a rule alone can't do. */
interface Wishes {
  readonly timeout_seconds?: number | undefined;
  readonly retry?: { readonly max_attempts?: number | undefined } | undefined;
  readonly task_command?: readonly string[] | undefined;
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
  readonly after_malware_scan?: boolean | undefined;
  readonly steps?: readonly unknown[] | undefined;
  readonly on_failure?: object | undefined;
  readonly overlap?: 'allow' | 'skip' | 'replace' | undefined;
  readonly run_timeout_seconds?: number | undefined;
}

/** Why the job can't be carried out by a rule alone: nothing when it can. */
export function reasonsForStateMachine(job: Wishes): readonly string[] {
  const placeholders = fileUploadPlaceholders(job);
  const texts = [...(job.task_command ?? []), ...Object.values(job.environment_variables ?? {})]
    // A name in brackets that is no placeholder is a mistake of its own, and told as such.
    .filter((text) => unknownPlaceholders(text, placeholders).length === 0)
    .map((text): EventTemplate => parseEventText(text, placeholders));
  const found = new Set<string | undefined>(
    // The name of a variable is no place for placeholders, but < and > in it are in the template all the same.
    [...texts, ...Object.keys(job.environment_variables ?? {})].map(explainInvalidInTemplate),
  );
  return [
    ...(job.timeout_seconds === undefined
      ? []
      : ['timeout_seconds: EventBridge starts the task and does not watch it, so nothing would stop it']),
    ...(job.retry?.max_attempts === undefined || job.retry.max_attempts === 0
      ? []
      : ['retry: EventBridge does not learn whether the task failed, so nothing would try again']),
    ...(job.steps === undefined ? [] : ['steps: a rule starts one task']),
    ...(job.on_failure === undefined
      ? []
      : ['on_failure: EventBridge does not learn whether the task failed']),
    ...(job.overlap === undefined || job.overlap === 'allow'
      ? []
      : [`overlap: ${job.overlap}: EventBridge starts the task whether or not another runs`]),
    ...(job.run_timeout_seconds === undefined
      ? []
      : ['run_timeout_seconds: EventBridge starts the task and does not watch it']),
    ...Object.entries(whyNotInTemplate).flatMap(([refusal, why]) => (found.has(refusal) ? [why] : [])),
  ];
}

/** What a template can't say, in the order in which it is told. */
const whyNotInTemplate = {
  'part-of-text':
    'a placeholder inside a longer text: EventBridge puts it there without escapes, and a quote in a key would end the text',
  optional: 'a placeholder of what not every event has: EventBridge has nothing to put in its place',
  'from-execution': 'a placeholder of the run: what a rule alone starts has none',
  number: 'a placeholder of a number: EventBridge would hand ECS a number, where it takes texts',
  bracket:
    '< or > in a text: EventBridge takes it for the beginning of a placeholder, and there is no escape',
} as const satisfies Record<TemplateProblem, string>;

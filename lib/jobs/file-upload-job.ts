import type { Location } from '../aws/arns';
import { objectCreated, objectCreatedValues } from '../aws/event-patterns';
import { inputTransformer, refuseInTemplate } from '../aws/input-transformer';
import type { EnvConfig } from '../config/env-config';
import type { FileUploadJobConfig } from '../config/schema/file-upload-job';
import type { EcsClusterTarget, FileUploadJob } from './job';
import { jobResourceName } from './names';
import { parseEventText, unknownPlaceholders, type Placeholders } from './placeholders';
import type { RoleArns } from './roles';
import { buildStateMachineTarget } from './state-machine';
import { buildTask, clusterArn, overridesTemplate, taskDefinitionArn, type Task } from './task';

/** What a file upload job may say of the object that started it. */
export const fileUploadPlaceholders: Placeholders = objectCreatedValues;

/** A rule on the bucket's new objects that starts the job. */
export function buildFileUploadJob(
  config: EnvConfig,
  location: Location,
  name: string,
  job: FileUploadJobConfig,
  bucketName: string,
  roles: RoleArns,
): FileUploadJob {
  const task = buildTask(config.service, job, (text) => parseEventText(text, fileUploadPlaceholders));
  const resourceName = jobResourceName(config.service.name, name);
  const needsStateMachine = job.target === 'state_machine' || whyStateMachine(job).length > 0;
  return {
    type: 'file_upload_job',
    name,
    task,
    rule: {
      name: resourceName,
      description: job.description,
      state: job.state,
      eventPattern: objectCreated(bucketName, job.path_prefix),
      bucketName,
      keyPrefix: job.path_prefix,
    },
    target: needsStateMachine
      ? buildStateMachineTarget(config, location, name, job, task, roles)
      : ecsClusterTarget(location, resourceName, task, roles),
  };
}

function ecsClusterTarget(location: Location, id: string, task: Task, roles: RoleArns): EcsClusterTarget {
  return {
    kind: 'ecs_cluster',
    id,
    clusterArn: clusterArn(location, task.clusterName),
    taskDefinitionArn: taskDefinitionArn(location, task.taskDefinitionFamily),
    roleArn: roles['events-ecs'],
    inputTransformer: inputTransformer(overridesTemplate(task.overrides)),
  };
}

/** What a job may ask for that a rule alone can't do. */
interface Wishes {
  readonly timeout_seconds?: number | undefined;
  readonly retry?: { readonly max_attempts: number } | undefined;
  readonly task_command?: readonly string[] | undefined;
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
}

/** Why the job can't be carried out by a rule alone: nothing when it can. */
export function whyStateMachine(job: Wishes): readonly string[] {
  const texts = [...(job.task_command ?? []), ...Object.values(job.environment_variables ?? {})];
  const refusals = new Set([
    // A name in brackets that is no placeholder is a mistake of its own, and told as such.
    ...texts
      .filter((text) => unknownPlaceholders(text, fileUploadPlaceholders).length === 0)
      .map((text) => refuseInTemplate(parseEventText(text, fileUploadPlaceholders))),
    // The name of a variable is no place for placeholders, but < and > in it are in the template all the same.
    ...Object.keys(job.environment_variables ?? {}).map(refuseInTemplate),
  ]);
  return [
    ...(job.timeout_seconds === undefined
      ? []
      : ['timeout_seconds: EventBridge starts the task and does not watch it, so nothing would stop it']),
    ...(job.retry === undefined || job.retry.max_attempts === 0
      ? []
      : ['retry: EventBridge does not learn whether the task failed, so nothing would try again']),
    ...(refusals.has('part-of-text')
      ? [
          'a placeholder inside a longer text: EventBridge puts it there without escapes, and a quote in a key would end the text',
        ]
      : []),
    ...(refusals.has('bracket')
      ? ['< or > in a text: EventBridge takes it for the beginning of a placeholder, and there is no escape']
      : []),
  ];
}

import { locationOf, type Location } from '../aws/arns';
import { definitionSize } from '../aws/state-machines';
import { eventPatternSize } from '../aws/event-patterns';
import { inputTemplateSize } from '../aws/input-transformer';
import { Lookup, stringifyJson, text, type Json } from '../aws/lookups';
import { managedPolicySize } from '../aws/policies';
import type { EnvConfig } from '../config/env-config';
import { compare, type Path, type Problem } from '../config/issues';
import { buildFileUploadJob } from './file-upload-job';
import { sectionOfType, type Job } from './job';
import { scheduleGroupName } from './names';
import { buildRoles, roleArns, type Role } from './roles';
import { buildScheduledJob } from './scheduled-job';
import { runTaskParameters } from './task';

/** One environment's jobs and what they share: all that its stack is made of. */
export interface EnvironmentJobs {
  readonly config: EnvConfig;
  readonly location: Location;
  /** In the order of their kinds and names. */
  readonly jobs: readonly Job[];
  readonly roles: readonly Role[];
  /** There when a schedule needs it. */
  readonly scheduleGroupName: string | undefined;
}

/** The jobs of a checked configuration. */
export function buildEnvironmentJobs(config: EnvConfig): EnvironmentJobs {
  const location = locationOf(config.region, config.accountId ?? text`${new Lookup('account_id')}`);
  const roles = roleArns(config, location);
  const uploads = byName(config.fileUploadJobs).map(([name, job]) => {
    const bucketName = job.source_bucket ?? config.bucketName;
    if (bucketName === undefined) throw new TypeError(`the job ${name} has no bucket`);
    return buildFileUploadJob(config, location, name, job, bucketName, roles);
  });
  const scheduled = byName(config.scheduledJobs).map(([name, job]) =>
    buildScheduledJob(config, location, name, job, roles),
  );
  const jobs = [...uploads, ...scheduled];
  return {
    config,
    location,
    jobs,
    roles: buildRoles(config, location, jobs),
    scheduleGroupName: scheduled.length > 0 ? scheduleGroupName(config.service.name) : undefined,
  };
}

function byName<Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(record).sort(([a], [b]) => compare(a, b));
}

/** What is larger than AWS takes, which shows only once it is built. */
export function checkSizes({ jobs, roles }: EnvironmentJobs): readonly Problem[] {
  return [...jobs.flatMap(checkJobSizes), ...roles.flatMap(checkPolicySize)];
}

/** ECS counts the characters of all overrides of a task, as JSON. */
const overridesSize = 8192;

function checkJobSizes(job: Job): readonly Problem[] {
  const path: Path = [sectionOfType[job.type], job.name];
  const tooLarge = (field: string, what: string, size: number, limit: number): readonly Problem[] => {
    if (size <= limit) return [];
    const message = `${what} has ${size} characters, and AWS takes ${limit}; put what is long into a file of the image`;
    return [{ path: [...path, field], code: 'too-large', at: 'key', message }];
  };
  const { target } = job;
  return [
    ...(job.type === 'file_upload_job'
      ? tooLarge(
          'path_prefix',
          'the event pattern',
          JSON.stringify(job.rule.eventPattern).length,
          eventPatternSize,
        )
      : []),
    ...(target.kind === 'ecs_cluster'
      ? tooLarge(
          'task_command',
          'the input template',
          target.inputTransformer.inputTemplate.length,
          inputTemplateSize,
        )
      : [
          ...tooLarge(
            'task_command',
            'the definition',
            sizeOf(target.stateMachine.definition),
            definitionSize,
          ),
          ...tooLarge(
            'task_command',
            'the override of the task',
            sizeOf(runTaskParameters(job.task)['Overrides'] ?? null),
            overridesSize,
          ),
        ]),
  ];
}

function checkPolicySize(role: Role): readonly Problem[] {
  const size = sizeOf(role.policy);
  if (size <= managedPolicySize) return [];
  const message = `the policy of ${role.name} would have ${size} characters, and IAM takes ${managedPolicySize}; let more jobs share a task_role_arn`;
  return [{ path: [], code: 'too-large', at: 'key', message }];
}

/** Characters once everything is looked up: an account's id, and ARNs of roles that are rather long. */
function sizeOf(json: Json): number {
  return stringifyJson(json, {
    literal: (literal) => literal,
    lookup: () => 'x'.repeat(12),
    list: (list) =>
      JSON.stringify(list.items.map((item) => (typeof item === 'string' ? item : 'x'.repeat(128)))),
  }).length;
}

/** What a job has to be beyond its fields' types. Each rule speaks only of fields that are right by themselves. */
import { explainInvalidBucketName } from '../aws/s3/buckets';
import { explainInvalidLength } from '../aws/name-limits';
import { objectValues } from '../aws/s3/object-events';
import { bucketNameOf, serviceNameOf } from '../config/env-config';
import type { Problem } from '../config/issues';
import type { ReadEnvironment } from '../config/read-config';
import { jobsOf, taskConfigsOf } from '../config/cross-field-rules';
import type { JobSection } from '../config/schema/environment';
import { codeArguments } from './run/code-injection';
import { fileUploadPlaceholders } from './file-upload/object-source';
import { kindOfSection } from './kinds';
import { reasonsForStateMachine } from './run/state-machine-choice';
import { jobResourceName, scheduleGroupName } from './resource-names';
import { scheduleRules } from './triggers/schedule-rules';
import { stepRules } from './run/step-rules';
import { uploadRules } from './file-upload/rules';
import { namesOf, unknownPlaceholders } from './placeholders';
import { workerRules } from './queue-worker/rules';
import { closestMatch } from '../text/closest-match';

type JobRule = (environment: ReadEnvironment) => readonly Problem[];

const rules: readonly JobRule[] = [
  jobNamesUnique,
  namesFitLimits,
  jobsHaveBuckets,
  ...uploadRules,
  ...scheduleRules,
  ...stepRules,
  ...workerRules,
  targetSupportsJob,
  placeholdersKnown,
  noPlaceholdersInCode,
];

/** Every rule, over one environment. */
export function checkJobRules(environment: ReadEnvironment): readonly Problem[] {
  return rules.flatMap((rule) => rule(environment));
}

function jobNamesUnique({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  const first = new Map<string, JobSection>();
  return jobsOf(partial).flatMap(({ section, name, path }): readonly Problem[] => {
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, section);
      return [];
    }
    const message = `${other} has a job of this name too; their resources would have one name, so call one of them something else`;
    return [{ path, code: 'duplicate-job-name', at: 'key', message }];
  });
}

function namesFitLimits({
  validParts: partial,
  isInvalid: isWrong,
  name: environmentName,
}: ReadEnvironment): readonly Problem[] {
  if (isWrong(['service', 'name'])) return [];
  const serviceName = serviceNameOf(partial, environmentName);
  if (serviceName === undefined) return [];
  const group = explainInvalidLength('scheduleGroup', scheduleGroupName(serviceName));
  if (group !== undefined)
    return [{ path: ['service', 'name'], code: 'too-long', at: 'value', message: group }];
  return jobsOf(partial).flatMap(({ section, name, path }): readonly Problem[] => {
    const resources = kindOfSection[section].namedResources;
    const refusals = resources.map((resource) =>
      explainInvalidLength(resource, jobResourceName(serviceName, name)),
    );
    return refusals.flatMap((message) =>
      message === undefined ? [] : [{ path, code: 'too-long', at: 'key', message }],
    );
  });
}

function jobsHaveBuckets({
  validParts: partial,
  isInvalid: isWrong,
  name: environmentName,
}: ReadEnvironment): readonly Problem[] {
  const byDefault = bucketNameOf(partial, environmentName);
  const unsure = [['storage'], ['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isWrong);
  const uploads = [
    ...Object.entries(partial.file_upload_jobs ?? {}).map(([name, job]) => ({
      path: ['file_upload_jobs', name],
      job,
    })),
    ...Object.entries(partial.queue_worker_jobs ?? {}).flatMap(([name, { file_upload: job }]) =>
      job === undefined ? [] : [{ path: ['queue_worker_jobs', name, 'file_upload'], job }],
    ),
  ];
  return uploads.flatMap(({ path, job }): readonly Problem[] => {
    if (job.source_bucket !== undefined || isWrong([...path, 'source_bucket']) || unsure) return [];
    if (byDefault === undefined) {
      const message =
        'no bucket: give the job a source_bucket, or the environment a storage.bucket_name or a project_name';
      return [{ path, code: 'no-bucket', at: 'key', message }];
    }
    if (explainInvalidBucketName(byDefault) === undefined) return [];
    const message = `no bucket: ${byDefault}, which project_name, app_name and the environment make, is no name that S3 takes; give storage.bucket_name`;
    return [{ path, code: 'no-bucket', at: 'key', message }];
  });
}

function targetSupportsJob({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  return Object.entries(partial.file_upload_jobs ?? {}).flatMap(([name, job]): readonly Problem[] => {
    const reasons = reasonsForStateMachine(job, fileUploadPlaceholders(job));
    if (job.target !== 'ecs_cluster' || reasons.length === 0) return [];
    const message = `ecs_cluster: the job asks for what only a state machine can do (${reasons.join('; ')}); say state_machine, or leave target out and it gets one`;
    return [{ path: ['file_upload_jobs', name, 'target'], code: 'unsupported-target', at: 'value', message }];
  });
}

/** Every text of a job that may hold a placeholder, and those that it has. */
function textsOf({ validParts: partial }: ReadEnvironment) {
  return taskConfigsOf(partial).flatMap(({ jobEntry: { section, name }, config, path }) => {
    const placeholders = kindOfSection[section].placeholders(partial, name);
    return [
      ...(config.task_command ?? []).map((text, index) => ({ text, path: [...path, 'task_command', index] })),
      ...Object.entries(config.environment_variables ?? {}).map(([variable, text]) => ({
        text,
        path: [...path, 'environment_variables', variable],
      })),
    ].map((told) => ({ ...told, placeholders }));
  });
}

function placeholdersKnown(environment: ReadEnvironment): readonly Problem[] {
  return textsOf(environment).flatMap(({ text, path, placeholders }) =>
    unknownPlaceholders(text, placeholders).map((name): Problem => {
      const message = `<${name}> is no placeholder here; ${allowedInstead(name, namesOf(placeholders))}`;
      return { path, code: 'placeholder', at: 'value', message };
    }),
  );
}

function allowedInstead(name: string, known: readonly string[]): string {
  if (known.includes('object_key') && Object.hasOwn(objectValues.created, name))
    return 'GuardDuty’s event of a scan does not say it';
  if (known.length === 0)
    return 'a worker’s tasks run before there is a message, and read what it says from the queue';
  const meant = closestMatch(name, known);
  const last = `<${known.at(-1) ?? ''}>`;
  const all = `${known
    .slice(0, -1)
    .map((word) => `<${word}>`)
    .join(', ')} and ${last}`;
  return `${meant === undefined ? '' : `did you mean <${meant}>? `}a job of this kind has ${all}`;
}

/** What AWS makes up, and what the configuration says, is no stranger's text. */
function noPlaceholdersInCode({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  return taskConfigsOf(partial).flatMap(({ jobEntry: found, config, path }): readonly Problem[] => {
    const command = config.task_command ?? [];
    const { values } = kindOfSection[found.section].placeholders(partial, found.name);
    const strangers = Object.values(values).filter(({ fromExecution: isOfRun }) => isOfRun !== true);
    return codeArguments(command).flatMap(({ index, program }): readonly Problem[] => {
      const names = strangers.map(({ name }) => name).filter((name) => command[index]?.includes(`<${name}>`));
      if (names.length === 0) return [];
      const { author: who, placeholder: name } = kindOfSection[found.section].untrusted;
      const variable = name.toUpperCase();
      const message = `${names.map((one) => `<${one}>`).join(' and ')} in code that ${program} runs: ${who} could run commands; hand it over in environment_variables (${variable}: <${name}>) and read that variable in the code, as "$${variable}" in a shell`;
      return [{ path: [...path, 'task_command', index], code: 'placeholder', at: 'value', message }];
    });
  });
}

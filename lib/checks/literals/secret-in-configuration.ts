import type { Path } from '../../config/issues/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Check, Finding } from '../check';
import { configuredJobs, configuredTasks } from './configured-texts';
import { secretIn, secretInVariable } from '../../text/secret-patterns';
import { literalEntries } from '../../values/deferred-values';

export const secretInConfiguration: Check = {
  code: 'secret-in-configuration',
  why: 'A secret in the configuration is also in the repository, in the Terraform state and plan, in the task definition or override, and in the log of each run. Everyone who can read one of them can read the secret.',
  fix: 'replace the secret at its vendor, and add the new secret to secrets of the container in the service’s task definition; the tasks of the jobs inherit it',
  find: (environment) => [...inTasks(environment), ...inOtherTexts(environment)],
};

function inTasks(environment: EnvironmentJobs): readonly Finding[] {
  return configuredTasks(environment).flatMap(({ task, path }) => {
    const { task_command: command = [], environment_variables: variables = {} } = task;
    return [
      ...command.flatMap((text, index) =>
        finding([...path, 'task_command', index], 'the argument', secretIn(text)),
      ),
      ...Object.entries(variables).flatMap(([name, value]) =>
        finding([...path, 'environment_variables', name], name, secretInVariable(name, value)),
      ),
    ];
  });
}

/** Finds secrets in descriptions, tags and the messages that triggers send to queues. */
function inOtherTexts(environment: EnvironmentJobs): readonly Finding[] {
  const { tags, queueWorkerJobs } = environment.config;
  return [
    ...Object.entries(literalEntries(tags)).flatMap(([key, value]) =>
      finding(['tags', key], `the tag ${key}`, secretIn(value)),
    ),
    ...configuredJobs(environment).flatMap(({ job: { description = '' }, path }) =>
      finding([...path, 'description'], 'the description', secretIn(description)),
    ),
    ...Object.entries(queueWorkerJobs).flatMap(([name, worker]) =>
      (['file_upload', 'schedule'] as const).flatMap((trigger) =>
        Object.entries(worker[trigger]?.message ?? {}).flatMap(([key, value]) =>
          finding(
            ['queue_worker_jobs', name, trigger, 'message', key],
            `the message field ${key}`,
            secretInVariable(key, value),
          ),
        ),
      ),
    ),
  ];
}

/** Returns a finding, whose message never has the value. */
function finding(path: Path, where: string, what: string | undefined): readonly Finding[] {
  return what === undefined ? [] : [{ path, at: 'key', message: `${where} contains ${what}` }];
}

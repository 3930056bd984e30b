import { maximumOverridesCharacters } from '../../aws/ecs/tasks';
import { controlCharacter, worstCaseOverrideBytes } from '../../jobs/rendered-size';
import { stepsOf } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

/**
 * The worst of all keys: 1,024 control characters, of which JSON makes six each. What does not fit a key of plain
 * characters is an error.
 */
export const longKeys: Check = {
  code: 'long-keys',
  why: 'ECS takes 8,192 characters of overrides, as JSON, in which a control character of a key has six. S3 takes keys of 1,024 bytes, whatever they are: a file that somebody names so does not start the job.',
  fix: 'hand the key over once, or let nobody else choose the names of files',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const size = Math.max(
        ...stepsOf(job.run).map(({ task }) => worstCaseOverrideBytes(task, controlCharacter)),
      );
      if (size <= maximumOverridesCharacters) return [];
      const message = `with the longest key that S3 takes, the override of the task would have ${size} characters, and ECS takes ${maximumOverridesCharacters}`;
      return [{ path: pathOf(job, 'task_command'), at: 'key', message }];
    }),
};

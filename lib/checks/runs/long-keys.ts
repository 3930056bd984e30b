import { maximumOverridesCharacters } from '../../aws/ecs/limits';
import { controlCharacter, worstCaseOverrideBytes } from '../../jobs/rendered-size';
import { stepsOf } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

/**
 * Checks the size of the task override with the object key that is longest in JSON. This key has 1,024 control
 * characters, and each of them has six characters in JSON. If the override is too long even with a key of plain
 * characters, validation reports an error instead (`lib/jobs/size-limits.ts`).
 */
export const longKeys: Check = {
  code: 'long-keys',
  why: 'ECS accepts task overrides of up to 8,192 characters of JSON. S3 accepts keys of up to 1,024 bytes, and a control character in a key has six characters in JSON. If a key makes the overrides too long, its upload does not start the job.',
  fix: 'use the key only once in the job, or make sure that uploaded files have short names',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const size = Math.max(
        ...stepsOf(job.run).map(({ task }) => worstCaseOverrideBytes(task, controlCharacter)),
      );
      if (size <= maximumOverridesCharacters) return [];
      const message = `with the longest key that S3 accepts, the task override has ${size} characters; the maximum of ECS is ${maximumOverridesCharacters}`;
      return [{ path: pathOf(job, 'task_command'), at: 'key', message }];
    }),
};

import { maximumOverridesCharacters } from '../../aws/ecs/limits';
import { controlCharacter, worstCaseOverrideBytes } from '../../jobs/rendered-size';
import { stepsOf } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

/**
 * Checks the override with the worst key: 1,024 control characters, each of which has six characters in JSON. If the override
 * is too long even with a key of plain characters, validation reports an error instead (`lib/jobs/size-limits.ts`).
 */
export const longKeys: Check = {
  code: 'long-keys',
  why: 'ECS accepts overrides of up to 8,192 characters of JSON, in which a control character has six characters. S3 accepts keys of up to 1,024 bytes, with any characters. A file with such a name does not start the job.',
  fix: 'pass the key only once, or control the names of the uploaded files',
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

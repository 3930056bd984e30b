import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

export const skippedUploads: Check = {
  code: 'skipped-uploads',
  why: 'Each run of an upload job processes one object. If overlap: skip ends the run, or overlap: replace stops it, the event is not delivered again, and the object is never processed.',
  fix: 'remove overlap, or let the command process all objects that it finds, not only the one that started it',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const { overlap } = job.run;
      if (overlap === 'allow') return [];
      const lost = { skip: 'that arrives during a run', replace: 'whose run is replaced by the next one' }[
        overlap
      ];
      return [{ path: pathOf(job, 'overlap'), at: 'key', message: `an object ${lost} is not processed` }];
    }),
};

import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

export const skippedUploads: Check = {
  code: 'skipped-uploads',
  why: 'A run that overlap: skip ends, or overlap: replace stops, was to process one object. Nothing comes back to it: the event was handed over, and the run has succeeded or was stopped on purpose.',
  fix: 'leave overlap out, or have the command process every object that it finds, whichever of them started it',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const { overlap } = job.run;
      if (overlap === 'allow') return [];
      const lost = { skip: 'that arrives while a run goes on', replace: 'whose run is replaced by the next' }[
        overlap
      ];
      return [{ path: pathOf(job, 'overlap'), at: 'key', message: `an object ${lost} is not processed` }];
    }),
};

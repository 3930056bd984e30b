import type { Check } from '../check';
import { enabledUploadJobs, pathOf } from '../job-paths';

export const skippedUploads: Check = {
  code: 'skipped-uploads',
  why: 'Each run of an upload job processes one object. With overlap: skip, a new run ends at once if another run is active. With overlap: replace, a new run stops the active run. EventBridge does not deliver the event of an ended or stopped run again, so no run processes its object.',
  fix: 'remove overlap, or let the command process all objects that it finds, not only the object that started the run',
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

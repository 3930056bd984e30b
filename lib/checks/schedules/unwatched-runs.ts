import { jobsOfType } from '../../jobs/job';
import type { Check } from '../check';
import { joinNames, pathOf } from '../job-paths';

export const unwatchedRuns: Check = {
  code: 'unwatched-runs',
  why: 'An alarm reports each missed run of a scheduled job whose runs are at least 15 minutes apart. If a job runs more often, the checks cost more, and a schedule that is off would send a notification for each missed run. Therefore such a job has no alarm by default, and nobody may notice that its runs have stopped.',
  fix: 'set missed_run: { after_seconds: 300 } to get the alarm, or missed_run: false if you do not need it',
  find: ({ jobs }) => {
    const unwatched = jobsOfType(jobs, 'scheduled_job').filter(
      ({ missedRun }) => missedRun.kind === 'unwatched' && missedRun.why === 'frequent',
    );
    const [first] = unwatched;
    if (first === undefined) return [];
    const message = `no alarm reports a missed run of ${joinNames(unwatched)}, because the runs are less than 15 minutes apart`;
    return [{ path: pathOf(first), at: 'key', message }];
  },
};

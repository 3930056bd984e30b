/** The alarms for missed and slow runs of a job, as text and as JSON. */
import { isRunJob, type Job } from '../../../jobs/job';
import type { MissedRunChecks } from '../../../jobs/alarms/watch/missed-run';
import { describeDuration } from '../../../text/durations';

/** Describes the alarms. Returns no lines if the job notifies no SNS topic. */
export function describeAlarms(job: Job): readonly string[] {
  const slow = isRunJob(job) ? job.slowRun : undefined;
  return [
    ...(job.type === 'scheduled_job' ? describeMissedRun(job.missedRun) : []),
    ...(slow === undefined
      ? []
      : [`a run that is active after ${describeDuration(slow.expectedSeconds)} is reported`]),
  ];
}

function describeMissedRun(missedRun: MissedRunChecks): readonly string[] {
  if (missedRun.kind === 'watched')
    return [`a missed run is reported after ${describeDuration(missedRun.afterSeconds)}`];
  switch (missedRun.why) {
    case 'no_topic':
      return [];
    case 'off':
      return ['a missed run is not reported (missed_run: false)'];
    case 'frequent':
      return [
        'a missed run is not reported, because runs are less than 15 minutes apart; missed_run: {} reports it',
      ];
  }
}

/** Returns the fields for JSON. A job that notifies no SNS topic has no fields. */
export function alarmsToJson(job: Job): object {
  const slow = isRunJob(job) ? job.slowRun : undefined;
  const missed = job.type === 'scheduled_job' ? job.missedRun : undefined;
  return {
    ...(missed === undefined || (missed.kind === 'unwatched' && missed.why === 'no_topic')
      ? {}
      : { missed_run: missed.kind === 'watched' ? { after_seconds: missed.afterSeconds } : false }),
    ...(slow === undefined ? {} : { expected_seconds: slow.expectedSeconds }),
  };
}

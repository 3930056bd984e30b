import type { EnvironmentJobs } from '../jobs/environment';
import { alarmsOf, type Job } from '../jobs/job';

/**
 * Returns the names of a job's alarms that notify people. The other alarms apply scaling policies, or are silent because
 * the job is disabled.
 */
export function alarmNamesOfJob(job: Job): readonly string[] {
  return alarmsOf(job).flatMap(({ alarm, action }) =>
    action.kind === 'notify_topic' && action.topic.isNotified ? [alarm.name] : [],
  );
}

/** Returns the names of all alarms of an environment that notify people. */
export function alarmNamesOf({ alarms, jobs }: EnvironmentJobs): readonly string[] {
  return [...alarms.map(({ alarm }) => alarm.name), ...jobs.flatMap(alarmNamesOfJob)];
}

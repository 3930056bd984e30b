import { configOf, joinNames } from '../job-paths';
import type { Check } from '../check';

export const unnoticedFailures: Check = {
  code: 'unnoticed-failures',
  why: 'Without alarms, nobody is notified if a run fails, if a schedule starts no run, if an event is lost, or if a worker stops. Such a failure is often found weeks later. SQS deletes a dead letter 14 days after the message was sent, or in a FIFO queue 14 days after it became a dead letter.',
  fix: 'set alarms.sns_topic_arn to a topic that your team reads, or alarms: false if another tool watches the jobs',
  find(environment) {
    const { config, jobs } = environment;
    if (config.alarms !== undefined || config.isWatchedElsewhere) return [];
    const unnoticed = jobs.filter((job) => {
      const { state, alarms } = configOf(environment, job);
      return state !== 'DISABLED' && alarms !== false;
    });
    if (unnoticed.length === 0) return [];
    const message = `nobody is notified of a failed or missed run of ${joinNames(unnoticed)}`;
    return [{ path: ['alarms'], at: 'key', message }];
  },
};

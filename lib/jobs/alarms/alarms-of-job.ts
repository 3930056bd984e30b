import type { Job } from '../job';
import { buildScalingAlarm, type JobAlarm } from './alarms';

/** Returns all alarms of a job: those that apply scaling policies, and those that notify someone. */
export function alarmsOf(job: Job): readonly JobAlarm[] {
  const scalingAlarms = 'scaling' in job ? job.scaling.rules.map(buildScalingAlarm) : [];
  return [...scalingAlarms, ...job.alarms];
}

/** All aspects of jobs. */
import { alarmAspects } from './alarm-aspects';
import type { Aspect } from './aspect';
import { logAspects, queueAspects, serviceAspects } from './plain-aspects';
import { runAspects } from './run-aspects';
import { scalingAspects } from './scaling-aspects';
import { tagsAspect } from './tags-aspect';
import { triggerAspects } from './trigger-aspects';

/** The aspects of a job, in the order of the report. */
export const jobAspects: readonly Aspect[] = [
  ...triggerAspects,
  ...runAspects,
  ...scalingAspects,
  ...queueAspects,
  ...serviceAspects,
  ...alarmAspects,
  ...logAspects,
  tagsAspect,
];

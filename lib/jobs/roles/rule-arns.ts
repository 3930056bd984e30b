import type { Location } from '../../aws/arns';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { rulesOf, type Job } from '../job';
import { jobResourcePattern, ruleArn } from '../resource-names';

/** Returns a pattern for each event bus. It matches the ARNs of the rules that the service's jobs have on the bus. */
export function ruleArnPatterns(
  { service }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly DeferredString[] {
  const buses = new Set(rulesOf(jobs).map(({ eventBusName }) => eventBusName));
  return [...buses].sort().map((bus) => ruleArn(location, bus, jobResourcePattern(service.name)));
}

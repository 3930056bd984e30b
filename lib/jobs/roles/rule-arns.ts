import type { Location } from '../../aws/arns';
import { maximumTrustPolicyCharacters } from '../../aws/iam/limits';
import { trustPolicy } from '../../aws/iam/policies';
import { defaultEventBus } from '../../aws/events/event-buses';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { rulesOf, type Job } from '../job';
import { renderedBytes } from '../rendered-size';
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

/**
 * Returns the values of `aws:SourceArn` in the trust policy of a role that EventBridge assumes. The values are patterns
 * for the rules on the event buses of the jobs. If these patterns are too long for a trust policy, the values match the
 * service's rules on any bus.
 */
export function ruleSources(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly DeferredString[] {
  const exact = ruleArnPatterns(config, location, jobs);
  const size = renderedBytes(trustPolicy('events.amazonaws.com', location.accountId, exact));
  if (size <= maximumTrustPolicyCharacters) return exact;
  const pattern = jobResourcePattern(config.service.name);
  return [defaultEventBus, '*'].map((bus) => ruleArn(location, bus, pattern));
}

import { iamArn, type Location } from '../../aws/arns';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { roleName, type RoleKind } from '../resource-names';

/** The ARN of each role that jobs share. */
export type RoleArns = Readonly<Record<RoleKind, DeferredString>>;

/** Returns the ARNs of the roles, whether or not the environment needs them. */
export function roleArns(config: EnvConfig, location: Location): RoleArns {
  const arnOf = (kind: RoleKind): DeferredString =>
    iamArn(location, 'role', config.iamPath, roleName(config, kind));
  return {
    scheduler: arnOf('scheduler'),
    'events-ecs': arnOf('events-ecs'),
    'events-states': arnOf('events-states'),
    states: arnOf('states'),
    watch: arnOf('watch'),
    'events-watch': arnOf('events-watch'),
  };
}

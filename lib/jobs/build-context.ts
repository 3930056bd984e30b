import type { Location } from '../aws/arns';
import type { EnvConfig } from '../config/env-config';
import type { RoleArns } from './roles/role-arns';

/** The values of an environment that the builder of each job needs. */
export interface BuildContext {
  readonly config: EnvConfig;
  readonly location: Location;
  /** The roles that jobs share. */
  readonly roles: RoleArns;
}

import type { Location } from '../aws/arns';
import type { EnvConfig } from '../config/env-config';
import type { RoleArns } from './roles/role-arns';

/** The values of an environment that the builder of each job needs. */
export interface BuildContext {
  /** The checked configuration of the environment, with its defaults. */
  readonly config: EnvConfig;
  /** The partition, the region and the account of the resources. */
  readonly location: Location;
  /** The ARNs of the roles that jobs share. */
  readonly roles: RoleArns;
}

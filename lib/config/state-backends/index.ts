import type { z } from 'zod';
import { azurerm, azurermLocation } from './azurerm';
import { cloud, cloudLocation } from './cloud';
import { consul, consulLocation } from './consul';
import { cos, cosLocation } from './cos';
import { gcs, gcsLocation } from './gcs';
import { http, httpLocation } from './http';
import { kubernetes, kubernetesLocation } from './kubernetes';
import { local, localLocation } from './local';
import { oss, ossLocation } from './oss';
import { pg, pgLocation } from './pg';
import { remote, remoteLocation } from './remote';
import { s3, s3Location } from './s3';

/** A state backend of Terraform. */
export interface StateBackendDefinition {
  /**
   * The schema of the arguments, which have the same names as in Terraform. A valid value can be used as the backend's
   * Terraform JSON without changes.
   */
  readonly schema: z.ZodObject;
  /**
   * Arguments that locate the Terraform state. Two environments with the same values would share one state. If the first
   * argument is optional and not set, the configuration does not determine the location.
   */
  readonly location: readonly string[];
}

/** All state backends of Terraform 1.11, by their name in `terraform.backend`, and the block `terraform.cloud`. */
export const stateBackends = {
  local: { schema: local, location: localLocation },
  azurerm: { schema: azurerm, location: azurermLocation },
  cloud: { schema: cloud, location: cloudLocation },
  consul: { schema: consul, location: consulLocation },
  cos: { schema: cos, location: cosLocation },
  gcs: { schema: gcs, location: gcsLocation },
  http: { schema: http, location: httpLocation },
  kubernetes: { schema: kubernetes, location: kubernetesLocation },
  oss: { schema: oss, location: ossLocation },
  pg: { schema: pg, location: pgLocation },
  remote: { schema: remote, location: remoteLocation },
  s3: { schema: s3, location: s3Location },
} as const satisfies Record<string, StateBackendDefinition>;

export type StateBackendName = keyof typeof stateBackends;

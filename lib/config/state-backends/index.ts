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

/** One place where Terraform can keep its state. */
export interface StateBackendDefinition {
  /** Its arguments, as Terraform has them: what is parsed is written into Terraform’s JSON as it is. */
  readonly schema: z.ZodObject;
  /** The arguments that together say where the state is. The first is left out only where something outside says it. */
  readonly location: readonly string[];
}

/** Every state backend of Terraform 1.11, by its name in `terraform.backend`, and the block `terraform.cloud`. */
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

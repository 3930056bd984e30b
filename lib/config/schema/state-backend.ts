import { z } from 'zod';
import { stateBackends, type StateBackendName } from '../state-backends';
import { field } from './values';

/** State backends by name, each optional. A rule outside the schema requires exactly one. */
export const stateBackend = z.strictObject({
  local: field(
    stateBackends.local.schema.optional(),
    'A file on the machine that runs Terraform. https://developer.hashicorp.com/terraform/language/backend/local',
    { path: 'state/jobs.tfstate' },
  ),
  azurerm: field(
    stateBackends.azurerm.schema.optional(),
    'A blob in an Azure storage account. https://developer.hashicorp.com/terraform/language/backend/azurerm',
    { storage_account_name: 'tfstate', container_name: 'tfstate', key: 'app/dev/jobs.tfstate' },
  ),
  cloud: field(
    stateBackends.cloud.schema.optional(),
    'A workspace of HCP Terraform or Terraform Enterprise, in a cloud block. https://developer.hashicorp.com/terraform/cli/cloud/settings',
    { organization: 'example', workspaces: { name: 'app-dev-jobs' } },
  ),
  consul: field(
    stateBackends.consul.schema.optional(),
    'A key in the key-value store of Consul. https://developer.hashicorp.com/terraform/language/backend/consul',
    { path: 'terraform/app/dev/jobs' },
  ),
  cos: field(
    stateBackends.cos.schema.optional(),
    'An object in a bucket of Tencent Cloud Object Storage. https://developer.hashicorp.com/terraform/language/backend/cos',
    { bucket: 'tfstate-1250000000', region: 'ap-guangzhou', prefix: 'app/dev/jobs' },
  ),
  gcs: field(
    stateBackends.gcs.schema.optional(),
    'An object in a Google Cloud Storage bucket. https://developer.hashicorp.com/terraform/language/backend/gcs',
    { bucket: 'platform-tf-state', prefix: 'app/dev/jobs' },
  ),
  http: field(
    stateBackends.http.schema.optional(),
    'A REST service that stores the state. https://developer.hashicorp.com/terraform/language/backend/http',
    { address: 'https://state.example.com/app/dev/jobs' },
  ),
  kubernetes: field(
    stateBackends.kubernetes.schema.optional(),
    'A secret in a Kubernetes cluster. https://developer.hashicorp.com/terraform/language/backend/kubernetes',
    { secret_suffix: 'app-dev-jobs', namespace: 'terraform' },
  ),
  oss: field(
    stateBackends.oss.schema.optional(),
    'An object in a bucket of Alibaba Cloud OSS. https://developer.hashicorp.com/terraform/language/backend/oss',
    { bucket: 'platform-tf-state', region: 'cn-beijing', prefix: 'app/dev/jobs' },
  ),
  pg: field(
    stateBackends.pg.schema.optional(),
    'A row in a table of a PostgreSQL database. https://developer.hashicorp.com/terraform/language/backend/pg',
    { schema_name: 'app_dev_jobs' },
  ),
  remote: field(
    stateBackends.remote.schema.optional(),
    'A workspace of HCP Terraform or Terraform Enterprise, in a remote backend, the predecessor of cloud. https://developer.hashicorp.com/terraform/language/backend/remote',
    { organization: 'example', workspaces: { name: 'app-dev-jobs' } },
  ),
  s3: field(
    stateBackends.s3.schema.optional(),
    'An object in an S3 bucket, or in storage with an S3-compatible API. https://developer.hashicorp.com/terraform/language/backend/s3',
    { bucket: 'platform-tf-state', key: 'app/dev/jobs.tfstate', region: 'us-east-1', use_lockfile: true },
  ),
} satisfies Record<StateBackendName, z.ZodType>);

import { z } from 'zod';
import { boolean, nonEmptyString, secret } from './arguments';

const emptyGuid = '00000000-0000-0000-0000-000000000000';
const identityService = 'http://169.254.169.254/metadata/identity/oauth2/token';

/**
 * A blob in an Azure storage account.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
 */
export const azurerm = z.strictObject({
  storage_account_name: nonEmptyString('Name of the storage account. Required.', 'tfstate'),
  container_name: nonEmptyString('Name of the container in the storage account. Required.', 'tfstate'),
  key: nonEmptyString('Name of the blob in the container. Required.', 'app/dev/jobs.tfstate'),
  resource_group_name: nonEmptyString(
    'Resource group of the storage account. Terraform needs it to look up the account’s access key or endpoint.',
    'tfstate',
  ).optional(),
  subscription_id: nonEmptyString(
    'Subscription of the storage account. Default: ARM_SUBSCRIPTION_ID.',
    emptyGuid,
  ).optional(),
  snapshot: boolean(
    'Whether to take a snapshot of the blob before each update. Default: false.',
    true,
  ).optional(),
  lookup_blob_endpoint: boolean(
    'Whether to look up the blob endpoint. Storage accounts with DNS zone endpoints require it. Default: false.',
    false,
  ).optional(),
  environment: nonEmptyString(
    'Azure cloud: public, usgovernment or china. Default: public.',
    'public',
  ).optional(),
  metadata_host: nonEmptyString(
    'Host of the Azure metadata service, for a custom cloud.',
    'management.example.com',
  ).optional(),

  access_key: secret('ARM_ACCESS_KEY', 'Access key of the storage account'),
  sas_token: secret('ARM_SAS_TOKEN', 'SAS token of the storage account'),
  use_azuread_auth: boolean(
    'Whether to read and write the blob with Microsoft Entra ID. Default: false.',
    true,
  ).optional(),
  tenant_id: nonEmptyString('Microsoft Entra tenant. Default: ARM_TENANT_ID.', emptyGuid).optional(),
  client_id: nonEmptyString(
    'Client ID of the service principal or managed identity. Default: ARM_CLIENT_ID.',
    emptyGuid,
  ).optional(),
  client_id_file_path: nonEmptyString(
    'Path of a file with the client ID.',
    '/etc/terraform/client-id',
  ).optional(),

  client_certificate: secret(
    'ARM_CLIENT_CERTIFICATE',
    'Certificate and private key of the service principal, PKCS#12 in base64',
  ),
  client_certificate_path: nonEmptyString(
    'Path of the service principal’s PKCS#12 file.',
    '/etc/terraform/client.pfx',
  ).optional(),
  client_certificate_password: secret(
    'ARM_CLIENT_CERTIFICATE_PASSWORD',
    'Password of the service principal’s certificate',
  ),
  client_secret: secret('ARM_CLIENT_SECRET', 'Client secret of the service principal'),
  client_secret_file_path: nonEmptyString(
    'Path of a file with the client secret.',
    '/etc/terraform/client-secret',
  ).optional(),

  use_oidc: boolean(
    'Whether to authenticate with a token of an OIDC provider. Default: false.',
    true,
  ).optional(),
  oidc_token: secret('ARM_OIDC_TOKEN', 'Token of the OIDC provider'),
  oidc_token_file_path: nonEmptyString(
    'Path of a file with the token of the OIDC provider.',
    '/etc/terraform/token',
  ).optional(),
  oidc_request_token: secret('ARM_OIDC_REQUEST_TOKEN', 'Bearer token for requests to oidc_request_url'),
  oidc_request_url: nonEmptyString(
    'URL from which the OIDC provider issues tokens.',
    'https://oidc.example.com/token',
  ).optional(),
  ado_pipeline_service_connection_id: nonEmptyString(
    'ID of the Azure DevOps service connection that issues OIDC tokens.',
    'connection',
  ).optional(),
  use_aks_workload_identity: boolean(
    'Whether to authenticate with an AKS workload identity. Default: false.',
    false,
  ).optional(),
  use_cli: boolean('Whether to authenticate as the user of the Azure CLI. Default: true.', false).optional(),
  use_msi: boolean('Whether to authenticate with a managed identity. Default: false.', false).optional(),
  msi_endpoint: nonEmptyString(
    'URL of the managed identity endpoint. Default: detected.',
    identityService,
  ).optional(),
  endpoint: nonEmptyString(
    'URL of the managed identity endpoint. Deprecated: use msi_endpoint.',
    identityService,
  ).optional(),
});

export const azurermLocation = ['storage_account_name', 'container_name', 'key'] as const;

import { z } from 'zod';
import { flag, secret, text } from './arguments';

/**
 * A blob in an Azure storage account.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/azurerm
 */
export const azurerm = z.strictObject({
  storage_account_name: text('Name of the storage account.'),
  container_name: text('Name of the container in the storage account.'),
  key: text('Name of the state’s blob in the container. Such as app/prod/terraform.tfstate.'),
  resource_group_name: text(
    'Resource group of the storage account, to look up its access key or endpoint.',
  ).optional(),
  subscription_id: text('Subscription of the storage account. Default ARM_SUBSCRIPTION_ID.').optional(),
  snapshot: flag('Whether a snapshot of the blob is made before it is written. Default false.').optional(),
  lookup_blob_endpoint: flag(
    'Whether the blob endpoint is looked up, as DNS zone endpoints need. Default false.',
  ).optional(),
  environment: text('Azure cloud. public, usgovernment or china; default public.').optional(),
  metadata_host: text('Host of the Azure metadata service, which describes a cloud of one’s own.').optional(),

  access_key: secret('ARM_ACCESS_KEY', 'Access key of the storage account'),
  sas_token: secret('ARM_SAS_TOKEN', 'SAS token of the storage account'),
  use_azuread_auth: flag(
    'Whether blobs are read and written with Microsoft Entra ID. Default false.',
  ).optional(),
  tenant_id: text('Entra tenant. Default ARM_TENANT_ID.').optional(),
  client_id: text(
    'Client id of the service principal or managed identity. Default ARM_CLIENT_ID.',
  ).optional(),
  client_id_file_path: text('Path of a file with the client id.').optional(),

  client_certificate: secret(
    'ARM_CLIENT_CERTIFICATE',
    'Certificate and private key of the service principal. PKCS#12 in base64',
  ),
  client_certificate_path: text('Path of the service principal’s PKCS#12 file.').optional(),
  client_certificate_password: secret(
    'ARM_CLIENT_CERTIFICATE_PASSWORD',
    'Password of the service principal’s certificate',
  ),
  client_secret: secret('ARM_CLIENT_SECRET', 'Client secret of the service principal'),
  client_secret_file_path: text('Path of a file with the client secret.').optional(),

  use_oidc: flag('Whether to sign in with a token of an OIDC provider. Default false.').optional(),
  oidc_token: secret('ARM_OIDC_TOKEN', 'Token of the OIDC provider'),
  oidc_token_file_path: text('Path of a file with the token of the OIDC provider.').optional(),
  oidc_request_token: secret('ARM_OIDC_REQUEST_TOKEN', 'Token for asking the OIDC provider for a token'),
  oidc_request_url: text('URL at which the OIDC provider hands out tokens.').optional(),
  ado_pipeline_service_connection_id: text(
    'Id of the service connection of Azure DevOps, for its OIDC tokens.',
  ).optional(),
  use_aks_workload_identity: flag('Whether to sign in as AKS’s workload identity. Default false.').optional(),
  use_cli: flag('Whether to sign in as the user of the Azure CLI. Default true.').optional(),
  use_msi: flag('Whether to sign in as the managed identity. Default false.').optional(),
  msi_endpoint: text('URL of the managed identity’s service. Default is found out.').optional(),
  endpoint: text('URL of the managed identity’s service. Deprecated: use msi_endpoint.').optional(),
});

export const azurermLocation = ['storage_account_name', 'container_name', 'key'] as const;

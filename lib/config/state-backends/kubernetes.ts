import { z } from 'zod';
import {
  argumentMap,
  boolean,
  nonEmptyString,
  secret,
  stringList,
  stringMap,
  withoutPassword,
  withoutPrivateKey,
} from './arguments';

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const exec = argumentMap('Command that prints credentials of the cluster.', {
  api_version: nonEmptyString(
    'API version of the command’s output. Required.',
    'client.authentication.k8s.io/v1beta1',
  ),
  command: nonEmptyString('Command to run. Required.', 'aws'),
  args: stringList('Arguments of the command.', ['eks', 'get-token']).optional(),
  env: stringMap('Environment variables of the command.', { AWS_PROFILE: 'jobs' }).optional(),
});

/**
 * A secret in a Kubernetes cluster.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/kubernetes
 */
export const kubernetes = z.strictObject({
  secret_suffix: nonEmptyString(
    'Suffix of the secret’s name, which is tfstate-<workspace>-<secret_suffix>. Required.',
    'app',
  ).regex(
    /^(?!.*-\+?\d+$)/s,
    'must not end with a hyphen and a number, because Terraform appends those to the name of a large state',
  ),
  namespace: nonEmptyString(
    'Namespace of the secret. Default: KUBE_NAMESPACE, or else default.',
    'jobs',
  ).optional(),
  labels: stringMap('Labels of the secret, in addition to the labels that Terraform sets.', {
    team: 'benefits',
  }).optional(),
  in_cluster_config: boolean(
    'Whether to authenticate with the service account of the pod that runs Terraform. Default: false.',
    false,
  ).optional(),
  load_config_file: boolean('Whether to read the kubeconfig. Default: true.', true).optional(),
  config_path: nonEmptyString(
    'Path of the kubeconfig. Default: KUBE_CONFIG_PATH.',
    '~/.kube/config',
  ).optional(),
  config_paths: stringList('Paths of several kubeconfigs. Default: KUBE_CONFIG_PATHS.', [
    '~/.kube/config',
    '~/.kube/other',
  ]).optional(),
  config_context: nonEmptyString('Context in the kubeconfig. Default: KUBE_CTX.', 'jobs').optional(),
  config_context_auth_info: nonEmptyString(
    'User in the kubeconfig. Default: KUBE_CTX_AUTH_INFO.',
    'terraform',
  ).optional(),
  config_context_cluster: nonEmptyString(
    'Cluster in the kubeconfig. Default: KUBE_CTX_CLUSTER.',
    'jobs',
  ).optional(),
  host: withoutPassword(
    nonEmptyString('URL of the cluster’s API. Default: KUBE_HOST.', 'https://kubernetes.example.com'),
    'set the environment variables KUBE_USER and KUBE_PASSWORD, which Terraform reads',
  ).optional(),
  proxy_url: withoutPassword(
    nonEmptyString(
      'URL of the proxy to the cluster. Default: KUBE_PROXY_URL.',
      'http://proxy.example.com:3128',
    ),
    'set the environment variable KUBE_PROXY_URL, which Terraform reads',
  ).optional(),
  username: nonEmptyString(
    'User name for HTTP basic authentication. Default: KUBE_USER.',
    'terraform',
  ).optional(),
  password: secret('KUBE_PASSWORD', 'Password for HTTP basic authentication'),
  token: secret('KUBE_TOKEN', 'Token of a service account'),
  insecure: boolean(
    'Whether to accept invalid certificates of the cluster. Default: false.',
    false,
  ).optional(),
  cluster_ca_certificate: nonEmptyString(
    'CA certificates for the cluster: the PEM itself, not its path.',
    certificate,
  ).optional(),
  client_certificate: withoutPrivateKey(
    nonEmptyString('Client certificate: the PEM itself, not its path.', certificate),
    'KUBE_CLIENT_KEY_DATA',
  ).optional(),
  client_key: secret('KUBE_CLIENT_KEY_DATA', 'Private key of the client certificate, PEM'),
  exec: exec.optional(),
});

export const kubernetesLocation = [
  'secret_suffix',
  'namespace',
  'host',
  'config_path',
  'config_paths',
  'config_context',
  'config_context_cluster',
] as const;

import { z } from 'zod';
import { flag, secret, text, textList, textMap, withoutPassword, withoutPrivateKey } from './arguments';

const exec = z
  .strictObject({
    api_version: text('API version of the command’s answer. Such as client.authentication.k8s.io/v1beta1.'),
    command: text('Command to run.'),
    args: textList('Arguments of the command.').optional(),
    env: textMap('Environment variables of the command.').optional(),
  })
  .describe('Command that prints credentials of the cluster.');

/**
 * A secret in a Kubernetes cluster.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/kubernetes
 */
export const kubernetes = z.strictObject({
  secret_suffix: text('End of the secret’s name, tfstate-<workspace>-<secret_suffix>.').regex(
    /^(?!.*-\+?\d+$)/s,
    'must not end with a hyphen and a number, which Terraform adds to the name of a large state: change the end',
  ),
  namespace: text('Namespace of the secret. Default KUBE_NAMESPACE, or default.').optional(),
  labels: textMap('Labels of the secret, beside Terraform’s own.').optional(),
  in_cluster_config: flag(
    'Whether Terraform runs in a pod and signs in as its service account. Default false.',
  ).optional(),
  load_config_file: flag('Whether the kubeconfig is read. Default true.').optional(),
  config_path: text('Path of the kubeconfig. Default KUBE_CONFIG_PATH.').optional(),
  config_paths: textList('Paths of several kubeconfigs. Default KUBE_CONFIG_PATHS.').optional(),
  config_context: text('Context of the kubeconfig. Default KUBE_CTX.').optional(),
  config_context_auth_info: text('User of the kubeconfig. Default KUBE_CTX_AUTH_INFO.').optional(),
  config_context_cluster: text('Cluster of the kubeconfig. Default KUBE_CTX_CLUSTER.').optional(),
  host: withoutPassword(
    text('URL of the cluster’s API. Default KUBE_HOST.'),
    'set the environment variables KUBE_USER and KUBE_PASSWORD, which Terraform reads instead',
  ).optional(),
  proxy_url: withoutPassword(
    text('URL of the proxy to the cluster. Default KUBE_PROXY_URL.'),
    'set the environment variable KUBE_PROXY_URL, which Terraform reads instead',
  ).optional(),
  username: text('User name for HTTP basic authentication. Default KUBE_USER.').optional(),
  password: secret('KUBE_PASSWORD', 'Password for HTTP basic authentication'),
  token: secret('KUBE_TOKEN', 'Token of a service account'),
  insecure: flag('Whether the cluster’s certificate is left unchecked. Default false.').optional(),
  cluster_ca_certificate: text('Certificates to trust the cluster by. PEM, not a path.').optional(),
  client_certificate: withoutPrivateKey(
    text('Certificate that the client shows to the cluster. PEM, not a path.'),
    'KUBE_CLIENT_KEY_DATA',
  ).optional(),
  client_key: secret('KUBE_CLIENT_KEY_DATA', 'Private key of the client’s certificate. PEM'),
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

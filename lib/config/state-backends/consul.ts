import { z } from 'zod';
import { boolean, nonEmptyString, secret, withoutPassword, withoutSecret } from './arguments';

/**
 * A key in the key-value store of Consul.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/consul
 */
export const consul = z.strictObject({
  path: nonEmptyString('Key of the state in the store. Required.', 'terraform/app'),
  address: withoutPassword(
    nonEmptyString(
      'Host and port of Consul. Default: CONSUL_HTTP_ADDR, or else the local agent.',
      'consul.example.com:8500',
    ),
    'set the environment variable CONSUL_HTTP_AUTH, which Terraform reads',
  ).optional(),
  scheme: nonEmptyString('Scheme of the address, http or https. Default: http.', 'https').optional(),
  datacenter: nonEmptyString('Datacenter of Consul. Default: the datacenter of the agent.', 'dc1').optional(),
  access_token: secret('CONSUL_HTTP_TOKEN', 'ACL token of Consul'),
  http_auth: withoutSecret(
    nonEmptyString('User name for HTTP basic authentication. Must not contain the password.', 'terraform'),
    (value) => /:./s.test(value),
    'remove it and set the environment variable CONSUL_HTTP_AUTH to user:password, which Terraform reads',
  ).optional(),
  gzip: boolean('Whether to compress the state. Default: false.', true).optional(),
  lock: boolean('Whether to lock the state. Default: true.', true).optional(),
  ca_file: nonEmptyString(
    'Path of the CA certificates for Consul, PEM. Default: CONSUL_CACERT.',
    '/etc/terraform/ca.pem',
  ).optional(),
  cert_file: nonEmptyString(
    'Path of the client certificate, PEM. Requires key_file. Default: CONSUL_CLIENT_CERT.',
    '/etc/terraform/client.pem',
  ).optional(),
  key_file: nonEmptyString(
    'Path of the private key of cert_file, PEM. Default: CONSUL_CLIENT_KEY.',
    '/etc/terraform/client.key',
  ).optional(),
});

export const consulLocation = ['path', 'address', 'datacenter'] as const;

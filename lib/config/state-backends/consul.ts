import { z } from 'zod';
import { flag, secret, text, withoutPassword, withoutSecret } from './arguments';

/**
 * A key in the store of Consul.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/consul
 */
export const consul = z.strictObject({
  path: text('Key of the state in the store.'),
  address: withoutPassword(
    text('Host and port of Consul. Default CONSUL_HTTP_ADDR, or that of the local agent.'),
    'set the environment variable CONSUL_HTTP_AUTH, which Terraform reads instead',
  ).optional(),
  scheme: text('How Consul is reached. http or https; default http.').optional(),
  datacenter: text('Data centre of Consul. Default is the agent’s.').optional(),
  access_token: secret('CONSUL_HTTP_TOKEN', 'ACL token of Consul'),
  http_auth: withoutSecret(
    text('User name for HTTP basic authentication. With its password it is a secret.'),
    (value) => /:./s.test(value),
    'leave it out and set the environment variable CONSUL_HTTP_AUTH to user:password, which Terraform reads instead',
  ).optional(),
  gzip: flag('Whether the state is compressed. Default false.').optional(),
  lock: flag('Whether the state is locked. Default true.').optional(),
  ca_file: text('Path of the certificates to trust Consul by. PEM; default CONSUL_CACERT.').optional(),
  cert_file: text(
    'Path of the client’s certificate, which needs key_file. PEM; default CONSUL_CLIENT_CERT.',
  ).optional(),
  key_file: text('Path of the private key of cert_file. PEM; default CONSUL_CLIENT_KEY.').optional(),
});

export const consulLocation = ['path', 'address', 'datacenter'] as const;

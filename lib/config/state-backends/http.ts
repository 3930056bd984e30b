import { z } from 'zod';
import { flag, secret, text, wholeNumber, withoutPasswordOrToken, withoutPrivateKey } from './arguments';

function address(description: string) {
  return withoutPasswordOrToken(
    text(description),
    'set the environment variables TF_HTTP_USERNAME and TF_HTTP_PASSWORD, which Terraform reads instead',
  ).regex(/^https?:\/\//i, 'must be a URL that begins with http:// or https://');
}

/**
 * A REST service that keeps the state.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export const http = z.strictObject({
  address: address('URL of the state. Default TF_HTTP_ADDRESS.').optional(),
  update_method: text('HTTP method that writes the state. Default POST.').optional(),
  lock_address: address('URL that locks the state. Default TF_HTTP_LOCK_ADDRESS, or no locking.').optional(),
  lock_method: text('HTTP method that locks. Default LOCK.').optional(),
  unlock_address: address(
    'URL that unlocks the state. Default TF_HTTP_UNLOCK_ADDRESS, or no locking.',
  ).optional(),
  unlock_method: text('HTTP method that unlocks. Default UNLOCK.').optional(),
  username: text('User name for HTTP basic authentication. Default TF_HTTP_USERNAME.').optional(),
  password: secret('TF_HTTP_PASSWORD', 'Password for HTTP basic authentication'),
  skip_cert_verification: flag(
    'Whether the server’s certificate is left unchecked. Default false.',
  ).optional(),
  retry_max: wholeNumber('How often a failed request is repeated. Default 2.').optional(),
  retry_wait_min: wholeNumber('Shortest wait between two requests. Seconds, default 1.').optional(),
  retry_wait_max: wholeNumber('Longest wait between two requests. Seconds, default 30.').optional(),
  client_ca_certificate_pem: text('Certificates to trust the server by. PEM, not a path.').optional(),
  client_certificate_pem: withoutPrivateKey(
    text('Certificate that the client shows to the server. PEM, not a path.'),
    'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
  ).optional(),
  client_private_key_pem: secret(
    'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
    'Private key of the client’s certificate. PEM',
  ),
});

export const httpLocation = ['address'] as const;

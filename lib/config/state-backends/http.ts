import { z } from 'zod';
import {
  boolean,
  nonEmptyString,
  secret,
  wholeNumber,
  withoutPasswordOrToken,
  withoutPrivateKey,
} from './arguments';

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function address(description: string, example: string) {
  return withoutPasswordOrToken(
    nonEmptyString(description, example),
    'set the environment variables TF_HTTP_USERNAME and TF_HTTP_PASSWORD, which Terraform reads',
  ).regex(/^https?:\/\//i, 'must be a URL that begins with http:// or https://');
}

/**
 * A REST service that stores the state.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export const http = z.strictObject({
  address: address('URL of the state. Default: TF_HTTP_ADDRESS.', 'https://state.example.com/app').optional(),
  update_method: nonEmptyString('HTTP method that writes the state. Default: POST.', 'PUT').optional(),
  lock_address: address(
    'URL that locks the state. Default: TF_HTTP_LOCK_ADDRESS, or else no locking.',
    'https://state.example.com/app/lock',
  ).optional(),
  lock_method: nonEmptyString('HTTP method that locks the state. Default: LOCK.', 'POST').optional(),
  unlock_address: address(
    'URL that unlocks the state. Default: TF_HTTP_UNLOCK_ADDRESS, or else no locking.',
    'https://state.example.com/app/lock',
  ).optional(),
  unlock_method: nonEmptyString('HTTP method that unlocks the state. Default: UNLOCK.', 'DELETE').optional(),
  username: nonEmptyString(
    'User name for HTTP basic authentication. Default: TF_HTTP_USERNAME.',
    'terraform',
  ).optional(),
  password: secret('TF_HTTP_PASSWORD', 'Password for HTTP basic authentication'),
  skip_cert_verification: boolean(
    'Whether to accept invalid certificates of the server. Default: false.',
    false,
  ).optional(),
  retry_max: wholeNumber('Maximum number of retries of a request. Default: 2.', { example: 3 }).optional(),
  retry_wait_min: wholeNumber('Minimum wait between two attempts, in seconds. Default: 1.', {
    example: 1,
  }).optional(),
  retry_wait_max: wholeNumber('Maximum wait between two attempts, in seconds. Default: 30.', {
    example: 30,
  }).optional(),
  client_ca_certificate_pem: nonEmptyString(
    'CA certificates for the server: the PEM itself, not its path.',
    certificate,
  ).optional(),
  client_certificate_pem: withoutPrivateKey(
    nonEmptyString('Client certificate: the PEM itself, not its path.', certificate),
    'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
  ).optional(),
  client_private_key_pem: secret(
    'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
    'Private key of the client certificate, PEM',
  ),
});

export const httpLocation = ['address'] as const;

import { argumentMap, boolean, enumOf, nonEmptyString, withoutPassword } from './arguments';
import { notTogether } from './backend-rules';

function url(description: string, example: string) {
  return withoutPassword(
    nonEmptyString(description, example),
    'configure credentials where the AWS SDK reads them',
  );
}

const apis = {
  dynamodb: 'https://dynamodb.us-east-1.amazonaws.com',
  iam: 'https://iam.us-east-1.amazonaws.com',
  s3: 'https://s3.us-east-1.amazonaws.com',
  sso: 'https://sso.us-east-1.amazonaws.com',
  sts: 'https://sts.us-east-1.amazonaws.com',
} as const;

const endpoints = argumentMap('Custom URLs of AWS APIs. Default: the public endpoints.', {
  dynamodb: url(
    'URL of the DynamoDB API. Deprecated, together with dynamodb_table.',
    apis.dynamodb,
  ).optional(),
  iam: url('URL of the IAM API.', apis.iam).optional(),
  s3: url('URL of the S3 API.', apis.s3).optional(),
  sso: url('URL of the IAM Identity Center API.', apis.sso).optional(),
  sts: url('URL of the STS API.', apis.sts).optional(),
});

/** Arguments that determine the URLs of AWS APIs. */
export const endpointArguments = {
  endpoints: endpoints.optional(),
  dynamodb_endpoint: url(
    'URL of the DynamoDB API. Deprecated: use endpoints.dynamodb.',
    apis.dynamodb,
  ).optional(),
  endpoint: url('URL of the S3 API. Deprecated: use endpoints.s3.', apis.s3).optional(),
  iam_endpoint: url('URL of the IAM API. Deprecated: use endpoints.iam.', apis.iam).optional(),
  sts_endpoint: url('URL of the STS API. Deprecated: use endpoints.sts.', apis.sts).optional(),
  sts_region: nonEmptyString(
    'AWS region of the STS API. Default: the region of the bucket.',
    'us-east-1',
  ).optional(),
  ec2_metadata_service_endpoint: nonEmptyString(
    'URL of the EC2 metadata service, with scheme and host.',
    'http://169.254.169.254',
  )
    .regex(
      /^[a-zA-Z][a-zA-Z\d+.-]*:\/\/[^/?#]+/,
      'must be a URL with scheme and host, such as http://169.254.169.254',
    )
    .optional(),
  ec2_metadata_service_endpoint_mode: enumOf(
    ['IPv4', 'IPv6'],
    'IP version of the EC2 metadata service, IPv4 or IPv6.',
    'IPv4',
  ).optional(),
  use_dualstack_endpoint: boolean(
    'Whether to use AWS endpoints that also support IPv6. Default: false.',
    false,
  ).optional(),
  use_fips_endpoint: boolean(
    'Whether to use AWS endpoints that comply with FIPS. Default: false.',
    false,
  ).optional(),
  use_path_style: boolean(
    'Whether URLs have the bucket in their path instead of their host. Default: false.',
    true,
  ).optional(),
  force_path_style: boolean(
    'Whether URLs have the bucket in their path. Deprecated: use use_path_style.',
    true,
  ).optional(),
} as const;

/** Rules that reject the old and the new name of an endpoint together. */
export const endpointRules = [
  notTogether('endpoints.dynamodb', 'dynamodb_endpoint'),
  notTogether('endpoints.iam', 'iam_endpoint'),
  notTogether('endpoints.s3', 'endpoint'),
  notTogether('endpoints.sts', 'sts_endpoint'),
  notTogether('use_path_style', 'force_path_style'),
] as const;

import { expect, test } from '@jest/globals';
import { explainInvalidBucketName } from '../../../lib/aws/s3/buckets';

test.each([
  ['abc'],
  ['platform-app-dev'],
  ['1.2.3'],
  ['a.b-c.9'],
  ['1.2.3.4.5'],
  ['s3alias'],
  ['x'.repeat(63)],
])('accepts the bucket name %s', (name) => {
  expect(explainInvalidBucketName(name)).toBeUndefined();
});

test.each([
  ['ab', /3 to 63/],
  ['x'.repeat(64), /3 to 63/],
  ['My_Bucket', /lowercase/],
  ['-app', /must begin and end/],
  ['app.', /must begin and end/],
  ['a..b', /lowercase letters/],
  ['192.168.5.4', /^the name of a bucket must not have the form of an IP address$/],
  ['999.1.1.1', /IP address/],
  ['xn--app', /^the name of a bucket must not begin with xn--, which S3 reserves$/],
  ['sthree-configurator-x', /must not begin with sthree-/],
  ['amzn-s3-demo-bucket', /must not begin with amzn-s3-demo-/],
  [
    'app-metadata-1234-s3alias',
    /ends with -s3alias is the alias of an access point; use the name of its bucket$/,
  ],
  ['app--ol-s3', /Object Lambda/],
  ['app.mrap', /Multi-Region/],
  ['app--use1-az4--x-s3', /directory bucket, which sends no events/],
  ['app--table-s3', /table bucket/],
])('rejects the bucket name %s', (name, reason) => {
  expect(explainInvalidBucketName(name)).toMatch(reason);
});

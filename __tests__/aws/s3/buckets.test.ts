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
])('S3 takes %s as the name of a bucket', (name) => {
  expect(explainInvalidBucketName(name)).toBeUndefined();
});

test.each([
  ['ab', /3 to 63/],
  ['x'.repeat(64), /3 to 63/],
  ['My_Bucket', /lowercase/],
  ['-app', /begins and ends/],
  ['app.', /begins and ends/],
  ['a..b', /lowercase letters/],
  ['192.168.5.4', /^a bucket’s name does not look like an IP address$/],
  ['999.1.1.1', /IP address/],
  ['xn--app', /^no bucket’s name begins with xn--, which S3 keeps to itself$/],
  ['sthree-configurator-x', /begins with sthree-/],
  ['amzn-s3-demo-bucket', /begins with amzn-s3-demo-/],
  [
    'app-metadata-1234-s3alias',
    /ends with -s3alias is the alias of an access point; give the bucket behind it$/,
  ],
  ['app--ol-s3', /Object Lambda/],
  ['app.mrap', /multi-region/],
  ['app--use1-az4--x-s3', /directory bucket, which sends no events/],
  ['app--table-s3', /table bucket/],
])('S3 has no bucket %s', (name, reason) => {
  expect(explainInvalidBucketName(name)).toMatch(reason);
});

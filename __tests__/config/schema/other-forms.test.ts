import { describe, expect, test } from '@jest/globals';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { objectPattern } from '../../../lib/aws/s3/object-events';
import { explainKeyForm } from '../../../lib/config/schema/other-forms';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';
import { nodeAt, toValue } from '../../../lib/config/yaml/tree';
import { base, issuesOf } from '../support/folders';

const messagesOf = (text: string): readonly string[] =>
  issuesOf({ 'defaults.yml': base, 'dev.yml': text }).map((issue) => issue.replace(/^dev\.yml:\d+:\d+ /, ''));
const upload = (fields: string): string => `file_upload_jobs:\n  a: { task_command: [a], ${fields} }\n`;

describe('the message about a value of another form contains the correct value', () => {
  test.each([
    ['account_id: "1234-5678-9012"\n', 'write "123456789012"'],
    ['account_id: my-account\n', 'an alias of the account is not its ID'],
    ['account_id: "12345678901"\n', 'add the leading zeros, and write the ID in quotes'],
    ['service: { name: app-* }\n', 'a name has no wildcards, so write the whole name'],
    [
      'service: { cluster_name: "arn:aws:ecs:us-east-1:123456789012:cluster/app" }\n',
      'it is an ARN, so write the name: app',
    ],
    ['service: { task_definition_family: "app-dev:12" }\n', 'write app-dev, without the revision'],
    [
      'service: { task_definition_family: "arn:aws:ecs:us-east-1:123456789012:task-definition/app:12" }\n',
      'it is an ARN, so write the name: app',
    ],
    [
      'service: { subnet_ids: ["arn:aws:ec2:us-east-1:123456789012:subnet/subnet-0a1b"] }\n',
      'it is an ARN, so write subnet-0a1b',
    ],
    ['service: { subnet_ids: [private-a] }\n', 'to select by name, use subnet_tags'],
    ['service: { security_group_ids: [default] }\n', 'to select by name, use security_group_names'],
    [
      'service: { task_role_arn: app }\n',
      'it is not an ARN, so write the ARN: arn:aws:iam::<account>:role/app',
    ],
    [
      'service: { task_role_arn: "arn:aws:iam::123456789012:role/app-*" }\n',
      'wildcards are not allowed, so write the whole ARN',
    ],
    [
      'service: { task_role_arn: "arn:aws:sts::123456789012:assumed-role/app/x" }\n',
      'it is the ARN of an assumed-role session, so write the ARN of its role',
    ],
    [
      'service: { execution_role_arn: "arn:aws:iam::123456789012:instance-profile/app" }\n',
      'it is the ARN of an instance profile, so write the ARN of its role',
    ],
    [
      'iam: { permissions_boundary_arn: "arn:aws:iam::123456789012:role/app" }\n',
      'it is the ARN of another resource (iam role)',
    ],
    [
      'kms_key_arn: 1234abcd-12ab-34cd-56ef-1234567890ab\n',
      'it is not an ARN, so write the ARN: arn:aws:kms:<region>:<account>:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    [
      'alarms: { sns_topic_arn: team@example.gov }\n',
      'subscribe the address to a topic, and write the ARN of the topic',
    ],
    [
      'alarms: { sns_topic_arn: "arn:aws:sns:us-east-1:123456789012:jobs:1234abcd-12ab-34cd-56ef-1234567890ab" }\n',
      'it is the ARN of a subscription, so remove its last part',
    ],
    [
      'alarms: { sns_topic_arn: "arn:aws:sqs:us-east-1:123456789012:jobs" }\n',
      'it is the ARN of another resource',
    ],
    [upload('source_bucket: "s3://uploads/in/"'), 'it is a URL, so write uploads'],
    [upload('source_bucket: "arn:aws:s3:::uploads/*"'), 'it is an ARN, so write uploads'],
    [upload('source_bucket: "https://uploads.s3.us-east-1.amazonaws.com/in"'), 'it is a URL, so write uploads'],
    [upload('source_bucket: uploads/in'), 'write uploads, and the rest as path_prefix'],
    [upload('source_bucket: up_loads'), 'did you mean up-loads?'],
    [upload('source_bucket: Uploads'), 'did you mean uploads?'],
    [upload('source_bucket: "uploads-*"'), 'a job has one bucket, so write a job for each bucket'],
    [
      upload('source_bucket: uploads, event_bus_name: "arn:aws:events:us-east-1:123456789012:event-bus/orders"'),
      'it is an ARN, so write the name: orders',
    ],
    [
      upload('source_bucket: uploads, path_prefix: "s3://uploads/in/*"'),
      'write in/, with source_bucket: uploads',
    ],
    [
      upload('source_bucket: uploads, path_prefix: "arn:aws:s3:::uploads/in/*"'),
      'write in/, with source_bucket: uploads',
    ],
    [upload('source_bucket: uploads, path_prefix: "s3://uploads"'), 'remove the field, with source_bucket: uploads'],
  ])('%j', (text, hint) => {
    expect(messagesOf(text)).toEqual([expect.stringMatching(new RegExp(`; ${escaped(hint)}$`))]);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('a prefix or suffix with a wildcard', () => {
  test.each([
    [
      'path_prefix',
      'uploads/*',
      String.raw`write path_prefix: 'uploads/', or path_pattern: 'uploads/\**' for keys with an asterisk`,
    ],
    [
      'path_prefix',
      'in/**',
      String.raw`write path_prefix: 'in/', or path_pattern: 'in/\*\**' for keys with an asterisk`,
    ],
    [
      'path_prefix',
      'in/*/x-',
      String.raw`write path_pattern: 'in/*/x-*', or path_pattern: 'in/\*/x-*' for keys with an asterisk`,
    ],
    [
      'path_suffix',
      '*.csv',
      String.raw`write path_suffix: '.csv', or path_pattern: '*\*.csv' for keys with an asterisk`,
    ],
    [
      'path_suffix',
      "it's*.csv",
      String.raw`write path_pattern: '*it''s*.csv', or path_pattern: '*it''s\*.csv' for keys with an asterisk`,
    ],
  ] as const)('in %s is rejected: %s', (field, text, form) => {
    expect(explainKeyForm(text, field)).toMatch(new RegExp(`${escaped(form)}$`));
    const issues = messagesOf(upload(`source_bucket: uploads, ${field}: ${JSON.stringify(text)}`));
    expect(issues).toEqual([expect.stringContaining(form)]);
  });

  test.each([
    ['path_prefix', 'a*b/', 'a*b/c.csv', 'axb/c.csv'],
    ['path_prefix', 'in/*', 'in/*c.csv', 'in/c.csv'],
    ['path_suffix', '*.csv', 'in/a*.csv', 'in/a.csv'],
    ['path_suffix', 'a\\*', 'in/a\\*', 'in/a\\x'],
  ] as const)('in %s has a pattern for keys with an asterisk: %s', (field, text, matching, other) => {
    const written = /or path_pattern: ('.*') for keys/.exec(explainKeyForm(text, field) ?? '')?.[1] ?? '';
    const pattern = toValue(nodeAt(parseYaml('f.yml', `a: ${written}\n`).root, ['a']) ?? { kind: 'scalar', value: null, source: '', isSecret: false, lastLine: 1, position: { file: '', line: 1, column: 1 } });
    const filter = { bucketName: 'b', prefixes: [], suffixes: [], wildcards: [String(pattern)], minimumSize: undefined, maximumSize: undefined, reasons: [] };
    const matches = (key: string) =>
      matchesPattern(objectPattern('created', filter), {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: 'b' }, object: { key } },
      });
    expect([matching, other].map(matches)).toEqual([true, false]);
    expect(messagesOf(upload(`source_bucket: uploads, path_pattern: ${written}`))).toEqual([]);
  });
});

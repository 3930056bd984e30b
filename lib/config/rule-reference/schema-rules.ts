import type { RuleDocumentation } from './rule';

const nightly =
  'scheduled_jobs: { nightly: { task_command: [bin/nightly], schedule_expression: rate(1 day) } }\n';

/** Rules that examine one field, or the arguments of one state backend. */
export const schemaRuleDocs = {
  'exclusive-backend-arguments': {
    violation: 'two arguments of a state backend that exclude each other',
    why: 'Terraform accepts only one of the two and fails during init.',
    wrong: {
      'dev.yml':
        'state_backend:\n  s3:\n    bucket: state\n    key: dev\n    region: us-east-1\n    allowed_account_ids: ["123456789012"]\n    forbidden_account_ids: ["210987654321"]\n',
    },
    right: {
      'dev.yml':
        'state_backend:\n  s3:\n    bucket: state\n    key: dev\n    region: us-east-1\n    allowed_account_ids: ["123456789012"]\n',
    },
  },
  'not-allowed': {
    violation: 'a value that the field does not accept',
    why: 'AWS or Terraform would reject the value.',
    wrong: { 'dev.yml': 'region: us-est-1\n' },
    right: { 'dev.yml': 'region: us-east-1\n' },
  },
  'one-backend-argument': {
    violation: 'a state backend that must have exactly one of two arguments, but has both or neither',
    why: 'Terraform requires exactly one of the two, and otherwise fails during init.',
    wrong: {
      'dev.yml':
        'state_backend:\n  remote:\n    organization: example\n    workspaces: { name: app, prefix: app- }\n',
    },
    right: {
      'dev.yml': 'state_backend:\n  remote:\n    organization: example\n    workspaces: { name: app }\n',
    },
  },
  'renamed-field': {
    violation: 'the old name of a field or check',
    why: 'The name changed in a later version. UPGRADING.md lists the changes.',
    wrong: {
      'dev.yml': 'ignore_checks:\n  few-receives: A message that failed once fails again\n',
    },
    right: { 'dev.yml': '' },
  },
  required: {
    violation: 'a required field that is missing',
    why: 'The field has no default. Set it in the file of the environment or in defaults.yml. Lists are not merged, so each list item must have its required fields itself.',
    wrong: { 'dev.yml': 'scheduled_jobs:\n  nightly:\n    task_command: [bin/nightly]\n' },
    right: {
      'dev.yml':
        'scheduled_jobs:\n  nightly:\n    task_command: [bin/nightly]\n    schedule_expression: rate(1 day)\n',
    },
  },
  secret: {
    violation: 'a secret in a file that is committed',
    why: 'Everyone who can read the repository could read the secret. Terraform can read it from somewhere else, usually an environment variable.',
    wrong: {
      'dev.yml': 'state_backend:\n  s3: { bucket: state, key: dev, region: us-east-1, secret_key: x }\n',
    },
    right: { 'dev.yml': 'state_backend:\n  s3: { bucket: state, key: dev, region: us-east-1 }\n' },
  },
  'text-not-normalized': {
    violation: 'a text that Terraform changes, because it is not in the normal form NFC',
    why: 'Unicode can have a letter and its accent as one character or as two. Terraform replaces two such characters by one, so a prefix would match other keys. macOS writes the names of files with two characters. To match such keys, write path_pattern with * instead of the letter.',
    wrong: { 'dev.yml': 'state_backend:\n  local: { path: "cafe\\u0301" }\n' },
    right: { 'dev.yml': 'state_backend:\n  local: { path: "caf\\u00e9" }\n' },
  },
  'too-large-defaults': {
    violation: 'variables of job_defaults that are too large for a task',
    why: 'Each job inherits the variables. ECS accepts 8,192 characters for the override of a task, and 64 KiB for a task definition.',
    wrong: {
      'dev.yml': `job_defaults: { environment_variables: { TEXT: ${'x'.repeat(8200)} } }\n${nightly}`,
    },
    right: { 'dev.yml': `job_defaults: { environment_variables: { TEXT: x } }\n${nightly}` },
  },
  'unknown-field': {
    violation: 'a field that does not exist',
    why: 'A misspelt field would have no effect.',
    wrong: { 'dev.yml': 'servce: { name: app }\n' },
    right: { 'dev.yml': 'service: { name: app }\n' },
  },
  'unusable-character': {
    violation:
      'a character that an argument of a process, a file of Terraform or an API of AWS can’t contain',
    why: 'The NUL character ends the arguments and variables of a process. UTF-8 can’t encode half of a surrogate pair. SQS rejects U+FFFE and U+FFFF, and XML can’t contain them.',
    wrong: {
      'dev.yml':
        'scheduled_jobs:\n  nightly:\n    schedule_expression: rate(1 day)\n    task_command: ["a\\0b"]\n',
    },
    right: {
      'dev.yml':
        'scheduled_jobs:\n  nightly:\n    schedule_expression: rate(1 day)\n    task_command: ["ab"]\n',
    },
  },
  'wrong-type': {
    violation: 'a value whose type is not the type of the field',
    why: 'YAML reads yes as text, and a number without quotes as a number.',
    wrong: { 'dev.yml': 'tracing: yes\n' },
    right: { 'dev.yml': 'tracing: true\n' },
  },
} as const satisfies Record<string, RuleDocumentation>;

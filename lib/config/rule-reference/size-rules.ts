import type { ExampleFiles, RuleDocumentation } from './rule';

const importer = (fields: string): ExampleFiles => ({
  'dev.yml': `file_upload_jobs:\n  import:\n    source_bucket: uploads\n${fields}`,
});
const nightly = (fields: string): ExampleFiles => ({
  'dev.yml': `scheduled_jobs:\n  nightly:\n    schedule_expression: rate(1 day)\n${fields}`,
});
const worker = (field: string): ExampleFiles => ({
  'dev.yml': `queue_worker_jobs:\n  claims:\n    task_command: [bin/worker]\n    max_processing_seconds: 60\n    max_tasks: 2\n    ${field}\n`,
});
const bucketArguments = (count: number): string =>
  Array.from({ length: count }, (_, index) => `a${index}=<bucket_name>`).join(', ');
const text = (length: number): string => 'x'.repeat(length);

/** Rules that compare the sizes of generated values with the limits of AWS. */
export const sizeRuleDocs = {
  'definition-too-large': {
    violation: 'a state machine definition that is larger than Step Functions accepts',
    why: 'Step Functions rejects the state machine during apply.',
    wrong: nightly(steps(160, text(7000))),
    right: nightly(steps(2, text(7000))),
  },
  'event-pattern-too-large': {
    violation: 'an event pattern that is larger than EventBridge accepts',
    why: 'EventBridge rejects the rule during apply. The pattern contains every combination of a prefix and a suffix. With many prefixes and suffixes, the pattern becomes too large.',
    wrong: importer(`    task_command: [bin/import]\n    path_prefix:\n${prefixes(60)}`),
    right: importer(`    task_command: [bin/import]\n    path_prefix:\n${prefixes(2)}`),
  },
  'input-template-too-large': {
    violation: 'an input template that is larger than EventBridge accepts',
    why: 'EventBridge rejects the target during apply.',
    wrong: worker(`file_upload: { source_bucket: uploads, message: { text: ${text(8200)} } }`),
    right: worker(`file_upload: { source_bucket: uploads, message: { text: ${text(20)} } }`),
  },
  'message-too-large': {
    violation: 'a message that can be larger than SQS accepts',
    why: 'SQS rejects the message, so no task processes it.',
    wrong: worker(`schedule: { schedule_expression: rate(1 day), message: { text: ${text(262_144)} } }`),
    right: worker(`schedule: { schedule_expression: rate(1 day), message: { text: ${text(20)} } }`),
  },
  'override-too-large': {
    violation: 'a task override that can be larger than ECS accepts',
    why: 'ECS rejects RunTask, for example when an object has a long key.',
    wrong: nightly(`    task_command: [bin/nightly, ${text(8200)}]\n`),
    right: nightly(`    task_command: [bin/nightly, ${text(20)}]\n`),
  },
  'policy-too-large': {
    violation: 'a role whose policy is larger than IAM accepts',
    why: 'IAM rejects the policy during apply. The policy lists the task roles of all jobs and the KMS keys of all queues, so it grows with their number.',
    wrong: jobsWithRoles((index) => `a-role-with-a-long-name-${index}`),
    right: jobsWithRoles(() => 'a-role-of-all-jobs'),
  },
  'queue-policy-too-large': {
    violation: 'a queue whose policy is larger than SQS accepts',
    why: 'SQS rejects the policy during apply. The policy lists the roles, accounts and SNS topics that can send messages.',
    wrong: worker(`send_from_role_arns: [${senders(20).join(', ')}]`),
    right: worker(`send_from_role_arns: [${senders(2).join(', ')}]`),
  },
  'retries-exceed-a-year': {
    violation: 'retries whose waits exceed one year in total',
    why: 'Step Functions ends a run after a year, so the last retries would never start. By default, each wait is twice as long as the one before.',
    wrong: nightly('    task_command: [bin/nightly]\n    retry: { max_attempts: 30 }\n'),
    right: nightly(
      '    task_command: [bin/nightly]\n    retry: { max_attempts: 30, max_delay_seconds: 600 }\n',
    ),
  },
  'role-arn-too-long': {
    violation: 'a role ARN that is longer than Step Functions accepts',
    why: 'Step Functions rejects the state machine during apply.',
    wrong: {
      'dev.yml': `iam: { path: /${text(200)}/ }\n${nightly('    task_command: [bin/nightly]\n')['dev.yml'] ?? ''}`,
    },
    right: {
      'dev.yml': `iam: { path: /${text(20)}/ }\n${nightly('    task_command: [bin/nightly]\n')['dev.yml'] ?? ''}`,
    },
  },
  'task-definition-too-large': {
    violation: 'a queue worker whose task definition is larger than ECS accepts',
    why: 'ECS rejects the task definition during apply. The task definition contains the command and the environment variables of the job.',
    wrong: worker(`environment_variables: { TEXT: ${text(70_000)} }`),
    right: worker(`environment_variables: { TEXT: ${text(20)} }`),
  },
  'too-many-intrinsic-functions': {
    violation: 'a command with too many arguments that combine text and placeholders',
    why: 'Step Functions limits the number of intrinsic functions in one field. An argument with a placeholder inside a longer text needs such functions.',
    wrong: importer(`    task_command: [bin/import, ${bucketArguments(10)}]\n`),
    right: importer(
      '    task_command: [bin/import]\n    environment_variables: { BUCKET: <bucket_name>, KEY: <object_key> }\n',
    ),
  },
  'too-many-retries': {
    violation: 'retries whose events can exceed the maximum history of an execution',
    why: 'Step Functions ends an execution when its history is full.',
    wrong: nightly('    task_command: [bin/nightly]\n    retry: { max_attempts: 10000 }\n'),
    right: nightly('    task_command: [bin/nightly]\n    retry: { max_attempts: 3 }\n'),
  },
} as const satisfies Record<string, RuleDocumentation>;

function senders(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `arn:aws:iam::123456789012:role/${text(480)}/sender-${index}`,
  );
}

function steps(count: number, argument: string): string {
  const lines = Array.from(
    { length: count },
    (_, index) => `      - { name: step-${index}, task_command: [bin/step, ${argument}] }\n`,
  );
  return `    steps:\n${lines.join('')}`;
}

function prefixes(count: number): string {
  return Array.from({ length: count }, (_, index) => `      - ${text(80)}-${index}/\n`).join('');
}

function jobsWithRoles(roleOf: (index: number) => string): ExampleFiles {
  const jobs = Array.from(
    { length: 120 },
    (_, index) =>
      `  job-${index}:\n    schedule_expression: rate(1 day)\n    task_command: [bin/job]\n    task_role_arn: arn:aws:iam::123456789012:role/${roleOf(index)}\n`,
  );
  return { 'dev.yml': `scheduled_jobs:\n${jobs.join('')}` };
}

import type { RuleDocumentation } from './rule';

/** Required fields of an environment, for examples with a defaults.yml of their own. */
const exampleFields = `app_name: app
region: us-east-1
account_id: "123456789012"
service: { subnet_ids: [subnet-0a1b2c3d], security_group_ids: [sg-0a1b2c3d] }
`;
const uploads = 'storage: { bucket_name: uploads, eventbridge_notification: manage }\n';
const state = (key: string): string =>
  `state_backend: { s3: { bucket: state, key: ${key}, region: us-east-1 } }\n`;
const nightly = (fields: string): string =>
  `scheduled_jobs:\n  nightly:\n    task_command: [bin/nightly]\n    schedule_expression: rate(1 day)\n${fields}`;

const importer = (count: number): string => {
  const texts = (letter: string) =>
    Array.from({ length: count }, (_, index) => `${letter}${index}`).join(', ');
  return `${uploads}file_upload_jobs:\n  import:\n    task_command: [bin/import]\n    path_prefix: [${texts('p')}]\n    path_suffix: [${texts('s')}]\n`;
};

const stepsWithVariable = (count: number, length: number): string => {
  const steps = Array.from(
    { length: count },
    (_, index) => `      - { name: s${index}, task_command: [x] }\n`,
  );
  return `scheduled_jobs:\n  nightly:\n    schedule_expression: rate(1 day)\n    environment_variables: { TEXT: ${'x'.repeat(length)} }\n    steps:\n${steps.join('')}`;
};

/** Rules that compare the fields of one environment. */
export const crossFieldRuleDocs = {
  'arn-in-another-account': {
    violation: 'an ARN in an account that is not account_id; without account_id, ARNs in two accounts',
    why: 'Roles, policies and topics must be in the account of the jobs. Only a KMS key can be in another account.',
    wrong: { 'dev.yml': 'service:\n  task_role_arn: arn:aws:iam::210987654321:role/app\n' },
    right: { 'dev.yml': 'service:\n  task_role_arn: arn:aws:iam::123456789012:role/app\n' },
  },
  'arn-in-another-partition': {
    violation: 'an ARN whose partition is not the partition of the environment’s region',
    why: 'The partitions of AWS (commercial, China, GovCloud) have separate accounts.',
    wrong: { 'dev.yml': 'service:\n  task_role_arn: arn:aws-us-gov:iam::123456789012:role/app\n' },
    right: { 'dev.yml': 'service:\n  task_role_arn: arn:aws:iam::123456789012:role/app\n' },
  },
  'arn-in-another-region': {
    violation: 'an ARN whose region is not the region of the environment',
    why: 'A KMS key or an SNS topic can be used in its own region only.',
    wrong: { 'dev.yml': 'alarms:\n  sns_topic_arn: arn:aws:sns:us-west-2:123456789012:jobs\n' },
    right: { 'dev.yml': 'alarms:\n  sns_topic_arn: arn:aws:sns:us-east-1:123456789012:jobs\n' },
  },
  'cpu-memory-pair': {
    violation: 'a cpu and a memory that Fargate does not offer together, or one without the other',
    why: 'Fargate offers fixed pairs of cpu and memory, and rejects other pairs when it starts the task.',
    wrong: { 'dev.yml': nightly('    cpu: 256\n    memory: 4096\n') },
    right: { 'dev.yml': nightly('    cpu: 512\n    memory: 4096\n') },
  },
  'max-delay-not-above-interval': {
    violation: 'a retry whose max_delay_seconds is not greater than interval_seconds',
    why: 'Step Functions rejects such a retry. The wait grows from interval_seconds, and max_delay_seconds is its maximum.',
    wrong: {
      'dev.yml': nightly('    retry: { max_attempts: 2, interval_seconds: 60, max_delay_seconds: 30 }\n'),
    },
    right: {
      'dev.yml': nightly('    retry: { max_attempts: 2, interval_seconds: 60, max_delay_seconds: 300 }\n'),
    },
  },
  'one-alarm-topic': {
    violation: 'alarms without an SNS topic, or with topics that are set in two ways',
    why: 'Each alarm notifies exactly one topic. Without a topic, nobody is notified.',
    wrong: { 'dev.yml': 'alarms: {}\n' },
    right: { 'dev.yml': 'alarms:\n  sns_topic_arn: arn:aws:sns:us-east-1:123456789012:jobs\n' },
  },
  'one-security-group-selector': {
    violation: 'no security groups, or security groups that are selected in two ways',
    why: 'Tasks need security groups. Two selectors can select different security groups.',
    wrong: { 'dev.yml': 'service:\n  security_group_names: [app]\n' },
    right: { 'dev.yml': 'service:\n  security_group_names: [app]\n  security_group_ids: null\n' },
  },
  'one-state-backend': {
    violation: 'a state_backend without exactly one backend',
    why: 'Terraform keeps a state in exactly one backend.',
    wrong: { 'dev.yml': 'state_backend:\n  gcs: { bucket: state }\n  local: {}\n' },
    right: { 'dev.yml': 'state_backend:\n  gcs: { bucket: state }\n' },
  },
  'one-subnet-selector': {
    violation: 'no subnets, or subnets that are selected in two ways',
    why: 'Tasks need subnets. Two selectors can select different subnets.',
    wrong: { 'dev.yml': 'service:\n  subnet_tags: { type: private }\n' },
    right: { 'dev.yml': 'service:\n  subnet_tags: { type: private }\n  subnet_ids: null\n' },
  },
  'one-vpc-selector': {
    violation: 'a VPC that is selected in two ways',
    why: 'All tasks are in one VPC. Two selectors can select different VPCs.',
    wrong: { 'dev.yml': 'service:\n  vpc_id: vpc-0a1b2c3d\n  vpc_tags: { Name: app-dev }\n' },
    right: { 'dev.yml': 'service:\n  vpc_tags: { Name: app-dev }\n' },
  },
  'too-many-pairs': {
    violation: 'prefixes and suffixes whose pairs can’t fit into one event pattern',
    why: 'The event pattern contains each pair of a prefix and a suffix. An event pattern can have at most 4,096 bytes, so it has room for at most 215 pairs.',
    wrong: { 'dev.yml': importer(16) },
    right: { 'dev.yml': importer(4) },
  },
  'too-many-step-variables': {
    violation: 'steps that inherit more variables than a state machine definition can contain',
    why: 'The definition contains the variables of the job once for each step.',
    wrong: { 'dev.yml': stepsWithVariable(160, 7000) },
    right: { 'dev.yml': stepsWithVariable(2, 7000) },
  },
} as const satisfies Record<string, RuleDocumentation>;

const jobOfDefaults = `${exampleFields}scheduled_jobs:
  nightly: { task_command: [bin/nightly], schedule_expression: rate(1 day) }
`;

/** Rules that compare an environment with defaults.yml. */
export const removalRuleDocs = {
  'nothing-to-override': {
    violation: 'fields that override a job which defaults.yml does not have',
    why: 'The name is probably misspelt, so the fields would change no job.',
    wrong: { 'defaults.yml': jobOfDefaults, 'dev.yml': 'scheduled_jobs:\n  nightli: { state: DISABLED }\n' },
    right: { 'defaults.yml': jobOfDefaults, 'dev.yml': 'scheduled_jobs:\n  nightly: { state: DISABLED }\n' },
  },
  'nothing-to-remove': {
    violation: 'a null that removes a job which defaults.yml does not have',
    why: 'The name is probably misspelt, so the job that you want to remove would keep running.',
    wrong: { 'dev.yml': 'scheduled_jobs:\n  nightly: null\n' },
    right: { 'dev.yml': '' },
  },
} as const satisfies Record<string, RuleDocumentation>;

/** Rules that compare the environments with each other. */
export const crossEnvironmentRuleDocs = {
  'shared-bucket': {
    violation: 'two environments that manage the notification of the same bucket',
    why: 'A bucket has one notification configuration. Each apply would overwrite the configuration of the other environment.',
    wrong: { 'dev.yml': uploads, 'prod.yml': uploads },
    right: {
      'dev.yml': 'storage: { bucket_name: uploads, eventbridge_notification: assume }\n',
      'prod.yml': uploads,
    },
  },
  'shared-service-name': {
    violation:
      'two environments with the same service.name and region, unless their account_id or their ARNs have different accounts',
    why: 'The rules, schedules and roles of the two environments would have the same names. The apply of the second environment would overwrite the rules of the first one, and would fail for most other resources. Without account_id, the account is unknown until the plan, so it may be the same.',
    wrong: { 'dev.yml': 'service: { name: app }\n', 'prod.yml': 'service: { name: app }\n' },
    right: { 'dev.yml': 'service: { name: app-dev }\n', 'prod.yml': 'service: { name: app-prod }\n' },
  },
  'shared-stack-name': {
    violation: 'two environments whose stacks have the same name, if case is ignored',
    why: 'The Terraform JSON of a stack is in the folder stacks/<name>. On file systems that ignore case, such as those of macOS and Windows, Prod and prod are one folder. If several folders are read, the name of a stack is <app_name>-<environment>.',
    wrong: { 'Prod.yml': 'service: { name: app-1 }\n', 'prod.yml': 'service: { name: app-2 }\n' },
    right: { 'old-prod.yml': 'service: { name: app-1 }\n', 'prod.yml': 'service: { name: app-2 }\n' },
  },
  'shared-state': {
    violation: 'two environments that share one Terraform state',
    why: 'Each apply would delete the jobs of the other environment.',
    wrong: { 'dev.yml': state('jobs'), 'prod.yml': state('jobs') },
    right: { 'dev.yml': state('dev/jobs'), 'prod.yml': state('prod/jobs') },
  },
} as const satisfies Record<string, RuleDocumentation>;

/** Rules that compare the jobs of different environments. */
export const nameConflictRuleDocs = {
  'shared-resource-name': {
    violation:
      'two environments whose jobs have resources with the same name in one region, unless the accounts are known to differ',
    why: 'EventBridge overwrites a rule of the same name without an error. For most other resources, the apply of the second environment fails.',
    wrong: {
      'dev.yml': `service: { name: app }\n${nightly('').replace('nightly:', 'daily-report:')}`,
      'prod.yml': `service: { name: app-daily }\n${nightly('').replace('nightly:', 'report:')}`,
    },
    right: {
      'dev.yml': `service: { name: app }\n${nightly('').replace('nightly:', 'daily-report:')}`,
      'prod.yml': `service: { name: app-prod }\n${nightly('').replace('nightly:', 'report:')}`,
    },
  },
  'worker-named-like-application': {
    violation:
      'a worker whose ECS service or task definition has the same name as the application’s service or task definition in another environment',
    why: 'Both environments would update the same ECS service, or register revisions of the same task definition.',
    wrong: {
      'dev.yml':
        'service: { name: app }\nqueue_worker_jobs:\n  prod: { task_command: [bin/worker], max_processing_seconds: 60, max_tasks: 2 }\n',
      'prod.yml': 'service: { name: app-prod }\n',
    },
    right: {
      'dev.yml':
        'service: { name: app }\nqueue_worker_jobs:\n  claims: { task_command: [bin/worker], max_processing_seconds: 60, max_tasks: 2 }\n',
      'prod.yml': 'service: { name: app-prod }\n',
    },
  },
} as const satisfies Record<string, RuleDocumentation>;

import type { IssueCode } from '../../lib/config/issues';

/** Files that get a message, by name: what matters of them. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** What every example has below it, unless it has a defaults.yml of its own: nothing is wrong with it. */
export const exampleDefaults = `app_name: app
region: us-east-1
account_id: "123456789012"
service:
  subnet_ids: [subnet-0a1b2c3d]
  security_group_ids: [sg-0a1b2c3d]
`;

/** A mistake of each kind. What it is told is made by running it. */
export const issueExamples = {
  'alias-cycle': { 'dev.yml': 'tags: &tags\n  team: *tags\n' },
  'alias-explosion': { 'dev.yml': explosion(7) },
  'cpu-memory-pair': {
    'dev.yml': `scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    schedule_expression: rate(1 day)
    cpu: 256
    memory: 4096
`,
  },
  'duplicate-job-name': {
    'dev.yml': `scheduled_jobs:
  claims: { task_command: [bin/nightly], schedule_expression: rate(1 day) }
file_upload_jobs:
  claims: { task_command: [bin/import], source_bucket: uploads }
`,
  },
  'event-pattern': {
    'dev.yml': `event_jobs:
  ship:
    task_command: [bin/ship]
    event_pattern:
      source: [shop.orders]
      detail:
        total: [{ numeric: ['>', '100'] }]
`,
  },
  'file-name': { 'dev.yaml': 'tracing: true\n' },
  'not-a-map': { 'dev.yml': '- app_name: app\n' },
  'no-bucket': { 'dev.yml': 'file_upload_jobs:\n  import: { task_command: [bin/import] }\n' },
  'no-value': { 'dev.yml': 'storage:\n  bucket_name:\n' },
  'not-allowed': { 'dev.yml': 'region: us-est-1\n' },
  'nothing-to-remove': { 'dev.yml': 'scheduled_jobs:\n  nightly: null\n' },
  'one-of': { 'dev.yml': 'service:\n  subnet_tags: { type: private }\n' },
  placeholder: {
    'dev.yml': `file_upload_jobs:
  import:
    source_bucket: uploads
    task_command: [bin/import, <objectkey>]
`,
  },
  required: { 'dev.yml': 'scheduled_jobs:\n  nightly: { task_command: [bin/nightly] }\n' },
  secret: {
    'dev.yml': 'state_backend:\n  s3: { bucket: state, key: dev, region: us-east-1, secret_key: x }\n',
  },
  'shared-bucket': {
    'dev.yml': 'storage: { bucket_name: uploads, eventbridge_notification: manage }\n',
    'prod.yml': 'storage: { bucket_name: uploads, eventbridge_notification: manage }\n',
  },
  'shared-name': {
    'dev.yml': 'service: { name: app }\n',
    'prod.yml': 'service: { name: app }\n',
  },
  'shared-state': {
    'dev.yml': 'state_backend: { s3: { bucket: state, key: jobs, region: us-east-1 } }\n',
    'prod.yml': 'state_backend: { s3: { bucket: state, key: jobs, region: us-east-1 } }\n',
  },
  'unsupported-target': {
    'dev.yml': `file_upload_jobs:
  import:
    source_bucket: uploads
    task_command: [bin/import, <object_key>]
    target: ecs_cluster
    timeout_seconds: 600
`,
  },
  'too-large': {
    'dev.yml': `file_upload_jobs:
  import:
    source_bucket: uploads
    task_command:
      [bin/import, a=<bucket_name>, b=<bucket_name>, c=<bucket_name>, d=<bucket_name>, e=<bucket_name>,
       f=<bucket_name>, g=<bucket_name>, h=<bucket_name>, i=<bucket_name>, j=<bucket_name>]
`,
  },
  'too-long': {
    'dev.yml': `scheduled_jobs:
  send-the-weekly-report-about-claims-to-every-agency-of-the-state:
    { task_command: [bin/report], schedule_expression: rate(7 days) }
`,
  },
  'unknown-field': { 'dev.yml': 'servce: { name: app }\n' },
  'wrong-account': { 'dev.yml': 'service:\n  task_role_arn: arn:aws:iam::210987654321:role/app\n' },
  'wrong-type': { 'dev.yml': 'tracing: yes\n' },
  'invalid-yaml': { 'dev.yml': 'description: reports: weekly\n' },
} as const satisfies Record<IssueCode, ExampleFiles>;

/** Each line ten times the one above: the last one stands for ten to the power of them. */
function explosion(lines: number): string {
  return Array.from({ length: lines }, (_, index) => {
    const items = index === 0 ? 'x' : `*a${index - 1}`;
    return `t${index}: &a${index} [${Array.from({ length: 10 }, () => items).join(', ')}]\n`;
  }).join('');
}

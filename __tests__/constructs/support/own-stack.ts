import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Testing, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { BackgroundJobs } from '../../../lib';
import { withoutStackTraces } from '../../../lib/constructs/without-stack-traces';
import type { JobInputs } from '../../../lib/constructs/job-inputs';
import { environmentOf, lookedUpConfig } from '../../jobs/support/environments';

const workerFields = { task_command: ['bin/work'], max_processing_seconds: 60, max_tasks: 4 };

/** Jobs of three kinds as fields of env-config. */
export const jobFields = {
  scheduled_jobs: { nightly: { task_command: ['bin/report'], schedule_expression: 'rate(1 day)' } },
  file_upload_jobs: { import: { task_command: ['bin/import', '<object_key>'], path_prefix: 'in/' } },
  queue_worker_jobs: {
    pages: { ...workerFields, scale_in_protection: true },
    legacy: { ...workerFields, task_definition_family: 'legacy-app' },
  },
};
/** Jobs of every kind; env-config does not set any value that is an input. */
export const environment = environmentOf(jobFields, lookedUpConfig);

/** A user's stack with the user's own provider. */
export class OwnStack extends TerraformStack {
  readonly subnet: Subnet;
  readonly group: SecurityGroup;
  readonly cluster: EcsCluster;
  readonly role: TerraformVariable;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, 'provider', { region: 'us-east-1', profile: 'own' });
    this.subnet = new Subnet(this, 'subnet', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24' });
    this.group = new SecurityGroup(this, 'group', { vpcId: 'vpc-1' });
    this.cluster = new EcsCluster(this, 'cluster', { name: 'shared' });
    this.role = new TerraformVariable(this, 'role', {
      type: 'string',
      default: 'arn:aws:iam::123456789012:role/task',
    });
    new TerraformVariable(this, 'subnets', { type: 'map(string)', default: {} });
    new TerraformVariable(this, 'suffix', { type: 'map(string)', default: {} });
  }
}

/** Returns a user's stack with the jobs in it, below a construct of the user. */
export function ownStack(inputsOf: (stack: OwnStack) => JobInputs, jobs = environment) {
  return withoutStackTraces(() => {
    const stack = new OwnStack(Testing.app(), 'own');
    const backgroundJobs = new BackgroundJobs(new Construct(stack, 'team'), 'jobs', {
      environment: jobs,
      inputs: inputsOf(stack),
    });
    return { stack, backgroundJobs };
  });
}

/** Every input, from attributes, variables and templates of the stack. */
export const allInputs = (stack: OwnStack): JobInputs => ({
  accountId: '123456789012',
  subnetIds: [
    stack.subnet.id,
    '${var.subnets["b}"]}',
    'subnet-"1"${var.suffix["a"]}',
    '$${text}${var.suffix["c"]}',
  ],
  securityGroupIds: [stack.group.id],
  clusterName: stack.cluster.name,
  taskDefinitionFamily: 'other-family',
  taskRoleArn: stack.role.stringValue,
  executionRoleArn: `arn:aws:iam::123456789012:role/${stack.subnet.vpcId}`,
});

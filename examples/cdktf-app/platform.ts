import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { JobInputs } from 'background-jobs';
import { Construct } from 'constructs';

/** The network, the cluster and the roles of one environment. The jobs get them as inputs. */
export class Platform extends Construct {
  readonly inputs: JobInputs;

  constructor(scope: Construct, id: string, provider: AwsProvider) {
    super(scope, id);
    const tags = { Name: `shop-${id}` };
    const vpc = new Vpc(this, 'vpc', { provider, cidrBlock: '10.0.0.0/16', tags });
    const subnets = ['a', 'b'].map(
      (zone, index) =>
        new Subnet(this, `subnet_${zone}`, {
          provider,
          vpcId: vpc.id,
          availabilityZone: `${provider.region ?? ''}${zone}`,
          cidrBlock: `10.0.${index}.0/24`,
          tags,
        }),
    );
    const group = new SecurityGroup(this, 'tasks', { provider, vpcId: vpc.id, tags });
    const cluster = new EcsCluster(this, 'cluster', { provider, name: `shop-${id}` });
    const role = (name: string) =>
      new IamRole(this, name, {
        provider,
        name: `shop-${id}-${name}`,
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
          ],
        }),
      });
    this.inputs = {
      vpcId: vpc.id,
      subnetIds: subnets.map((subnet) => subnet.id),
      securityGroupIds: [group.id],
      clusterName: cluster.name,
      taskRoleArn: role('task').arn,
      executionRoleArn: role('executor').arn,
    };
  }
}

import { z } from 'zod';
import { networkLimits } from '../../aws/ecs/tasks';
import { field, listOf, name, roleArn, searchedTags } from './values';

const lookupTags = searchedTags
  .refine((given) => Object.keys(given).length > 0, 'at least one tag is needed')
  .optional();

/** The ECS service whose image and configuration the jobs run with. */
export const service = z.strictObject({
  name: field(
    name.optional(),
    'The service’s name: what the names of all that is made begin with, and the default of the next three. Default <app_name>-<environment>.',
    'app-dev',
  ),
  cluster_name: field(
    name.optional(),
    'The ECS cluster that tasks run on. Default: service.name.',
    'app-dev',
  ),
  task_definition_family: field(
    name.optional(),
    'The family of the service’s task definition, without a revision: a job runs with the latest one. Default: service.name.',
    'app-dev',
  ),
  container_name: field(
    name.optional(),
    'The container, in that task definition, whose command is replaced. Default: service.name.',
    'app-dev',
  ),
  subnet_ids: field(
    listOf(
      z.string().regex(/^subnet-[A-Za-z0-9-]+$/, 'the id of a subnet begins with subnet-'),
      1,
      networkLimits.subnets,
    ).optional(),
    'The subnets that tasks run in, 1 to 16. Or subnet_tags.',
    ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
  ),
  subnet_tags: field(lookupTags, 'Tags of those subnets, looked up at plan. Or subnet_ids.', {
    subnet_type: 'private',
  }),
  security_group_ids: field(
    listOf(
      z.string().regex(/^sg-[A-Za-z0-9-]+$/, 'the id of a security group begins with sg-'),
      1,
      networkLimits.securityGroups,
    ).optional(),
    'The security groups of tasks, 1 to 5. Or security_group_tags, or security_group_names.',
    ['sg-0a1b2c3d'],
  ),
  security_group_tags: field(
    lookupTags,
    'Tags of those security groups, looked up at plan. Or security_group_ids, or security_group_names.',
    { Name: 'app-dev' },
  ),
  security_group_names: field(
    listOf(z.string().min(1, 'at least 1 character').max(255, 'at most 255 characters'), 1, 200).optional(),
    'Names of those security groups, looked up at plan; * stands for any text, as in filters of EC2. Or security_group_ids, or security_group_tags.',
    ['app-dev-app*'],
  ),
  task_role_arn: field(
    roleArn.optional(),
    'The role whose permissions the application’s code has. Default: read from the task definition at plan.',
    'arn:aws:iam::123456789012:role/app-dev-app',
  ),
  execution_role_arn: field(
    roleArn.optional(),
    'The role with which ECS pulls the image and writes logs. Default: read from the task definition at plan.',
    'arn:aws:iam::123456789012:role/app-dev-task-executor',
  ),
});

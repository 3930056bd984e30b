import { z } from 'zod';
import { networkLimits } from '../../aws/ecs/limits';
import { nameLimits } from '../../aws/name-limits';
import { searchedTags } from './tags';
import { idHint } from './other-forms';
import { controlCharacter, noControlCharacters, withHint, field, listOf, name, roleArn } from './values';

const lookupTags = searchedTags
  .refine((tags) => Object.keys(tags).length > 0, 'must have at least one tag')
  .optional();

/** The ECS service whose image and configuration the jobs use. */
export const service = z.strictObject({
  name: field(
    name.optional(),
    'Name of the service. The names of all created resources begin with it. The name of the service is also the default of cluster_name, task_definition_family and container_name. Default: <app_name>-<environment>.',
    'app-dev',
  ),
  cluster_name: field(name.optional(), 'Name of the ECS cluster of the tasks. Default: service.name.', 'app-dev'),
  task_definition_family: field(
    name.optional(),
    'Family of the service’s task definition, without a revision. Each run uses the latest revision. Default: service.name.',
    'app-dev',
  ),
  container_name: field(
    name.optional(),
    'Name of the container, in the task definition, that runs the commands of the jobs. Default: service.name.',
    'app-dev',
  ),
  vpc_id: field(
    z
      .string()
      .regex(/^vpc-[A-Za-z0-9-]+$/, 'must be the ID of a VPC, which begins with vpc-')
      .optional(),
    'VPC of the tasks. Terraform looks up subnets and security groups in this VPC only. The plan fails if a subnet or security group is in another VPC. Can’t be combined with vpc_tags.',
    'vpc-0a1b2c3d',
  ),
  vpc_tags: field(
    lookupTags,
    'Tags of the VPC of the tasks, which is looked up at plan. Exactly one VPC must have these tags. Can’t be combined with vpc_id.',
    { Name: 'app-dev' },
  ),
  subnet_ids: field(
    listOf(
      z.string().regex(/^subnet-[A-Za-z0-9-]+$/, withHint('must be the ID of a subnet, which begins with subnet-', (text) => idHint(text, 'subnet-', 'subnet_tags'))),
      { minimum: 1, maximum: networkLimits.subnets, items: 'subnets' },
    ).optional(),
    'Subnets of the tasks, 1 to 16. Exactly one of subnet_ids and subnet_tags is required.',
    ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
  ),
  subnet_tags: field(
    lookupTags,
    'Tags of the tasks’ subnets, which are looked up at plan. Exactly one of subnet_ids and subnet_tags is required.',
    { subnet_type: 'private' },
  ),
  security_group_ids: field(
    listOf(
      z.string().regex(/^sg-[A-Za-z0-9-]+$/, withHint('must be the ID of a security group, which begins with sg-', (text) => idHint(text, 'sg-', 'security_group_names'))),
      { minimum: 1, maximum: networkLimits.securityGroups, items: 'security groups' },
    ).optional(),
    'Security groups of the tasks, 1 to 5. Exactly one of security_group_ids, security_group_tags and security_group_names is required.',
    ['sg-0a1b2c3d'],
  ),
  security_group_tags: field(
    lookupTags,
    'Tags of the tasks’ security groups, which are looked up at plan. Can’t be combined with security_group_ids or security_group_names.',
    { Name: 'app-dev' },
  ),
  security_group_names: field(
    listOf(
      z
        .string()
        .min(1, 'must have at least 1 character')
        .max(255, 'must have at most 255 characters')
        .regex(noControlCharacters, controlCharacter),
      { minimum: 1, maximum: 200, items: 'names' },
    ).optional(),
    'Names of the tasks’ security groups, 1 to 200, which are looked up at plan. * matches any text, as in filters of EC2. Can’t be combined with security_group_ids or security_group_tags.',
    ['app-dev-app*'],
  ),
  schedule_group_name: field(
    name.max(nameLimits.scheduleGroup.maximumLength, `must have at most ${nameLimits.scheduleGroup.maximumLength} characters`).optional(),
    'Schedule group that exists already, and that gets the schedules of the jobs. Terraform does not create it. Set this field to keep existing schedules, because AWS can’t move a schedule to another group. default is the group that AWS creates. Default: Terraform creates a group with the name of the service.',
    'default',
  ),
  assign_public_ip: field(
    z.boolean().default(false),
    'Whether the tasks get public IP addresses. Set true for public subnets without a NAT gateway or endpoints; otherwise ECS can’t pull the image. Default: false. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
    true,
  ),
  task_role_arn: field(
    roleArn.optional(),
    'Task role. The code of the jobs has the permissions of this role. Default: the role of the task definition, which Terraform looks up at plan.',
    'arn:aws:iam::123456789012:role/app-dev-app',
  ),
  execution_role_arn: field(
    roleArn.optional(),
    'Execution role, with which ECS pulls the image and writes logs. Default: the role of the task definition, which Terraform looks up at plan.',
    'arn:aws:iam::123456789012:role/app-dev-task-executor',
  ),
});

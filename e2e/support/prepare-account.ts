import { literalText } from '../../lib/values/deferred-values';
import { defaultEventBus } from '../../lib/aws/events/event-buses';
import type { EnvConfig } from '../../lib/config/env-config';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { rulesOf, workersOf } from '../../lib/jobs/job';
import type { Aws } from './aws';

/** Resources that the jobs use and do not create. */
export interface Account extends PreparedNetwork {
  /** The ARN of the application's task role. */
  readonly taskRoleArn: string;
  /** The ARN of the application's execution role. */
  readonly executionRoleArn: string;
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/**
 * Creates what a user's account has before the first apply: a network, roles, a cluster, a service with its task
 * definition, buckets and event buses.
 */
export async function prepareAccount(
  aws: Aws,
  { config, jobs, managedBucket }: EnvironmentJobs,
): Promise<Account> {
  const network = await prepareNetwork(aws, config);
  const roles = await Promise.all(
    ['app', 'task-executor'].map((kind) => prepareRole(aws, `${config.service.name}-${kind}`)),
  );
  const [taskRoleArn = '', executionRoleArn = ''] = roles;
  await prepareService(aws, config, taskRoleArn, executionRoleArn);
  for (const { taskDefinition, protection } of workersOf(jobs)) {
    const { sourceFamily, usesOwnSource } = taskDefinition;
    if (usesOwnSource)
      await registerTaskDefinition(aws, literalText(sourceFamily), config, { taskRoleArn, executionRoleArn });
    // We attach a policy to this role, which must exist already.
    const arn = taskDefinition.taskRoleArn;
    if (protection !== undefined && typeof arn === 'string' && typeof protection.roleName === 'string')
      await prepareRole(
        aws,
        protection.roleName,
        `/${arn.split('/').slice(1, -1).join('/')}/`.replace('//', '/'),
      );
  }
  const buckets = new Set(
    rulesOf(jobs).flatMap(({ source }) => (source.kind === 'objects' ? [source.filter.bucketName] : [])),
  );
  for (const bucket of buckets) await prepareBucket(aws, bucket, bucket !== managedBucket);
  const topics = new Set(workersOf(jobs).flatMap((job) => job.subscriptions.map(({ topicArn }) => topicArn)));
  for (const topicArn of topics) await prepareTopic(aws, topicArn);
  const buses = new Set(rulesOf(jobs).map(({ eventBusName }) => eventBusName));
  for (const bus of buses)
    if (bus !== defaultEventBus) await aws.json('events', 'CreateEventBus', { Name: bus });
  return { ...network, taskRoleArn, executionRoleArn };
}

/** The resources of a VPC. */
export interface PreparedNetwork {
  /** The ID of the VPC. */
  readonly vpcId: string;
  /** IDs of its subnets. */
  readonly subnetIds: readonly string[];
  /** IDs of its security groups. */
  readonly securityGroupIds: readonly string[];
}

/** Creates a VPC, subnets and security groups with the IDs, tags and names in the configuration. */
async function prepareNetwork(aws: Aws, { service }: EnvConfig): Promise<PreparedNetwork> {
  const { vpc, subnets, securityGroups } = service;
  const vpcId = await createInEc2(aws, 'Vpc', 'vpcId', vpc?.by === 'id' ? vpc.id : undefined, {
    CidrBlock: '10.0.0.0/16',
  });
  if (vpc?.by === 'tags') await tagResource(aws, vpcId, vpc.tags);
  const subnetIds: string[] = [];
  for (const [index, id] of (subnets.by === 'ids' ? subnets.ids : [undefined, undefined]).entries())
    subnetIds.push(
      await createInEc2(aws, 'Subnet', 'subnetId', id, {
        VpcId: vpcId,
        CidrBlock: `10.0.${index + 1}.0/24`,
      }),
    );
  const [pattern = `${service.name}-app`] = securityGroups.by === 'names' ? securityGroups.names : [];
  const securityGroupIds: string[] = [];
  for (const [index, id] of (securityGroups.by === 'ids' ? securityGroups.ids : [undefined]).entries())
    securityGroupIds.push(
      await createInEc2(aws, 'SecurityGroup', 'groupId', id, {
        VpcId: vpcId,
        GroupName: `${pattern.replaceAll('*', 'x')}${index === 0 ? '' : index}`,
        GroupDescription: 'tasks',
      }),
    );
  if (subnets.by === 'tags') for (const id of subnetIds) await tagResource(aws, id, subnets.tags);
  if (securityGroups.by === 'tags')
    for (const id of securityGroupIds) await tagResource(aws, id, securityGroups.tags);
  return { vpcId, subnetIds, securityGroupIds };
}

/**
 * Creates a resource of EC2 in the emulator.
 *
 * @param element The element of the response with the ID.
 * @param id The ID; `undefined` for a random one.
 */
export async function createInEc2(
  aws: Aws,
  kind: 'Vpc' | 'Subnet' | 'SecurityGroup',
  element: string,
  id: string | undefined,
  input: Readonly<Record<string, string>>,
): Promise<string> {
  return aws.query('ec2', `Create${kind}`, { ...input, ...(id === undefined ? {} : { E2eId: id }) }, element);
}

/** Adds tags to a resource of EC2. */
export async function tagResource(
  aws: Aws,
  id: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const input: Record<string, string> = { 'ResourceId.1': id };
  Object.entries(tags).forEach(([key, value], index) => {
    input[`Tag.${index + 1}.Key`] = key;
    input[`Tag.${index + 1}.Value`] = value;
  });
  await aws.query('ec2', 'CreateTags', input);
}

async function prepareRole(aws: Aws, name: string, path = '/'): Promise<string> {
  const input = { RoleName: name, Path: path, AssumeRolePolicyDocument: trust };
  return aws.query('iam', 'CreateRole', input, 'Arn');
}

async function prepareService(aws: Aws, config: EnvConfig, taskRoleArn: string, executionRoleArn: string) {
  const { service } = config;
  await aws.json('ecs', 'CreateCluster', { clusterName: service.clusterName });
  await registerTaskDefinition(aws, literalText(service.taskDefinitionFamily), config, {
    taskRoleArn,
    executionRoleArn,
  });
  await aws.json('ecs', 'CreateService', {
    cluster: service.clusterName,
    serviceName: service.name,
    taskDefinition: service.taskDefinitionFamily,
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
  });
}

/** Registers a task definition, as the deployment of the application does. */
async function registerTaskDefinition(
  aws: Aws,
  family: string,
  { service }: EnvConfig,
  { taskRoleArn, executionRoleArn }: Pick<Account, 'taskRoleArn' | 'executionRoleArn'>,
): Promise<void> {
  await aws.json('ecs', 'RegisterTaskDefinition', {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    taskRoleArn,
    executionRoleArn,
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    volumes: [{ name: 'scratch' }],
    containerDefinitions: [applicationContainer(aws, service.containerName)],
  });
}

/** Returns a container with the settings that are common in applications. Jobs and workers inherit them. */
function applicationContainer(aws: Aws, name: string): unknown {
  return {
    name,
    image: `${aws.accountId}.dkr.ecr.${aws.region}.amazonaws.com/app@sha256:${'0'.repeat(64)}`,
    command: ['serve', '--port=8080'],
    essential: true,
    environment: [
      { name: 'DATABASE_HOST', value: 'db.internal' },
      { name: 'QUOTED', value: 'it\'s "${x}" \\ <b> %{y} é' },
    ],
    secrets: [
      {
        name: 'DATABASE_PASSWORD',
        valueFrom: `arn:aws:secretsmanager:${aws.region}:${aws.accountId}:secret:app-db-AbCdEf:password::`,
      },
    ],
    portMappings: [{ name: 'http', containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
    mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch', readOnly: false }],
    healthCheck: {
      command: ['CMD-SHELL', 'curl --fail http://localhost:8080/health'],
      interval: 30,
      timeout: 5,
      retries: 3,
    },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `/ecs/${name}`,
        'awslogs-region': aws.region,
        'awslogs-stream-prefix': 'app',
      },
    },
    ulimits: [{ name: 'nofile', softLimit: 65_536, hardLimit: 65_536 }],
    linuxParameters: { initProcessEnabled: true },
  };
}

/** Creates a topic. A FIFO topic needs the attribute of its type. */
async function prepareTopic(aws: Aws, topicArn: string): Promise<void> {
  const name = topicArn.split(':').at(-1) ?? '';
  await aws.query('sns', 'CreateTopic', {
    Name: name,
    ...(name.endsWith('.fifo')
      ? { 'Attributes.entry.1.key': 'FifoTopic', 'Attributes.entry.1.value': 'true' }
      : {}),
  });
}

/** Creates a bucket. It sends its events to EventBridge, unless the applied stack configures that. */
async function prepareBucket(aws: Aws, bucket: string, sendsEvents: boolean): Promise<void> {
  const constraint = `<CreateBucketConfiguration><LocationConstraint>${aws.region}</LocationConstraint></CreateBucketConfiguration>`;
  await aws.s3('PUT', bucket, '', '', aws.region === 'us-east-1' ? '' : constraint);
  if (!sendsEvents) return;
  const notification = '<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>';
  await aws.s3('PUT', bucket, '', '?notification', notification);
}

import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';

/**
 * Lists the names of an account's resources, for the types that a stack or `prepareAccount` creates, with the
 * notifications of the buckets.
 */
export async function inventory(aws: Aws): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (list: unknown, field: string): readonly string[] =>
    asList(list ?? [])
      .map((item) => String(at(item, field)))
      .sort();
  const elements = async (
    service: 'iam' | 'monitoring' | 'sns',
    action: string,
    element: string,
  ): Promise<readonly string[]> => {
    const response = await aws.query(service, action, action === 'ListPolicies' ? { Scope: 'Local' } : {});
    return [...response.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
      .map((match) => match[1] ?? '')
      .sort();
  };
  const machines = await aws.json('states', 'ListStateMachines', {});
  const rules = await aws.json('events', 'ListRules', {});
  const logGroups = await aws.json('logs', 'DescribeLogGroups', {});
  const clusters = await aws.json('ecs', 'ListClusters', {});
  const services = await Promise.all(
    asList(clusters['clusterArns'] ?? []).map(async (cluster) =>
      asList((await aws.json('ecs', 'ListServices', { cluster }))['serviceArns']).map(String),
    ),
  );
  const definitions = await aws.json('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' });
  const scaling = (operation: string): Promise<Readonly<Record<string, unknown>>> =>
    aws.json('application-autoscaling', operation, { ServiceNamespace: 'ecs' });
  const targets = await scaling('DescribeScalableTargets');
  const policies = await scaling('DescribeScalingPolicies');
  const actions = await scaling('DescribeScheduledActions');
  const buses = await aws.json('events', 'ListEventBuses', {});
  const queues = await aws.json('sqs', 'ListQueues', {});
  const tables = await aws.json('dynamodb', 'ListTables', {});
  const buckets = [...(await aws.s3('GET', '')).matchAll(/<Name>([^<]*)<\/Name>/g)].map(
    (match) => match[1] ?? '',
  );
  return {
    stateMachines: names(machines['stateMachines'], 'name'),
    eventBuses: names(buses['EventBuses'], 'Name'),
    queues: asList(queues['QueueUrls'] ?? []).map(String),
    tables: asList(tables['TableNames'] ?? []).map(String),
    rules: names(rules['Rules'], 'Name'),
    logGroups: names(logGroups['logGroups'], 'logGroupName'),
    schedules: names(asRecord(JSON.parse(await aws.rest('scheduler', '/schedules')))['Schedules'], 'Name'),
    scheduleGroups: names(
      asRecord(JSON.parse(await aws.rest('scheduler', '/schedule-groups')))['ScheduleGroups'],
      'Name',
    ),
    roles: await elements('iam', 'ListRoles', 'RoleName'),
    policies: await elements('iam', 'ListPolicies', 'PolicyName'),
    alarms: await elements('monitoring', 'DescribeAlarms', 'AlarmName'),
    dashboards: await elements('monitoring', 'ListDashboards', 'DashboardName'),
    topicSubscriptions: await elements('sns', 'ListSubscriptions', 'Endpoint'),
    clusters: asList(clusters['clusterArns'] ?? []).map(String),
    services: services.flat().sort(),
    taskDefinitions: asList(definitions['taskDefinitionArns'] ?? []).map(String),
    scalableTargets: names(targets['ScalableTargets'], 'ResourceId'),
    scalingPolicies: names(policies['ScalingPolicies'], 'PolicyName'),
    scheduledActions: names(actions['ScheduledActions'], 'ScheduledActionName'),
    buckets,
    // A bucket has one notification configuration. The endpoint of another region has the configurations of the buckets
    // there.
    bucketNotifications: await Promise.all(
      buckets.map((bucket) =>
        notificationOf(aws, bucket).catch((error: unknown) => {
          if (String(error).includes('returned 301')) return 'in another region';
          throw error;
        }),
      ),
    ),
  };
}

/** Returns a bucket's notification configuration without the XML declaration, which only a default one has. */
async function notificationOf(aws: Aws, bucket: string): Promise<string> {
  return (await aws.s3('GET', bucket, '', '?notification')).replace(/^<\?xml[^>]*>\s*/, '');
}

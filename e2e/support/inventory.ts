import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';

/** The names of everything in an account of the kinds that we make, and of what it had before us, with its switches. */
export async function inventory(aws: Aws): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (list: unknown, field: string): readonly string[] =>
    asList(list ?? [])
      .map((item) => String(at(item, field)))
      .sort();
  const elements = async (action: string, element: string): Promise<readonly string[]> => {
    const answer = await aws.query('iam', action, action === 'ListPolicies' ? { Scope: 'Local' } : {});
    return [...answer.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
      .map((match) => match[1] ?? '')
      .sort();
  };
  const machines = await aws.json('states', 'ListStateMachines', {});
  const rules = await aws.json('events', 'ListRules', {});
  const logGroups = await aws.json('logs', 'DescribeLogGroups', {});
  const clusters = await aws.json('ecs', 'ListClusters', {});
  const families = await aws.json('ecs', 'ListTaskDefinitionFamilies', {});
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
    roles: await elements('ListRoles', 'RoleName'),
    policies: await elements('ListPolicies', 'PolicyName'),
    clusters: asList(clusters['clusterArns'] ?? []).map(String),
    taskDefinitionFamilies: asList(families['families'] ?? []).map(String),
    buckets,
    // One for each bucket, and whoever writes it writes all of it. Buckets of other regions are asked there.
    bucketNotifications: await Promise.all(
      buckets.map((bucket) =>
        notificationOf(aws, bucket).catch((error: unknown) => {
          if (String(error).includes('answered 301')) return 'in another region';
          throw error;
        }),
      ),
    ),
  };
}

/** Without the first line, which only what was never written has. */
async function notificationOf(aws: Aws, bucket: string): Promise<string> {
  return (await aws.s3('GET', bucket, '', '?notification')).replace(/^<\?xml[^>]*>\s*/, '');
}

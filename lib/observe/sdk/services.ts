/** Reads the account, queues, schedules and alarms. */
import { AwsReadError, type AwsReader } from '../aws-reader';
import type { Sdk } from './load-sdk';
import { groupsOf } from './pages';
import { callerOf, type OnCall } from './read-call';
import type { ClientSettings } from './settings';

/** The maximum number of names in a request for alarms. */
const maximumAlarmsPerRequest = 100;

/** Returns the functions that read the account, queues, schedules and alarms. */
export function readServices(
  { cloudwatch, scheduler, sqs, sts }: Pick<Sdk, 'cloudwatch' | 'scheduler' | 'sqs' | 'sts'>,
  settings: ClientSettings,
  onCall: OnCall,
): Pick<AwsReader, 'accountId' | 'messages' | 'schedule' | 'activeAlarms'> {
  const call = callerOf(onCall);
  return {
    accountId: readAccountId(sts, settings, call),
    messages: readMessages(sqs, settings, call),
    schedule: readSchedule(scheduler, settings, call),
    activeAlarms: readActiveAlarms(cloudwatch, settings, call),
  };
}

type Call = ReturnType<typeof callerOf>;

function readAccountId(sts: Sdk['sts'], settings: ClientSettings, call: Call): AwsReader['accountId'] {
  const identity = new sts.STSClient(settings);
  return async () => {
    const found = await call({ action: 'sts:GetCallerIdentity', resource: '*' }, () =>
      identity.send(new sts.GetCallerIdentityCommand({})),
    );
    if (found?.Account === undefined) throw new AwsReadError('sts:GetCallerIdentity returned no account');
    return found.Account;
  };
}

function readMessages(sqs: Sdk['sqs'], settings: ClientSettings, call: Call): AwsReader['messages'] {
  // A custom endpoint must also apply to queues, whose URLs name the public endpoint.
  const queues = new sqs.SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  return async ({ arn, url }) => {
    const found = await call(
      { action: 'sqs:GetQueueAttributes', resource: arn },
      () =>
        queues.send(
          new sqs.GetQueueAttributesCommand({
            QueueUrl: url,
            AttributeNames: [
              'ApproximateNumberOfMessages',
              'ApproximateNumberOfMessagesNotVisible',
              'ApproximateNumberOfMessagesDelayed',
            ],
          }),
        ),
      ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
    );
    if (found === undefined) return undefined;
    const {
      ApproximateNumberOfMessages: visible = '0',
      ApproximateNumberOfMessagesNotVisible: inFlight = '0',
      ApproximateNumberOfMessagesDelayed: delayed = '0',
    } = found.Attributes ?? {};
    return { visible: Number(visible), inFlight: Number(inFlight), delayed: Number(delayed) };
  };
}

function readSchedule(
  scheduler: Sdk['scheduler'],
  settings: ClientSettings,
  call: Call,
): AwsReader['schedule'] {
  const schedules = new scheduler.SchedulerClient(settings);
  return async (groupName, name) => {
    const found = await call(
      { action: 'scheduler:GetSchedule', resource: `schedule/${groupName}/${name}` },
      () => schedules.send(new scheduler.GetScheduleCommand({ GroupName: groupName, Name: name })),
      ['ResourceNotFoundException'],
    );
    if (found === undefined) return undefined;
    return {
      expression: found.ScheduleExpression ?? '',
      isEnabled: found.State !== 'DISABLED',
      changed: found.LastModificationDate ?? found.CreationDate,
    };
  };
}

function readActiveAlarms(
  cloudwatch: Sdk['cloudwatch'],
  settings: ClientSettings,
  call: Call,
): AwsReader['activeAlarms'] {
  const alarms = new cloudwatch.CloudWatchClient(settings);
  return async (names) => {
    const pages = await Promise.all(
      groupsOf(names, maximumAlarmsPerRequest).map(async (group) =>
        call({ action: 'cloudwatch:DescribeAlarms', resource: 'alarm:*' }, () =>
          alarms.send(
            new cloudwatch.DescribeAlarmsCommand({
              AlarmNames: [...group],
              StateValue: 'ALARM',
              MaxRecords: maximumAlarmsPerRequest,
            }),
          ),
        ),
      ),
    );
    return pages
      .flatMap((page) => page?.MetricAlarms ?? [])
      .filter(({ StateValue }) => StateValue === 'ALARM')
      .map(
        ({ AlarmName = '', AlarmDescription = '', StateTransitionedTimestamp, StateUpdatedTimestamp }) => ({
          name: AlarmName,
          since: StateTransitionedTimestamp ?? StateUpdatedTimestamp,
          description: AlarmDescription,
        }),
      );
  };
}

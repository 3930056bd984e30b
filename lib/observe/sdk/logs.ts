/** Reads logs of CloudWatch Logs. */
import type { AwsReader } from '../aws-reader';
import type { Sdk } from './load-sdk';
import { callerOf, type OnCall } from './read-call';
import type { ClientSettings } from './settings';

/** The maximum number of lines of a log that are read. */
const maximumLogLines = 200;

/** Returns the function that reads log lines. */
export function readLogs(
  { logs }: Pick<Sdk, 'logs'>,
  settings: ClientSettings,
  onCall: OnCall,
): Pick<AwsReader, 'logLines'> {
  const client = new logs.CloudWatchLogsClient(settings);
  const callAws = callerOf(onCall);
  return {
    logLines: async (logGroupName, logStreamName) => {
      const call = {
        action: 'logs:GetLogEvents',
        resource: `log-group:${logGroupName}:log-stream:${logStreamName}`,
      };
      const request = { logGroupName, logStreamName, limit: maximumLogLines, startFromHead: false };
      const found = await callAws(call, () => client.send(new logs.GetLogEventsCommand(request)), [
        'ResourceNotFoundException',
      ]);
      if (found === undefined) return undefined;
      const items = (found.events ?? []).map(({ timestamp = 0, message = '' }) => ({
        time: new Date(timestamp),
        text: message,
      }));
      return { items, isComplete: items.length < maximumLogLines };
    },
  };
}

/**
 * The definition of the watch machine. Each of its executions makes one check, and publishes a message to an SNS topic if
 * a run of a job is missing or slow:
 *
 * - `due`: a schedule starts the check at each scheduled time of a job. A run must start soon after it.
 * - `next`: a rule starts the check at the start of each run of a job with a rate. Another run must start after the
 *   interval of the rate.
 * - `slow`: a rule starts the check at the start of each run. The run must end in the expected time.
 */
import { integrationArn, type Location } from '../../../aws/arns';
import type { Catcher, State, StateMachineDefinition } from '../../../aws/state-machines/definition';
import { transientRetrier } from '../../run/definition/lock-states';
import { statesByName } from '../../run/definition/fragments';

const done = 'Done';
const publish = 'Publish';
const publishFailedCheck = 'PublishFailedCheck';
const isNext = { Variable: '$.execution', IsPresent: true } as const;
const hasRun = { Variable: '$.runs.executions[0]', IsPresent: true } as const;

/** Builds the definition of the watch machine. */
export function watchDefinition(location: Location): StateMachineDefinition {
  return {
    Comment: 'Publishes a message if a run of a job did not start, or if a run takes too long.',
    StartAt: 'ChooseCheck',
    States: statesByName([
      [
        'ChooseCheck',
        {
          Type: 'Choice',
          Choices: [
            { Variable: '$.check', StringEquals: 'slow', Next: 'WaitForEnd' },
            { Variable: '$.check', StringEquals: 'next', Next: 'WaitForInterval' },
            {
              And: [
                { Variable: '$.not_before', IsPresent: true },
                { Variable: '$.not_before', TimestampGreaterThanPath: '$.scheduled_time' },
              ],
              Next: done,
            },
          ],
          Default: 'WaitForRun',
        },
      ],
      ['WaitForInterval', { Type: 'Wait', SecondsPath: '$.interval_seconds', Next: 'CheckEndDate' }],
      [
        'CheckEndDate',
        {
          Type: 'Choice',
          Choices: [
            {
              And: [
                { Variable: '$.not_after', IsPresent: true },
                { Variable: '$.not_after', TimestampLessThanPath: '$$.State.EnteredTime' },
              ],
              Next: done,
            },
          ],
          Default: 'WaitForRun',
        },
      ],
      ['WaitForRun', { Type: 'Wait', SecondsPath: '$.after_seconds', Next: 'ListRuns' }],
      ['ListRuns', listRunsState(location)],
      ['CheckRuns', checkRunsState],
      ['WaitForEnd', { Type: 'Wait', SecondsPath: '$.expected_seconds', Next: 'DescribeRun' }],
      ['DescribeRun', describeRunState(location)],
      [
        'CheckStatus',
        {
          Type: 'Choice',
          Choices: [{ Variable: '$.run.status', StringEquals: 'RUNNING', Next: publish }],
          Default: done,
        },
      ],
      [publish, publishState(location, { 'Subject.$': '$.subject', 'Message.$': '$.message' })],
      [
        publishFailedCheck,
        publishState(location, {
          Subject: 'A check of a background job failed',
          'Message.$':
            "States.Format('The check of the job {} failed with the error {}, so a missed or slow run may not be reported. The log of the state machine {} has the cause. Runbook: docs/alarms.md#failed-check', $.job, $.error.Error, $$.StateMachine.Name)",
        }),
      ],
      [done, { Type: 'Pass', End: true }],
    ]),
  };
}

/**
 * Finds the newest run. A check of the next run has the ARN of the run before. A check of a scheduled time has that time.
 */
const checkRunsState: State = {
  Type: 'Choice',
  Choices: [
    {
      And: [
        isNext,
        hasRun,
        { Variable: '$.runs.executions[0].ExecutionArn', StringEqualsPath: '$.execution' },
      ],
      Next: publish,
    },
    { And: [isNext, hasRun], Next: done },
    {
      And: [
        hasRun,
        { Variable: '$.runs.executions[0].StartDate', TimestampGreaterThanEqualsPath: '$.scheduled_time' },
      ],
      Next: done,
    },
  ],
  Default: publish,
};

/**
 * Lists the newest run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
function listRunsState(location: Location): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'aws-sdk:sfn:listExecutions'),
    Parameters: { 'StateMachineArn.$': '$.state_machine', MaxResults: 1 },
    ResultSelector: { 'executions.$': '$.Executions' },
    ResultPath: '$.runs',
    Retry: [transientRetrier('Sfn')],
    // A job that was deleted during the wait has no missed run.
    Catch: catchers('Sfn.StateMachineDoesNotExistException'),
    Next: 'CheckRuns',
  };
}

function describeRunState(location: Location): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'aws-sdk:sfn:describeExecution'),
    Parameters: { 'ExecutionArn.$': '$.execution' },
    ResultSelector: { 'status.$': '$.Status' },
    ResultPath: '$.run',
    Retry: [transientRetrier('Sfn')],
    Catch: catchers('Sfn.ExecutionDoesNotExistException'),
    Next: 'CheckStatus',
  };
}

function catchers(missing: string): readonly Catcher[] {
  return [
    { ErrorEquals: [missing], ResultPath: '$.error', Next: done },
    { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: publishFailedCheck },
  ];
}

/**
 * Publishes a text.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
function publishState(location: Location, texts: Readonly<Record<string, string>>): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'sns:publish'),
    Parameters: { 'TopicArn.$': '$.topic_arn', ...texts },
    Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 5, MaxAttempts: 6, BackoffRate: 2 }],
    End: true,
  };
}

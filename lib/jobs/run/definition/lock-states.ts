/**
 * The states that allow one run of a job at a time. The lock table has the ARN of the holder: the active run of the
 * job, or the last one. Each new run asks Step Functions whether the holder is still active. So a holder that has ended
 * blocks no other run, and a lock needs no expiry time. If two runs find the same inactive holder, both try to replace it,
 * on the condition that the holder has not changed. Only one of them succeeds.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
import { integrationArn, type Location } from '../../../aws/arns';
import type { Json } from '../../../values/deferred-values';
import type { Catcher, Retrier, State } from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/limits';
import type { Overlap } from '../run-plan';
import { waitState, type Fragment, type NamedState } from './fragments';

/** The lock of a job. */
export interface LockContext {
  /** The partition, the region and the account of the AWS services that the states call. */
  readonly location: Location;
  /** The name of the lock table. */
  readonly tableName: string;
  /** The key of the job in the table. */
  readonly jobName: string;
  /** The rule for a new run while another run of the job is active. */
  readonly overlap: Exclude<Overlap, 'allow'>;
  /** The number of skipped runs in a row of which the last one fails; `undefined` if skipped runs are not counted. */
  readonly failsAfterSkips: number | undefined;
  /** The state that follows after the run has acquired the lock. */
  readonly next: string;
}

/** The key attribute of the lock table. */
export const lockTableKey = 'job';
const holder = '$.lock.Item.holder.S';
const thisExecution = '$$.Execution.Id';
const waitForStopped = waitState('WaitForPreviousTaskStop');
const missingExecution = 'Sfn.ExecutionDoesNotExistException';
const isHeld = { Variable: holder, IsPresent: true } as const;

/** Builds the states that acquire the lock. */
export function lockStates(context: LockContext): Fragment {
  return {
    start: 'AcquireLock',
    states: [
      [
        'AcquireLock',
        putLockState(context, { ConditionExpression: 'attribute_not_exists(#job)' }, context.next),
      ],
      ['GetLock', getLockState(context)],
      [
        'CheckLockHolder',
        {
          Type: 'Choice',
          Choices: [
            // If the response to this run's first request was lost, the retry finds this run as the holder.
            { And: [isHeld, { Variable: holder, StringEqualsPath: thisExecution }], Next: context.next },
            { ...isHeld, Next: 'DescribeLockHolder' },
          ],
          Default: 'AcquireLock',
        },
      ],
      ['DescribeLockHolder', describeHolderState(context)],
      ...(context.overlap === 'skip' ? skipStates(context) : replaceStates(context)),
    ],
  };
}

/**
 * Builds the states that replace a lock holder whose execution was stopped. A Wait state follows, because the holder's
 * task may still be stopping.
 */
function replaceStoppedStates(context: LockContext): readonly NamedState[] {
  return [
    ['ReplaceStoppedLockHolder', replaceHolderState(context, waitForStopped)],
    [waitForStopped, { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: context.next }],
  ];
}

function skipStates(context: LockContext): readonly NamedState[] {
  const { failsAfterSkips } = context;
  return [
    [
      'CheckLockHolderStatus',
      checkStatusState(failsAfterSkips === undefined ? 'Skipped' : 'CountSkippedRun'),
    ],
    ['ReplaceLockHolder', replaceHolderState(context, context.next)],
    ...replaceStoppedStates(context),
    ...(failsAfterSkips === undefined ? [] : countStates(context, failsAfterSkips)),
    ['Skipped', endState('skipped', 'the previous run is still active')],
  ];
}

/**
 * Builds the states that count the skipped runs, and that fail the last run of several in a row. The item of the lock has
 * the ARNs of the skipped runs. The next holder replaces the item, so the count starts again. A set does not count a run
 * twice if a request is repeated. At the limit, the condition is false, so that only one run fails, and the set does not
 * grow. An error while counting does not fail a run.
 */
function countStates({ location, tableName, jobName }: LockContext, limit: number): readonly NamedState[] {
  return [
    [
      'CountSkippedRun',
      {
        Type: 'Task',
        Resource: integrationArn(location, 'dynamodb:updateItem'),
        Parameters: {
          TableName: tableName,
          Key: { [lockTableKey]: { S: jobName } },
          UpdateExpression: 'ADD #skipped :runs',
          ConditionExpression:
            '#holder = :holder AND (attribute_not_exists(#skipped) OR size(#skipped) < :limit OR contains(#skipped, :run))',
          ExpressionAttributeNames: { '#holder': 'holder', '#skipped': 'skipped' },
          ExpressionAttributeValues: {
            ':holder': { 'S.$': holder },
            ':run': { 'S.$': thisExecution },
            ':runs': { 'SS.$': `States.Array(${thisExecution})` },
            ':limit': { N: String(limit) },
          },
          ReturnValues: 'UPDATED_NEW',
        },
        ResultSelector: { 'runs.$': '$.Attributes.skipped.SS' },
        ResultPath: '$.skipped',
        Retry: [transientRetrier('DynamoDB')],
        Catch: [catchError('States.TaskFailed', 'Skipped')],
        Next: 'CheckSkippedRuns',
      },
    ],
    [
      'CheckSkippedRuns',
      {
        Type: 'Choice',
        Choices: [{ Variable: `$.skipped.runs[${limit - 1}]`, IsPresent: true, Next: 'FormatSkippedRuns' }],
        Default: 'Skipped',
      },
    ],
    [
      'FormatSkippedRuns',
      {
        Type: 'Pass',
        Parameters: {
          error: 'SkippedRuns',
          'cause.$': `States.Format('${limit} runs in a row were skipped, because this run is still active: {}', ${holder})`,
        },
        ResultPath: '$.failure',
        Next: 'SkippedTooOften',
      },
    ],
    ['SkippedTooOften', { Type: 'Fail', ErrorPath: '$.failure.error', CausePath: '$.failure.cause' }],
  ];
}

/**
 * Builds the states that stop the older of two runs. If the holder is newer, this run ends itself. Otherwise this run
 * stops the holder, and acquires the lock before the holder's task has stopped, so that a third run finds the new
 * holder.
 */
function replaceStates(context: LockContext): readonly NamedState[] {
  return [
    ['CheckLockHolderStatus', checkStatusState('CompareStartTimes')],
    ['ReplaceLockHolder', replaceHolderState(context, context.next)],
    [
      'CompareStartTimes',
      {
        Type: 'Choice',
        Choices: [
          {
            Variable: '$.holder.started',
            TimestampGreaterThanPath: '$$.Execution.StartTime',
            Next: 'Superseded',
          },
        ],
        Default: 'StopLockHolder',
      },
    ],
    [
      'StopLockHolder',
      {
        Type: 'Task',
        Resource: integrationArn(context.location, 'aws-sdk:sfn:stopExecution'),
        Parameters: {
          'ExecutionArn.$': holder,
          Error: 'Replaced',
          'Cause.$': `States.Format('a newer run replaced this run: {}', ${thisExecution})`,
        },
        ResultPath: null,
        Retry: [transientRetrier('Sfn'), missingExecutionRetrier],
        Catch: [catchMissingExecution('ReplaceStoppedLockHolder')],
        Next: 'ReplaceStoppedLockHolder',
      },
    ],
    ...replaceStoppedStates(context),
    ['Superseded', endState('superseded', 'a newer run of the job has replaced this run')],
  ];
}

type Condition = { readonly ConditionExpression: string; readonly ExpressionAttributeValues?: Json };

/**
 * Builds a state that writes this run into the lock table as the holder. If the condition is false, another run has
 * acquired the lock first.
 */
function putLockState(context: LockContext, condition: Condition, next: string): State {
  const names = new Set(condition.ConditionExpression.match(/#\w+/g));
  return {
    Type: 'Task',
    Resource: integrationArn(context.location, 'dynamodb:putItem'),
    Parameters: {
      TableName: context.tableName,
      Item: { [lockTableKey]: { S: context.jobName }, holder: { 'S.$': thisExecution } },
      ...condition,
      ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [name, name.slice(1)])),
    },
    ResultPath: null,
    Retry: [transientRetrier('DynamoDB')],
    Catch: [catchError('DynamoDB.ConditionalCheckFailedException', 'GetLock')],
    Next: next,
  };
}

/**
 * Builds a state that replaces an inactive holder. If another run has already replaced the holder, this run reads the
 * lock again.
 */
function replaceHolderState(context: LockContext, next: string): State {
  const condition = {
    // If the response to this run's first request was lost, this run is already the holder.
    ConditionExpression: '#holder = :holder OR #holder = :self',
    ExpressionAttributeValues: { ':holder': { 'S.$': holder }, ':self': { 'S.$': thisExecution } },
  };
  return putLockState(context, condition, next);
}

function getLockState({ location, tableName, jobName }: LockContext): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'dynamodb:getItem'),
    Parameters: { TableName: tableName, Key: { [lockTableKey]: { S: jobName } }, ConsistentRead: true },
    ResultPath: '$.lock',
    Retry: [transientRetrier('DynamoDB')],
    Next: 'CheckLockHolder',
  };
}

function describeHolderState({ location }: LockContext): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'aws-sdk:sfn:describeExecution'),
    Parameters: { 'ExecutionArn.$': holder },
    ResultSelector: { 'status.$': '$.Status', 'started.$': '$.StartDate' },
    ResultPath: '$.holder',
    Retry: [transientRetrier('Sfn'), missingExecutionRetrier],
    Catch: [catchMissingExecution('ReplaceLockHolder')],
    Next: 'CheckLockHolderStatus',
  };
}

function checkStatusState(next: string): State {
  const among = (...statuses: readonly string[]) => ({
    Or: statuses.map((status) => ({ Variable: '$.holder.status', StringEquals: status })),
  });
  return {
    Type: 'Choice',
    Choices: [
      { ...among('RUNNING', 'PENDING_REDRIVE'), Next: next },
      { ...among('ABORTED', 'TIMED_OUT'), Next: 'ReplaceStoppedLockHolder' },
    ],
    Default: 'ReplaceLockHolder',
  };
}

/**
 * Builds a state that ends the run without a task. The execution succeeds, and its output has the outcome and the
 * reason.
 */
function endState(outcome: string, because: string): State {
  return {
    Type: 'Pass',
    Parameters: { outcome, because, 'running.$': holder },
    End: true,
  };
}

function catchError(error: string, next: string): Catcher {
  return { ErrorEquals: [error], ResultPath: '$.caught', Next: next };
}

/**
 * Catches the error for a missing execution. Step Functions deletes an execution with its state machine, or 90 days
 * after its end.
 */
function catchMissingExecution(next: string): Catcher {
  return catchError(missingExecution, next);
}

/**
 * Looks for a missing execution again, for 75 seconds in total. DescribeExecution is eventually consistent, so it may
 * not find an execution that started a moment ago. If a run replaced such a holder, two tasks would run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
const missingExecutionRetrier: Retrier = {
  ErrorEquals: [missingExecution],
  IntervalSeconds: 5,
  MaxAttempts: 4,
  BackoffRate: 2,
};

/** Returns a retrier of transient errors only: a false condition must not be retried. */
export function transientRetrier(service: 'DynamoDB' | 'Sfn'): Retrier {
  const errors = {
    // An error that the service's model does not name gets the general exception of the service.
    DynamoDB: [
      'AmazonDynamoDBException',
      'InternalServerErrorException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceededException',
      'ThrottlingException',
      'SdkClientException',
    ],
    Sfn: ['KmsThrottlingException', 'SdkClientException', 'SfnException', 'ThrottlingException'],
  }[service];
  return {
    ErrorEquals: errors.map((error) => `${service}.${error}`),
    IntervalSeconds: 1,
    MaxAttempts: 6,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  };
}

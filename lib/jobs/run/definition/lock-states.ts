/**
 * One run of a job at a time. A table has the ARN of the run that goes on, or went on last: whether it still does is asked
 * of Step Functions, so that no run can leave a lock behind, and no clock is needed. Two runs that see the same holder put
 * themselves in its place on the condition that it still is the holder: one of them wins.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
import { integrationArn, type Location } from '../../../aws/arns';
import type { Json } from '../../../values/deferred-values';
import type { Catcher, Retrier, State } from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/tasks';
import type { Overlap } from '../run-plan';
import { waitState, type Fragment, type NamedState } from './fragments';

export interface LockContext {
  readonly location: Location;
  readonly tableName: string;
  /** The key of the job in the table. */
  readonly jobName: string;
  readonly overlap: Exclude<Overlap, 'allow'>;
  readonly next: string;
}

/** What the table is asked by, and what it says. */
export const lockTableKey = 'job';
const holder = '$.lock.Item.holder.S';
const self = '$$.Execution.Id';
const waitForStopped = waitState('WaitForPreviousTaskStop');
const isThere = { Variable: holder, IsPresent: true } as const;

export function lockStates(place: LockContext): Fragment {
  return {
    start: 'AcquireLock',
    states: [
      ['AcquireLock', putLock(place, { ConditionExpression: 'attribute_not_exists(#job)' }, place.next)],
      ['GetLock', lookAtLock(place)],
      [
        'CheckLockHolder',
        {
          Type: 'Choice',
          Choices: [
            // An answer that got lost: the second try finds what the first one wrote.
            { And: [isThere, { Variable: holder, StringEqualsPath: self }], Next: place.next },
            { ...isThere, Next: 'DescribeLockHolder' },
          ],
          Default: 'AcquireLock',
        },
      ],
      ['DescribeLockHolder', lookAtHolder(place)],
      ...(place.overlap === 'skip' ? skipStates(place) : replaceStates(place)),
    ],
  };
}

/** A run that was ended from outside may have left a task that is still stopping. */
function afterStopped(place: LockContext): readonly NamedState[] {
  return [
    ['ReplaceStoppedLockHolder', replaceHolder(place, waitForStopped)],
    [waitForStopped, { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: place.next }],
  ];
}

function skipStates(place: LockContext): readonly NamedState[] {
  return [
    ['CheckLockHolderStatus', isRunning('Skipped')],
    ['ReplaceLockHolder', replaceHolder(place, place.next)],
    ...afterStopped(place),
    ['Skipped', ended('skipped', 'the run before is still running')],
  ];
}

/**
 * The older of two runs is stopped, never the newer: one that was slow to get here ends itself. The lock is taken before
 * the old task has ended, so that a third run finds its new holder.
 */
function replaceStates(place: LockContext): readonly NamedState[] {
  return [
    ['CheckLockHolderStatus', isRunning('CompareStartTimes')],
    ['ReplaceLockHolder', replaceHolder(place, place.next)],
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
        Resource: integrationArn(place.location, 'aws-sdk:sfn:stopExecution'),
        Parameters: {
          'ExecutionArn.$': holder,
          Error: 'Replaced',
          'Cause.$': `States.Format('a newer run replaced it: {}', ${self})`,
        },
        ResultPath: null,
        Retry: [throttled('Sfn')],
        Catch: [gone('ReplaceStoppedLockHolder')],
        Next: 'ReplaceStoppedLockHolder',
      },
    ],
    ...afterStopped(place),
    ['Superseded', ended('superseded', 'a newer run has replaced it')],
  ];
}

type Condition = { readonly ConditionExpression: string; readonly ExpressionAttributeValues?: Json };

/** Writes this run down as the holder, on a condition; where that does not hold, another run was there before. */
function putLock(place: LockContext, condition: Condition, next: string): State {
  const names = new Set(condition.ConditionExpression.match(/#\w+/g));
  return {
    Type: 'Task',
    Resource: integrationArn(place.location, 'dynamodb:putItem'),
    Parameters: {
      TableName: place.tableName,
      Item: { [lockTableKey]: { S: place.jobName }, holder: { 'S.$': self } },
      ...condition,
      ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [name, name.slice(1)])),
    },
    ResultPath: null,
    Retry: [throttled('DynamoDB')],
    Catch: [caught('DynamoDB.ConditionalCheckFailedException', 'GetLock')],
    Next: next,
  };
}

/** Of two runs that both see an ended one, the second finds the first in its place, and looks again. */
function replaceHolder(place: LockContext, next: string): State {
  const condition = {
    // Its own ARN stands there when the answer to a first try was lost.
    ConditionExpression: '#holder = :holder OR #holder = :self',
    ExpressionAttributeValues: { ':holder': { 'S.$': holder }, ':self': { 'S.$': self } },
  };
  return putLock(place, condition, next);
}

function lookAtLock({ location, tableName, jobName }: LockContext): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'dynamodb:getItem'),
    Parameters: { TableName: tableName, Key: { [lockTableKey]: { S: jobName } }, ConsistentRead: true },
    ResultPath: '$.lock',
    Retry: [throttled('DynamoDB')],
    Next: 'CheckLockHolder',
  };
}

function lookAtHolder({ location }: LockContext): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'aws-sdk:sfn:describeExecution'),
    Parameters: { 'ExecutionArn.$': holder },
    ResultSelector: { 'status.$': '$.Status', 'started.$': '$.StartDate' },
    ResultPath: '$.holder',
    Retry: [throttled('Sfn')],
    Catch: [gone('ReplaceLockHolder')],
    Next: 'CheckLockHolderStatus',
  };
}

function isRunning(next: string): State {
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

/** A run that does nothing has succeeded, as far as Step Functions counts; its output says otherwise. */
function ended(outcome: string, because: string): State {
  return {
    Type: 'Pass',
    Parameters: { outcome, because, 'running.$': holder },
    End: true,
  };
}

function caught(error: string, next: string): Catcher {
  return { ErrorEquals: [error], ResultPath: '$.caught', Next: next };
}

/** A run that nobody knows any more: its machine was deleted, or it ended three months ago. */
function gone(next: string): Catcher {
  return caught('Sfn.ExecutionDoesNotExistException', next);
}

/** Errors of a moment; without these a condition that does not hold would be tried again as well. */
function throttled(service: 'DynamoDB' | 'Sfn'): Retrier {
  const errors = {
    DynamoDB: [
      'InternalServerErrorException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceededException',
      'ThrottlingException',
      'SdkClientException',
    ],
    // What a service's model has no name for arrives as its general exception.
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

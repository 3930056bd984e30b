/** Aspects that each show one argument of one resource. */
import type { PartOfJob } from '../../../../review/jobs/group-changes';
import type { ValuePath } from '../../../../review/jobs/cursor';
import type { PlanValue } from '../../../../review/planned-environment';
import type { Words } from '../../words';
import { aspect, type Aspect } from './aspect';
import { durationWords, nameOfArn, valueWords } from '../value-words';

/** An aspect that shows one argument. */
interface PlainAspect {
  /** The name of the aspect. */
  readonly name: string;
  /** The part of the job. */
  readonly part: PartOfJob;
  /** The path to the argument. */
  readonly path: ValuePath;
  /**
   * Describes the value.
   *
   * @default the value itself
   */
  readonly describe?: (value: PlanValue | undefined) => Words;
  /**
   * Whether the review of an added or deleted job has the aspect.
   *
   * @default false
   */
  readonly isInSummary?: true;
}

/** Returns an aspect of one argument. A side without the argument has no line. */
function plainAspect({ name, part, path, describe = valueWords, isInSummary }: PlainAspect): Aspect {
  return aspect(
    name,
    [part],
    (side) =>
      side.all(part).flatMap(({ cursor }) => {
        const value = cursor.at(...path);
        return value.exists() || value.isHidden() ? [describe(value.value())] : [];
      }),
    isInSummary === undefined ? {} : { isInSummary },
  );
}

function plainAspects(rows: readonly PlainAspect[]): readonly Aspect[] {
  return rows.map((row) => plainAspect(row));
}

const yes = 'true';
const either =
  (ifTrue: string, ifFalse: string) =>
  (value: PlanValue | undefined): Words => {
    if (value === true || value === yes || value === 'ENABLED') return [ifTrue];
    return value === false || value === 'DISABLED' ? [ifFalse] : valueWords(value);
  };
const days = (value: PlanValue | undefined): Words => {
  if (value === 0) return ['forever'];
  return typeof value === 'number' ? [`${value} ${value === 1 ? 'day' : 'days'}`] : valueWords(value);
};
const percent = (value: PlanValue | undefined): Words =>
  typeof value === 'number' ? [`${value}%`] : valueWords(value);

/** The settings of a worker's queue. */
export const queueAspects: readonly Aspect[] = plainAspects([
  {
    name: 'visibility timeout',
    part: 'queue',
    path: ['visibility_timeout_seconds'],
    describe: durationWords,
    isInSummary: true,
  },
  {
    name: 'a message that waits is deleted after',
    part: 'queue',
    path: ['message_retention_seconds'],
    describe: durationWords,
  },
  {
    name: 'receives before a message becomes a dead letter',
    part: 'queue',
    path: ['redrive_policy', 'maxReceiveCount'],
    isInSummary: true,
  },
  { name: 'delay of new messages', part: 'queue', path: ['delay_seconds'], describe: durationWords },
  {
    name: 'maximum wait of a receive',
    part: 'queue',
    path: ['receive_wait_time_seconds'],
    describe: durationWords,
  },
  {
    name: 'order of messages',
    part: 'queue',
    path: ['fifo_queue'],
    describe: either('first in, first out', 'any'),
  },
  { name: 'throughput quota', part: 'queue', path: ['fifo_throughput_limit'] },
  {
    name: 'dead letters go to',
    part: 'queue',
    path: ['redrive_policy', 'deadLetterTargetArn'],
    describe: nameOfArn,
  },
  {
    name: 'a dead letter is deleted after',
    part: 'dead_letter_queue',
    path: ['message_retention_seconds'],
    describe: durationWords,
  },
  {
    name: 'an undelivered event is deleted after',
    part: 'undelivered_queue',
    path: ['message_retention_seconds'],
    describe: durationWords,
  },
  {
    name: 'message group of uploads',
    part: 'target',
    path: ['sqs_target', 0, 'message_group_id'],
  },
  {
    name: 'message group of scheduled messages',
    part: 'schedule',
    path: ['target', 0, 'sqs_parameters', 0, 'message_group_id'],
  },
]);

/** The settings of a worker's service. */
export const serviceAspects: readonly Aspect[] = plainAspects([
  {
    name: 'minimum of running tasks during a deployment',
    part: 'service',
    path: ['deployment_minimum_healthy_percent'],
    describe: percent,
  },
  {
    name: 'maximum of running tasks during a deployment',
    part: 'service',
    path: ['deployment_maximum_percent'],
    describe: percent,
  },
  {
    name: 'a failed deployment is stopped',
    part: 'service',
    path: ['deployment_circuit_breaker', 0, 'enable'],
  },
  {
    name: 'a failed deployment is rolled back',
    part: 'service',
    path: ['deployment_circuit_breaker', 0, 'rollback'],
  },
  {
    name: 'ECS moves tasks between zones',
    part: 'service',
    path: ['availability_zone_rebalancing'],
    describe: either('yes', 'no'),
  },
  { name: 'shell in the tasks (ECS Exec)', part: 'service', path: ['enable_execute_command'] },
  { name: 'number of tasks at the creation of the service', part: 'service', path: ['desired_count'] },
  {
    name: 'time between SIGTERM and SIGKILL',
    part: 'task_definition',
    path: ['container_definitions', 0, 'stopTimeout'],
    describe: durationWords,
  },
]);

/** The settings of the state machine and of its log. */
export const logAspects: readonly Aspect[] = plainAspects([
  { name: 'the log is kept for', part: 'log_group', path: ['retention_in_days'], describe: days },
  {
    name: 'the log after the job is deleted',
    part: 'log_group',
    path: ['skip_destroy'],
    describe: either('kept', 'deleted'),
  },
  {
    name: 'the log has the data of runs',
    part: 'state_machine',
    path: ['logging_configuration', 0, 'include_execution_data'],
  },
  { name: 'level of the log', part: 'state_machine', path: ['logging_configuration', 0, 'level'] },
  {
    name: 'traces (X-Ray)',
    part: 'state_machine',
    path: ['tracing_configuration', 0, 'enabled'],
  },
  { name: 'role of the state machine', part: 'state_machine', path: ['role_arn'], describe: nameOfArn },
  { name: 'role that starts the target', part: 'target', path: ['role_arn'], describe: nameOfArn },
  {
    name: 'role that starts the target',
    part: 'schedule',
    path: ['target', 0, 'role_arn'],
    describe: nameOfArn,
  },
  { name: 'key that encrypts the log', part: 'log_group', path: ['kms_key_id'], describe: nameOfArn },
  {
    name: 'key that encrypts the state machine',
    part: 'state_machine',
    path: ['encryption_configuration', 0, 'kms_key_id'],
    describe: nameOfArn,
  },
  { name: 'key that encrypts the schedule', part: 'schedule', path: ['kms_key_arn'], describe: nameOfArn },
  { name: 'key that encrypts the queue', part: 'queue', path: ['kms_master_key_id'], describe: nameOfArn },
]);

/** The aspects of triggers: the kind of the job, its schedules, its events, and the handling of undelivered events. */
import { deliveryLimits } from '../../../../aws/events/limits';
import type { JobType } from '../../../../jobs/job';
import type { Cursor } from '../../../../review/jobs/cursor';
import type { PartOfJob } from '../../../../review/jobs/group-changes';
import { words, type Words } from '../../words';
import { aspect, type Aspect, type JobSide } from './aspect';
import { nextRunsAspect } from '../schedules/next-runs';
import { isEnabled, scheduleLines } from '../schedules/schedule-timings';
import { topicsAspect } from './topic-aspects';
import { uploadsOf, eventLines, uploadExamples } from './upload-aspects';
import { distinctLines, durationWords, nameOfArn, numberOf, valueWords } from '../value-words';

/** The kinds of jobs in words. */
const kindWords = {
  file_upload_job: 'file upload job',
  event_job: 'event job',
  scheduled_job: 'scheduled job',
  queue_worker_job: 'queue worker',
} as const satisfies Record<JobType, string>;

/** The parts that decide the kind of a job. */
const kindParts: readonly PartOfJob[] = ['queue', 'rule', 'schedule', 'service'];

/** Returns the kind of a job from its resources; `undefined` if the side has none of them. */
export function kindOf(side: JobSide): JobType | undefined {
  if (side.has('service') || side.has('queue')) return 'queue_worker_job';
  if (side.has('schedule')) return 'scheduled_job';
  if (!side.has('rule')) return undefined;
  return uploadsOf(side) === undefined ? 'event_job' : 'file_upload_job';
}

/** Returns the kind of a job in words. */
export function kindLabel(side: JobSide): string {
  const kind = kindOf(side);
  return kind === undefined ? 'job' : kindWords[kind];
}

/** The aspects of triggers, in the order of the report. */
export const triggerAspects: readonly Aspect[] = [
  aspect('kind', kindParts, (side) => (side.isEmpty() ? [] : [[kindLabel(side)]])),
  aspect('state', ['bounds', 'rule', 'schedule', 'scheduled_action'], stateLines, { isInSummary: true }),
  aspect('schedule', ['check_schedule', 'schedule'], scheduleLines, { isInSummary: true }),
  nextRunsAspect,
  aspect('uploads', ['rule'], (side) => uploadsOf(side)?.lines ?? [], { isInSummary: true }),
  uploadExamples,
  aspect('events', ['rule'], eventLines, { isInSummary: true }),
  topicsAspect,
  aspect('event bus', ['rule'], (side) =>
    side
      .all('rule')
      .map(({ cursor }) =>
        cursor.at('event_bus_name').exists() ? valueWords(cursor.at('event_bus_name').value()) : ['default'],
      ),
  ),
  aspect('description', ['rule', 'schedule', 'state_machine'], (side) => distinctLines(descriptionsOf(side))),
  aspect('messages that a schedule sends', ['schedule'], scheduleInputLines),
  aspect('deliveries that fail', ['schedule', 'target'], deliveryLines),
];

function stateLines(side: JobSide): readonly Words[] {
  if (side.has('bounds')) return [workerStateWords(side)];
  const triggers = [...side.all('schedule'), ...side.all('rule')];
  if (triggers.length === 0) return [];
  const states = triggers.map(({ cursor }) => isEnabled(cursor));
  if (states.every((state) => state)) return [['enabled']];
  if (states.every((state) => !state)) return [['disabled']];
  return [[`enabled: ${states.filter((state) => state).length} of ${states.length} triggers`]];
}

/**
 * Returns whether a worker is disabled. A disabled worker keeps its queue and its triggers, but has a maximum of 0 tasks
 * and no scheduled actions.
 */
export function isWorkerDisabled(side: JobSide): boolean {
  const maximum = numberOf(side.only('bounds').at('input', 'max_capacity').value());
  return maximum === 0 && !side.has('scheduled_action');
}

function workerStateWords(side: JobSide): Words {
  return isWorkerDisabled(side) ? ['disabled: no tasks run, and messages wait in the queue'] : ['enabled'];
}

function descriptionsOf(side: JobSide): readonly Words[] {
  const ofTriggers = [...side.all('schedule'), ...side.all('rule')].map(({ cursor }) =>
    cursor.at('description'),
  );
  const comments = side.all('state_machine').map(({ cursor }) => cursor.at('definition', 'Comment'));
  return [...ofTriggers, ...comments].filter((each) => each.exists()).map((each) => valueWords(each.value()));
}

/** Returns the input of a worker's schedule. The input of a job's schedule has only the scheduled time. */
function scheduleInputLines(side: JobSide): readonly Words[] {
  return distinctLines(
    side.all('schedule').flatMap(({ cursor }) => {
      const input = cursor.at('target', 0, 'input');
      return input.exists() ? [valueWords(input.value())] : [];
    }),
  );
}

/** Describes the retries of a delivery, and the dead-letter queue for undelivered events. */
function deliveryLines(side: JobSide): readonly Words[] {
  const targets = [
    ...side.all('schedule').map(({ cursor }) => cursor.at('target', 0)),
    ...side.all('target').map(({ cursor }) => cursor),
  ];
  return distinctLines(targets.map(deliveryOf));
}

function deliveryOf(target: Cursor): Words {
  const policy = target.at('retry_policy', 0);
  const age = orDefault(
    policy.at('maximum_event_age_in_seconds'),
    deliveryLimits.maximumEventAgeSeconds.default,
  );
  const retries = orDefault(policy.at('maximum_retry_attempts'), deliveryLimits.maximumRetryAttempts.default);
  const queue = target.at('dead_letter_config', 0, 'arn');
  const end = queue.exists() ? words`kept in ${nameOfArn(queue.value())}` : ['lost'];
  if (retries === 0) return words`not retried, then ${end}`;
  return words`retried up to ${valueWords(retries)} times in ${durationWords(age)}, then ${end}`;
}

function orDefault(cursor: Cursor, value: number) {
  return cursor.value() ?? value;
}

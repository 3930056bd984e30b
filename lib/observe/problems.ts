/** Finds the problems in a status. If there is a problem, `status` exits with 1, so that a cron job or CI fails. */
import { count } from '../text/count';
import { skippedInARow } from '../jobs/run/run-plan';
import type { ActiveAlarm } from './aws-reader';
import type { JobStatus, QueueStatus, Run, ScheduleDifference } from './status';

/** The kinds of problems. */
export type ProblemCode =
  | 'alarm'
  | 'dead_letters'
  | 'failed_runs'
  | 'missed_runs'
  | 'missing_queue'
  | 'missing_service'
  | 'missing_state_machine'
  | 'no_running_tasks'
  | 'only_skipped_runs'
  | 'schedule'
  | 'undelivered';

/** A problem of a job. */
export interface Problem {
  /** The kind of the problem. */
  readonly code: ProblemCode;
  /** The problem in one sentence, without the name of the job. */
  readonly message: string;
}

/** Returns the problems of a job. */
export function problemsOf(job: JobStatus): readonly Problem[] {
  return [
    ...runProblems(job),
    ...job.schedules.map(scheduleProblem),
    ...job.queues.flatMap(queueProblems),
    ...serviceProblems(job),
    ...job.alarms.map(alarmProblem),
  ];
}

/** Returns the problem of an alarm in the ALARM state. */
export function alarmProblem({ name }: ActiveAlarm): Problem {
  return { code: 'alarm', message: `the alarm ${name} is in the ALARM state` };
}

/** Whether a run is a problem. A run that was skipped, or that a newer run replaced, is not a problem. */
export function hasFailed({ result }: Pick<Run, 'result'>): boolean {
  return result === 'failed' || result === 'timed_out' || result === 'aborted';
}

function runProblems({ runs: { source, runs }, missed, isEnabled }: JobStatus): readonly Problem[] {
  if (source === 'missing')
    return [{ code: 'missing_state_machine', message: 'its state machine does not exist; apply the stack' }];
  const failed = runs.filter(hasFailed).length;
  const ended = runs.filter(({ result }) => result !== 'running').slice(0, skippedInARow);
  const areSkipped = ended.length === skippedInARow && ended.every(({ result }) => result === 'skipped');
  return [
    ...(failed === 0
      ? []
      : [{ code: 'failed_runs', message: `${failed} of ${runs.length} runs failed` } as const]),
    ...(missed.length === 0
      ? []
      : [{ code: 'missed_runs', message: `${count(missed.length, 'run')} did not start` } as const]),
    ...(areSkipped && isEnabled
      ? [
          {
            code: 'only_skipped_runs',
            message: `the last ${skippedInARow} runs were skipped, because an earlier run is still active`,
          } as const,
        ]
      : []),
  ];
}

function scheduleProblem({ name, kind, expression }: ScheduleDifference): Problem {
  const messages = {
    missing: `the schedule ${name} does not exist; apply the stack`,
    disabled: `the schedule ${name} is disabled in AWS, but enabled in the configuration; apply the stack`,
    enabled: `the schedule ${name} is enabled in AWS, but disabled in the configuration; apply the stack`,
    expression: `the schedule ${name} has an expression in AWS that is not ${expression}; apply the stack`,
  } as const satisfies Record<ScheduleDifference['kind'], string>;
  return { code: 'schedule', message: messages[kind] };
}

function queueProblems({ name, kind, messages }: QueueStatus): readonly Problem[] {
  if (messages === undefined)
    return [{ code: 'missing_queue', message: `the queue ${name} does not exist; apply the stack` }];
  const total = messages.visible + messages.inFlight + messages.delayed;
  if (total === 0) return [];
  switch (kind) {
    case 'messages':
      return [];
    case 'dead_letters':
      return [{ code: 'dead_letters', message: `${name} has ${count(total, 'dead letter')}` }];
    case 'undelivered':
      return [
        {
          code: 'undelivered',
          message: `${name} has ${count(total, 'failed delivery', 'failed deliveries')}`,
        },
      ];
  }
}

function serviceProblems({ service, isEnabled }: JobStatus): readonly Problem[] {
  if (service === undefined) return [];
  const { name, tasks } = service;
  if (tasks === undefined)
    return [{ code: 'missing_service', message: `the service ${name} does not exist; apply the stack` }];
  const { desired, running, pending } = tasks;
  if (!isEnabled || desired === 0 || running + pending > 0) return [];
  return [
    {
      code: 'no_running_tasks',
      message: `no task of the service ${name} runs or starts, but ${count(desired, 'task')} should run`,
    },
  ];
}

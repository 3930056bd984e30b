import { maximumEventPatternBytes } from '../aws/events/event-patterns';
import { isLiteral } from '../values/event-templates';
import { maximumInputTemplateBytes } from '../aws/events/input-transformer';
import {
  countIntrinsicFunctions,
  maximumIntrinsicFunctions,
} from '../aws/state-machines/intrinsic-functions';
import { maximumMessageBytes } from '../aws/queues';
import { maximumOverridesCharacters } from '../aws/ecs/tasks';
import { maximumManagedPolicyCharacters } from '../aws/iam/policies';
import { maximumStateMachineRoleArnCharacters } from '../aws/iam/roles';
import { maximumDefinitionBytes, maximumHistoryEvents } from '../aws/state-machines/definition';
import type { Path, Problem } from '../config/issues';
import type { EnvironmentJobs } from './environment';
import { isRunJob, pathOfJob, ruleOf, stateMachineOf, type Job, type RunJob } from './job';
import { jobKinds } from './kinds';
import type { QueueWorkerJob } from './queue-worker/queue-worker';
import type { EventRule } from './triggers/triggers';
import { worstCaseMessage, worstCaseOverrideBytes, plainCharacter, renderedBytes } from './rendered-size';
import type { Role } from './roles/roles';
import { needsCountedRetries } from './run/definition/step-states';
import { placedSteps, type RunPlan } from './run/run-plan';
import type { Task } from './run/task';

/** What is larger than AWS takes, which shows only once it is built. */
export function checkSizes({ jobs, roles }: EnvironmentJobs): readonly Problem[] {
  return [...jobs.flatMap(checkJobSizes), ...roles.flatMap(checkPolicySize), ...checkRoleArn(jobs)];
}

function checkJobSizes(job: Job): readonly Problem[] {
  const path = pathOfJob(job);
  const rule = ruleOf(job);
  return [
    ...(rule === undefined ? [] : checkPatternSize(rule, [...path, ...jobKinds[job.type].rulePath])),
    ...(isRunJob(job) ? checkRunSizes(job, path) : checkMessageSize(job, path)),
  ];
}

function checkMessageSize({ upload, schedule }: QueueWorkerJob, path: Path): readonly Problem[] {
  const target = upload?.target;
  const here = [...path, 'file_upload', 'message'];
  const template = target?.kind === 'queue' ? (target.inputTransformer?.inputTemplate ?? '') : '';
  return [
    ...tooLarge(here, 'the input template', Buffer.byteLength(template), maximumInputTemplateBytes),
    ...tooLarge(
      here,
      'the message, with a key as long as S3 has them,',
      renderedBytes(worstCaseMessage(upload?.message ?? [])),
      maximumMessageBytes,
    ),
    ...tooLarge(
      [...path, 'schedule', 'message'],
      'the message',
      renderedBytes(schedule?.input ?? {}),
      maximumMessageBytes,
    ),
  ];
}

function checkRunSizes(job: RunJob, path: Path): readonly Problem[] {
  const { target, run } = job;
  return [
    ...(target.kind === 'ecs_cluster'
      ? tooLarge(
          [...path, 'task_command'],
          'the input template',
          Buffer.byteLength(target.inputTransformer.inputTemplate),
          maximumInputTemplateBytes,
        )
      : [
          ...tooLarge(
            [...path, placedSteps(run)[0]?.path[0] ?? 'task_command'],
            'the definition',
            renderedBytes(target.stateMachine.definition),
            maximumDefinitionBytes,
          ),
          ...checkEvents(run, path),
          ...placedSteps(run).flatMap(({ step, path: here }) =>
            checkIntrinsicFunctions(step.task, [...path, ...here, 'task_command']),
          ),
        ]),
    ...placedSteps(run).flatMap(({ step: { task }, path: here }) =>
      tooLarge(
        [...path, ...here, 'task_command'],
        ruleOf(job)?.source.kind === 'objects'
          ? 'the override of the task, with a key as long as S3 has them,'
          : 'the override of the task',
        worstCaseOverrideBytes(task, plainCharacter),
        maximumOverridesCharacters,
      ),
    ),
  ];
}

function tooLarge(path: Path, what: string, size: number, limit: number): readonly Problem[] {
  if (size <= limit) return [];
  const message = `${what} has ${size} bytes, and AWS takes ${limit}; put what is long into a file of the image`;
  return [{ path, code: 'too-large', at: 'key', message }];
}

/** Events of a run's history that a retry makes: of one that states count, and of one that a Retrier does. */
const eventsOfRetry = { counted: 22, plain: 5 } as const;
/** What is left of the history for them. */
const eventsForRetries = 22_000;

/** A run whose history is full ends then and there. */
function checkEvents(run: RunPlan, path: Path): readonly Problem[] {
  const retries = placedSteps(run).map(({ step, path: here }) => {
    const attempts = step.retry?.maxAttempts ?? 0;
    return {
      attempts,
      here,
      events: attempts * eventsOfRetry[needsCountedRetries(step) ? 'counted' : 'plain'],
    };
  });
  const events = retries.reduce((sum, retry) => sum + retry.events, 0);
  const [worst] = retries.toSorted((a, b) => b.events - a.events);
  if (worst === undefined || events <= eventsForRetries) return [];
  const { counted, plain } = eventsOfRetry;
  const message = `${worst.attempts}: a run of Step Functions has ${maximumHistoryEvents} events, which is enough for some ${eventsForRetries / plain} retries of all its steps together, or for ${eventsForRetries / counted} beside a timeout, by exit code or with <attempt>`;
  const field = ['retry', 'max_attempts'];
  return [
    {
      path: [...path, ...worst.here, ...field],
      alternatives: [[...path, ...field]],
      code: 'too-large',
      at: 'value',
      message,
    },
  ];
}

function checkPatternSize({ eventPattern, source }: EventRule, path: Path): readonly Problem[] {
  const size = Buffer.byteLength(JSON.stringify(eventPattern));
  if (size <= maximumEventPatternBytes) return [];
  if (source.kind === 'pattern') {
    const message = `the event pattern has ${size} bytes, and AWS takes ${maximumEventPatternBytes}; use a shorter one, or two jobs`;
    return [{ path: [...path, 'event_pattern'], code: 'too-large', at: 'key', message }];
  }
  const { prefixes, suffixes } = source.filter;
  const field = prefixes.length > 0 ? 'path_prefix' : suffixes.length > 0 ? 'path_suffix' : 'path_pattern';
  const both =
    prefixes.length > 0 && suffixes.length > 0 ? ', with each prefix and each suffix together,' : '';
  const message = `the event pattern${both} has ${size} bytes, and AWS takes ${maximumEventPatternBytes}; ask for fewer or shorter ones, or make two jobs of it`;
  return [{ path: [...path, field], code: 'too-large', at: 'key', message }];
}

function checkIntrinsicFunctions(
  { overrides: { task_command: command } }: Task,
  path: Path,
): readonly Problem[] {
  const count = command.every(isLiteral) ? 0 : countIntrinsicFunctions(command);
  if (count <= maximumIntrinsicFunctions) return [];
  const message = `${count - 1} of the arguments have a placeholder inside a longer text, or ' or \\ in them, and a state machine can put together ${maximumIntrinsicFunctions - 1}; hand some over in environment_variables`;
  return [{ path, code: 'too-large', at: 'key', message }];
}

function checkPolicySize(role: Role): readonly Problem[] {
  const size = renderedBytes(role.policy);
  if (size <= maximumManagedPolicyCharacters) return [];
  const message = `the policy of ${role.name} would have ${size} characters, and IAM takes ${maximumManagedPolicyCharacters}; let more jobs share a task_role_arn`;
  return [{ path: [], code: 'too-large', at: 'key', message }];
}

/** Every state machine has the same role. */
function checkRoleArn(jobs: readonly Job[]): readonly Problem[] {
  const roleArns = jobs.flatMap((job) => stateMachineOf(job)?.stateMachine.roleArn ?? []);
  // Without the quotes of JSON.
  const size = renderedBytes(roleArns[0] ?? '') - 2;
  if (size <= maximumStateMachineRoleArnCharacters) return [];
  const message = `the ARN of the role of state machines would have ${size} characters, and Step Functions takes ${maximumStateMachineRoleArnCharacters}; shorten the path by ${size - maximumStateMachineRoleArnCharacters}`;
  return [{ path: ['iam', 'path'], code: 'too-large', at: 'value', message }];
}

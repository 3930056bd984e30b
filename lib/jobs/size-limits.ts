import { isLiteral } from '../values/event-templates';
import { countIntrinsicFunctions } from '../aws/state-machines/intrinsic-functions';
import { maximumMessageBytes, maximumQueuePolicyBytes } from '../aws/queues';
import { maximumOverridesCharacters, maximumTaskDefinitionBytes } from '../aws/ecs/limits';
import { maximumStateMachineRoleArnCharacters, maximumManagedPolicyCharacters } from '../aws/iam/limits';
import { applyRules, type RuleTable, type Violation } from '../config/rules/apply-rules';
import type { Path, Problem } from '../config/issues/issues';
import type { SizeRuleCode } from '../config/rule-reference/catalogue';
import type { EnvironmentJobs } from './environment';
import { isRunJob, pathOfJob, ruleOf, rulesOf, stateMachineOf, type Job, type RunJob } from './job';
import { jobKinds } from './kinds';
import type { QueueWorkerJob } from './queue-worker/queue-worker';
import type { EventRule } from './triggers/triggers';
import { worstCaseMessage, worstCaseOverrideBytes, plainCharacter, renderedBytes } from './rendered-size';
import { workerOutputName } from './resource-names';
import { growthOf } from './roles/policy-growth';
import type { Role } from './roles/roles';
import { waitsOf } from './run/definition/counted-retry';
import {
  eventsOfAttempt,
  fitsHistory,
  launchRetrySecondsOf,
  maximumEvents,
  minimumLaunchRetrySeconds,
} from './run/definition/launch-retry';
import { placedSteps, stepsOf, type RunPlan } from './run/run-plan';
import type { Task } from './run/ecs-task/task';
import { maximumEventPatternBytes, maximumInputTemplateBytes } from '../aws/events/limits';
import {
  maximumDefinitionBytes,
  maximumExecutionSeconds,
  maximumHistoryEvents,
  maximumIntrinsicFunctions,
} from '../aws/state-machines/limits';

const rules = {
  'definition-too-large': ofEachJob((job, path) => (!isRunJob(job) ? [] : findLargeDefinition(job, path))),
  'event-pattern-too-large': ofEachJob((job, path) =>
    rulesOf([job]).flatMap((rule) => findLargePattern(rule, [...path, ...jobKinds[job.type].rulePath])),
  ),
  'input-template-too-large': ofEachJob(findLargeTemplate),
  'message-too-large': ofEachJob((job, path) => (isRunJob(job) ? [] : findLargeMessages(job, path))),
  'override-too-large': ofEachJob((job, path) => (!isRunJob(job) ? [] : findLargeOverrides(job, path))),
  'policy-too-large': (environment) =>
    environment.roles.flatMap((role) => findLargePolicy(environment, role)),
  'queue-policy-too-large': ofEachJob((job, path) => (isRunJob(job) ? [] : findLargeQueuePolicy(job, path))),
  'retries-exceed-a-year': ofEachJob((job, path) =>
    !isRunJob(job) || job.target.kind === 'ecs_cluster' ? [] : findEndlessRetries(job.run, path),
  ),
  'role-arn-too-long': ({ jobs }) => findLongRoleArn(jobs),
  'task-definition-too-large': ofEachJob((job, path) =>
    isRunJob(job) ? [] : findLargeTaskDefinition(job, path),
  ),
  'too-many-intrinsic-functions': ofEachJob((job, path) =>
    !isRunJob(job) || job.target.kind === 'ecs_cluster'
      ? []
      : placedSteps(job.run).flatMap(({ step, path: stepPath }) =>
          findManyIntrinsicFunctions(step.task, [...path, ...stepPath, 'task_command']),
        ),
  ),
  'too-many-retries': ofEachJob((job, path) =>
    !isRunJob(job) || job.target.kind === 'ecs_cluster' ? [] : findManyRetries(job.run, path),
  ),
} as const satisfies RuleTable<SizeRuleCode, EnvironmentJobs>;

/** Returns the problems of generated values that exceed a limit of AWS. */
export function checkSizes(environment: EnvironmentJobs): readonly Problem[] {
  return applyRules(rules, environment);
}

function ofEachJob(find: (job: Job, path: Path) => readonly Violation[]) {
  return ({ jobs }: EnvironmentJobs): readonly Violation[] =>
    jobs.flatMap((job) => find(job, pathOfJob(job)));
}

function findLarge(path: Path, what: string, size: number, maximum: number): readonly Violation[] {
  if (size <= maximum) return [];
  const message = `${what} has ${size} bytes; it must have at most ${maximum}; move long texts into a file of the image`;
  return [{ path, at: 'key', message }];
}

function findLargeTemplate(job: Job, path: Path): readonly Violation[] {
  const find = (field: Path, template: string): readonly Violation[] =>
    findLarge(
      [...path, ...field],
      'the input template',
      Buffer.byteLength(template),
      maximumInputTemplateBytes,
    );
  if (!isRunJob(job)) {
    const target = job.upload?.target;
    return target?.kind === 'queue'
      ? find(['file_upload', 'message'], target.inputTransformer?.inputTemplate ?? '')
      : [];
  }
  return job.target.kind === 'ecs_cluster'
    ? find(['task_command'], job.target.inputTransformer.inputTemplate)
    : [];
}

function findLargeMessages({ upload, schedule }: QueueWorkerJob, path: Path): readonly Violation[] {
  return [
    ...findLarge(
      [...path, 'file_upload', 'message'],
      'the message, with the longest key that S3 allows,',
      renderedBytes(worstCaseMessage(upload?.message ?? [])),
      maximumMessageBytes,
    ),
    ...findLarge(
      [...path, 'schedule', 'message'],
      'the message',
      renderedBytes(schedule?.input ?? {}),
      maximumMessageBytes,
    ),
  ];
}

function findLargeDefinition({ target, run }: RunJob, path: Path): readonly Violation[] {
  if (target.kind === 'ecs_cluster') return [];
  return findLarge(
    [...path, placedSteps(run)[0]?.path[0] ?? 'task_command'],
    'the state machine definition',
    renderedBytes(target.stateMachine.definition),
    maximumDefinitionBytes,
  );
}

function findLargeOverrides(job: RunJob, path: Path): readonly Violation[] {
  const what =
    ruleOf(job)?.source.kind === 'objects'
      ? 'the task override, with the longest key that S3 allows,'
      : 'the task override';
  return placedSteps(job.run).flatMap(({ step: { task }, path: stepPath }) =>
    findLarge(
      [...path, ...stepPath, 'task_command'],
      what,
      worstCaseOverrideBytes(task, plainCharacter),
      maximumOverridesCharacters,
    ),
  );
}

/** Finds jobs whose retries could fill the history of an execution. Step Functions ends such an execution. */
function findManyRetries(run: RunPlan, path: Path): readonly Violation[] {
  const { seconds, isDefault } = run.launchRetry;
  if (fitsHistory(run, launchRetrySecondsOf(run))) return [];
  const because = `an execution can have at most ${maximumHistoryEvents} events`;
  if (!isDefault && fitsHistory(run, minimumLaunchRetrySeconds)) {
    const attempts = stepsOf(run).reduce((sum, { retry }) => sum + 1 + (retry?.maxAttempts ?? 0), 0);
    const message = `launch_retry_seconds is ${seconds}, which is too long: ${because}, and each of ${attempts} attempts can retry its launch for ${seconds} seconds; reduce launch_retry_seconds or retry.max_attempts`;
    return [{ path: [...path, 'launch_retry_seconds'], at: 'value', message }];
  }
  const retries = placedSteps(run).map(({ step, path: stepPath }) => ({
    attempts: step.retry?.maxAttempts ?? 0,
    stepPath,
  }));
  const [worst] = retries.toSorted((a, b) => b.attempts - a.attempts);
  const sum = retries.reduce((before, { attempts }) => before + attempts, 0);
  const excess = maximumEvents(run, minimumLaunchRetrySeconds) - maximumHistoryEvents;
  const maximum = sum - Math.ceil(excess / eventsOfAttempt(minimumLaunchRetrySeconds));
  if (worst === undefined || sum === 0) return [];
  const message = `max_attempts is ${worst.attempts}; all steps together must have at most ${Math.max(maximum, 0)} retries, because ${because}`;
  const field = ['retry', 'max_attempts'];
  return [
    {
      path: [...path, ...worst.stepPath, ...field],
      alternatives: [[...path, ...field]],
      at: 'value',
      message,
    },
  ];
}

/**
 * Finds retries that could start only after Step Functions has ended the run. With `jitter`, each wait can be shorter.
 */
function findEndlessRetries(run: RunPlan, path: Path): readonly Violation[] {
  if (!fitsHistory(run, launchRetrySecondsOf(run))) return [];
  return placedSteps(run).flatMap(({ step: { retry }, path: stepPath }): readonly Violation[] => {
    if (retry === undefined || retry.jitter) return [];
    const waits = waitsOf(retry);
    const sum = waits.reduce((before, wait) => before + wait, 0);
    if (sum <= maximumExecutionSeconds) return [];
    const message = `the waits before ${retry.maxAttempts} retries are ${sum} seconds in total; they must be at most ${maximumExecutionSeconds}, because Step Functions ends a run after a year; reduce max_attempts, interval_seconds or backoff_rate, or set max_delay_seconds`;
    const field = ['retry', 'max_attempts'];
    return [
      {
        path: [...path, ...stepPath, ...field],
        alternatives: [[...path, ...field]],
        at: 'value',
        message,
      },
    ];
  });
}

/** Finds workers whose queue has a policy that is too large for SQS. */
function findLargeQueuePolicy({ name, queue, senders }: QueueWorkerJob, path: Path): readonly Violation[] {
  const size = renderedBytes(queue.policy);
  if (size <= maximumQueuePolicyBytes) return [];
  const output = workerOutputName(name, 'send_message_policy_arn');
  const [at, remedy] =
    senders.roleArns.length === 0
      ? [
          ['queue', 'subscribe_topic_arns'],
          'subscribe the queue to fewer topics, or divide the topics between two workers',
        ]
      : [
          ['send_from_role_arns'],
          `remove roles of this account, and attach the policy in the output ${output} to these roles`,
        ];
  const message = `the policy of the queue has ${size} bytes; it must have at most ${maximumQueuePolicyBytes}; ${remedy}`;
  return [{ path: [...path, ...at], at: 'key', message }];
}

/** Finds workers whose own part of the task definition is already too large for ECS. */
function findLargeTaskDefinition(
  { taskDefinition: { command, environment } }: QueueWorkerJob,
  path: Path,
): readonly Violation[] {
  return findLarge(
    [...path, 'task_command'],
    'the task definition, with the command and the environment variables of the job,',
    renderedBytes({ command, environment: [...environment] }),
    maximumTaskDefinitionBytes,
  );
}

function findLargePattern({ eventPattern, source }: EventRule, path: Path): readonly Violation[] {
  const size = Buffer.byteLength(JSON.stringify(eventPattern));
  if (size <= maximumEventPatternBytes) return [];
  if (source.kind === 'pattern') {
    const message = `the event pattern has ${size} bytes; it must have at most ${maximumEventPatternBytes}; use a shorter pattern, or two jobs`;
    return [{ path: [...path, 'event_pattern'], at: 'key', message }];
  }
  const { prefixes, suffixes } = source.filter;
  const field = prefixes.length > 0 ? 'path_prefix' : suffixes.length > 0 ? 'path_suffix' : 'path_pattern';
  const pairs =
    prefixes.length > 0 && suffixes.length > 0 ? ', which has each pair of a prefix and a suffix,' : '';
  const message = `the event pattern${pairs} has ${size} bytes; it must have at most ${maximumEventPatternBytes}; use fewer or shorter values, or two jobs`;
  return [{ path: [...path, field], at: 'key', message }];
}

function findManyIntrinsicFunctions(
  { overrides: { task_command: command } }: Task,
  path: Path,
): readonly Violation[] {
  const count = command.every(isLiteral) ? 0 : countIntrinsicFunctions(command);
  if (count <= maximumIntrinsicFunctions) return [];
  const message = `${count - 1} arguments have a placeholder inside a longer text, or a quote or backslash; a command must have at most ${maximumIntrinsicFunctions - 1} such arguments; move some of these texts into environment_variables`;
  return [{ path, at: 'key', message }];
}

function findLargePolicy(environment: EnvironmentJobs, role: Role): readonly Violation[] {
  const size = renderedBytes(role.policy);
  if (size <= maximumManagedPolicyCharacters) return [];
  const { fix, ...place } = growthOf(environment, role);
  const message = `the policy of the role ${role.name} has ${size} characters; it must have at most ${maximumManagedPolicyCharacters}; ${fix}`;
  return [{ ...place, at: 'key', message }];
}

/** Finds a role ARN that is too long for a state machine. All state machines of an environment have the same role. */
function findLongRoleArn(jobs: readonly Job[]): readonly Violation[] {
  const roleArns = jobs.flatMap((job) => stateMachineOf(job)?.stateMachine.roleArn ?? []);
  // The two quotes of JSON do not count.
  const size = renderedBytes(roleArns[0] ?? '') - 2;
  if (size <= maximumStateMachineRoleArnCharacters) return [];
  const message = `the ARN of the state machine role has ${size} characters; it must have at most ${maximumStateMachineRoleArnCharacters}; shorten iam.path by ${size - maximumStateMachineRoleArnCharacters}`;
  return [{ path: ['iam', 'path'], at: 'value', message }];
}

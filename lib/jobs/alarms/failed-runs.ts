/**
 * Rules that publish a message to an SNS topic when a run of a job fails, or when a worker can't start its tasks.
 * EventBridge gets an event for the end of each execution of a state machine, for each task that stops, and for the problems
 * of each service.
 */
import type { Location } from '../../aws/arns';
import { keptStartedByCharacters } from '../../aws/ecs/limits';
import { defaultEventPatternBytes } from '../../aws/events/limits';
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { EnvConfig } from '../../config/env-config';
import { severities, type Severity } from '../../config/schema/alarms';
import type { DeferredString, Json } from '../../values/deferred-values';
import { alarmedJobOf, isRunJob, ruleOf, stateMachineOf, topicOfJob, type Job } from '../job';
import { renderedBytes } from '../rendered-size';
import { failureRuleName } from '../resource-names';
import { clusterArn, serviceArn } from '../run/ecs-task/task';
import { executionMessage, taskMessage, workerMessage } from './failure-messages';
import { severityOf, topicArnOf } from './topics';
import { isWatched, watchMachineArn } from './watch/watch';

/** A rule that publishes a message about each failed run. */
export interface FailureRule {
  /**
   * The key of the rule, unique in the environment: the kind of runs, `warning` for this severity, and a number from 2 if
   * the jobs need several rules.
   */
  readonly key: string;
  /** The name of the rule. It has a dot, which the name of a job's rule never has. */
  readonly name: string;
  /** The description of the rule. */
  readonly description: string;
  /** The pattern of the events. */
  readonly eventPattern: Json;
  /** The text of the message, with values of the event. */
  readonly message: InputTransformer;
  /** The ARN of the SNS topic. */
  readonly topicArn: DeferredString;
}

/** A kind of runs that rules report. The key of a rule begins with the kind. */
interface ReportedRuns {
  readonly kind: 'runs' | 'replaceable-runs' | 'tasks' | 'workers';
  readonly description: string;
  /** The values that identify the runs of a job in an event. */
  readonly valuesOf: (job: Job) => readonly DeferredString[];
  readonly patternOf: (values: readonly DeferredString[]) => Json;
  readonly message: InputTransformer;
}

/**
 * Builds the rules that report failed runs. They do not report the runs of disabled jobs and of jobs with `alarms:
 * false`.
 *
 * @returns An empty list if the environment has no alarms, or no job whose runs can fail.
 */
export function buildFailureRules(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly FailureRule[] {
  const { alarms } = config;
  if (alarms === undefined) return [];
  const watched = jobs.filter((job) => topicOfJob(config, job) !== undefined);
  // The watch machine fails if it can't publish a message.
  const watchMachine = watched.some(isWatched) ? [watchMachineArn(config, location)] : [];
  // One topic gets the messages of all severities from the same rules.
  const groups: readonly (readonly [severity: Severity, jobs: readonly Job[]])[] =
    alarms.topics.by === 'one_topic'
      ? [['critical', watched]]
      : severities.map((severity) => [
          severity,
          watched.filter((job) => severityOf(alarmedJobOf(config, job)) === severity),
        ]);
  return groups.flatMap(([severity, ofGroup]) =>
    reportedRuns(config, location).flatMap(({ kind, description, valuesOf, patternOf, message }) =>
      divide(
        [...ofGroup.map(valuesOf), ...(kind === 'runs' && severity === 'critical' ? [watchMachine] : [])],
        (part) => renderedBytes(patternOf(part)) <= maximumPatternBytes,
      ).map((part, index): FailureRule => {
        const key = [
          kind,
          ...(severity === 'critical' ? [] : [severity]),
          ...(index === 0 ? [] : [index + 1]),
        ].join('-');
        return {
          key,
          name: failureRuleName(config.service.name, key),
          description,
          eventPattern: patternOf(part),
          message,
          topicArn: topicArnOf(alarms, severity),
        };
      }),
    ),
  );
}

/** The maximum size of a pattern here. The rest is for values that are longer than {@link renderedBytes} assumes. */
const maximumPatternBytes = defaultEventPatternBytes - 256;

function reportedRuns(config: EnvConfig, location: Location): readonly ReportedRuns[] {
  const { clusterName, containerName } = config.service;
  const cluster = clusterArn(location, clusterName);
  const message = executionMessage(config, location);
  return [
    {
      kind: 'runs',
      description: 'Publishes a message when a run of a job fails, times out or is stopped.',
      valuesOf: (job) => (isReplaceable(job) ? [] : machinesOf(job)),
      patternOf: (machines) => failedExecutions(['FAILED', 'TIMED_OUT', 'ABORTED'], machines),
      message,
    },
    {
      // A newer run stops the older run of such a job, which is not a failure.
      kind: 'replaceable-runs',
      description: 'Publishes a message when a run fails or times out, for jobs that have overlap: replace.',
      valuesOf: (job) => (isReplaceable(job) ? machinesOf(job) : []),
      patternOf: (machines) => failedExecutions(['FAILED', 'TIMED_OUT'], machines),
      message,
    },
    {
      kind: 'tasks',
      description: 'Publishes a message when the task of a job without a state machine fails.',
      valuesOf: (job) => (isRunJob(job) && job.target.kind === 'ecs_cluster' ? startedBy(job) : []),
      patternOf: (values) => failedTasks(cluster, containerName, values),
      message: taskMessage(config),
    },
    {
      kind: 'workers',
      description:
        'Publishes a message when a queue worker can’t start its tasks, or when its deployment fails.',
      valuesOf: (job) =>
        job.type === 'queue_worker_job' ? [serviceArn(location, clusterName, job.service.name)] : [],
      patternOf: failedServices,
      message: workerMessage(config, location),
    },
  ];
}

function machinesOf(job: Job): readonly DeferredString[] {
  return [stateMachineOf(job)?.arn ?? []].flat();
}

function isReplaceable(job: Job): boolean {
  return isRunJob(job) && job.run.overlap === 'replace';
}

/**
 * Returns the values of a task's `startedBy` with which EventBridge launches the tasks of a job. ECS kept only 36
 * characters of the value in the past, so a longer value is listed in both forms. UNVERIFIED: whether it still does.
 */
function startedBy(job: Job): readonly string[] {
  const rule = ruleOf(job);
  if (rule === undefined) return [];
  const value = `events-rule/${rule.name}`;
  return value.length > keptStartedByCharacters ? [value, value.slice(0, keptStartedByCharacters)] : [value];
}

/**
 * Matches the end of an execution that did not succeed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
function failedExecutions(statuses: readonly string[], stateMachineArns: readonly DeferredString[]): Json {
  return {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: { status: statuses, stateMachineArn: stateMachineArns },
  };
}

/**
 * Reasons for the end of a task whose containers may have no exit code.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
const stopCodesWithoutExit = [
  'TaskFailedToStart',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
] as const;

/**
 * Matches the end of a task whose own container failed, or that did not start. The pattern must have the container's name
 * beside its exit code: otherwise a failed sidecar matches too. `exists: false` can't find a container without an exit
 * code, because EventBridge matches it only if no container has one (Event Ruler 1.8.1).
 */
function failedTasks(
  cluster: DeferredString,
  containerName: DeferredString,
  startedBy: readonly DeferredString[],
): Json {
  return {
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    detail: {
      clusterArn: [cluster],
      lastStatus: ['STOPPED'],
      startedBy,
      $or: [
        { containers: { name: [containerName], exitCode: [{ 'anything-but': [0] }] } },
        { stopCode: stopCodesWithoutExit },
      ],
    },
  };
}

/**
 * Matches the events of services that can't start their tasks. ECS sends a failed deployment with both types, so the
 * pattern has only one of them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
function failedServices(serviceArns: readonly DeferredString[]): Json {
  return {
    source: ['aws.ecs'],
    resources: serviceArns,
    $or: [
      {
        'detail-type': ['ECS Service Action'],
        detail: { eventName: ['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_CONFIGURATION_FAILURE'] },
      },
      {
        'detail-type': ['ECS Deployment State Change'],
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      },
    ],
  };
}

/**
 * Divides the values of jobs into parts of which each fits. The values of a job stay together, and a job whose values do
 * not fit alone is a part of its own.
 */
function divide<Value>(
  jobs: readonly (readonly Value[])[],
  fits: (part: readonly Value[]) => boolean,
): readonly (readonly Value[])[] {
  const parts: Value[][] = [];
  for (const values of jobs) {
    const last = parts.at(-1);
    if (values.length === 0) continue;
    if (last !== undefined && fits([...last, ...values])) last.push(...values);
    else parts.push([...values]);
  }
  return parts;
}

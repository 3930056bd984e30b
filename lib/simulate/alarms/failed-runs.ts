/** Simulates the messages about failed runs: the events of AWS, the patterns of the rules, and their texts. */
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { renderInput } from '../../aws/events/render-input-template';
import { isEventPattern } from '../../aws/events/validate-event-pattern';
import { countsSkippedRuns } from '../../jobs/alarms/skipped-runs';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob, ruleOf, stateMachineOf, type Job } from '../../jobs/job';
import { skippedInARow } from '../../jobs/run/run-plan';
import { clusterArn, serviceArn } from '../../jobs/run/ecs-task/task';
import { withoutLookups, type Json } from '../../values/deferred-values';
import type { HistoryRun, RunHistory, RunStatus } from './history';
import type { Published } from './run-check';

/**
 * Replaces the status of skipped runs by the status of their executions. A skipped run succeeds. If the state machine
 * counts the skipped runs, one of several in a row fails.
 */
export function withSkippedRuns(job: Job, history: RunHistory): RunHistory {
  let skipped = 0;
  const runs = history.runs.map((run): HistoryRun => {
    skipped = run.status === 'SKIPPED' ? skipped + 1 : 0;
    if (run.status !== 'SKIPPED') return run;
    return { ...run, status: countsSkippedRuns(job) && skipped === skippedInARow ? 'FAILED' : 'SUCCEEDED' };
  });
  return { ...history, runs };
}

/** Returns the messages that the rules of the environment publish about the ends of a job's runs. */
export function failureRings(
  environment: EnvironmentJobs,
  job: Job,
  { runs }: RunHistory,
): readonly Published[] {
  const rules = environment.failureRules.flatMap(({ eventPattern, message, topicArn }) => {
    const pattern = withoutLookups(eventPattern);
    return isEventPattern(pattern) ? [{ pattern, message, topic: plain(topicArn) }] : [];
  });
  return runs.flatMap(({ ended, status }, index) => {
    const event = ended === undefined ? undefined : eventOf(environment, job, ended, status, index + 1);
    if (ended === undefined || event === undefined) return [];
    return rules.flatMap(({ pattern, message, topic }): readonly Published[] => {
      if (!matchesPattern(pattern, event)) return [];
      const text = renderInput(message, event);
      return typeof text === 'string' ? [{ at: ended, topic, message: text }] : [];
    });
  });
}

/**
 * Returns the event of AWS about the end of a run; `undefined` if there is none. The end of a worker's run is an event of
 * its service.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
function eventOf(
  { config, location }: EnvironmentJobs,
  job: Job,
  ended: Date,
  status: RunStatus,
  number: number,
): unknown {
  const { clusterName, containerName } = config.service;
  const time = `${ended.toISOString().slice(0, 19)}Z`;
  const isSuccess = status === 'SUCCEEDED';
  const machine = stateMachineOf(job);
  if (isRunJob(job) && machine !== undefined) {
    const stateMachineArn = plain(machine.arn);
    return {
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      time,
      detail: { executionArn: executionArnOf(stateMachineArn, number), stateMachineArn, status },
    };
  }
  if (isRunJob(job)) {
    const cluster = plain(clusterArn(location, clusterName));
    return {
      source: 'aws.ecs',
      'detail-type': 'ECS Task State Change',
      time,
      detail: {
        clusterArn: cluster,
        taskArn: `${cluster.replace(':cluster/', ':task/')}/run-${number}`,
        lastStatus: 'STOPPED',
        startedBy: `events-rule/${ruleOf(job)?.name ?? ''}`,
        stopCode: status === 'ABORTED' ? 'UserInitiated' : 'EssentialContainerExited',
        containers: [{ name: plain(containerName), exitCode: isSuccess ? 0 : 1 }],
      },
    };
  }
  if (isSuccess) return undefined;
  return {
    source: 'aws.ecs',
    'detail-type': 'ECS Service Action',
    time,
    resources: [plain(serviceArn(location, clusterName, job.service.name))],
    detail: { eventName: 'SERVICE_TASK_START_IMPAIRED' },
  };
}

/** Returns the ARN of a run in a history, by its number from 1. */
export function executionArnOf(stateMachineArn: string, number: number): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:run-${number}`;
}

/** Returns a text with the name of each lookup in its place. */
export function plain(value: Json): string {
  return String(withoutLookups(value));
}

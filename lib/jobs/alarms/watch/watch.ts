/** The watch machine of an environment, and the rules that start it. It reports missed and slow runs of jobs. */
import { arn, type Location } from '../../../aws/arns';
import type { EnvConfig } from '../../../config/env-config';
import type { DeferredString, Json } from '../../../values/deferred-values';
import { isRunJob, stateMachineOf, type Job, type RunJob } from '../../job';
import { logGroupName, runningRuleName, watchMachineName, watchName } from '../../resource-names';
import type { RoleArns } from '../../roles/role-arns';
import { stateMachineArn } from '../../run/state-machine';
import type { StateMachine } from '../../run/targets';
import { watchDefinition } from './watch-definition';
import type { WatchedRuns } from './missed-run';

/** The resources of an environment that report missed and slow runs. */
export interface Watch {
  /** The ARN of the watch machine. */
  readonly arn: DeferredString;
  /** The watch machine. */
  readonly stateMachine: StateMachine;
  /** A rule for each job whose runs start a check. */
  readonly rules: readonly RunningRule[];
}

/** A rule that starts the watch machine at the start of each run of a job. */
export interface RunningRule {
  /** The name of the job, which is the key of the rule. */
  readonly jobName: string;
  /** The name of the rule. */
  readonly name: string;
  /** The description of the rule. */
  readonly description: string;
  /** The pattern of the events. */
  readonly eventPattern: Json;
  /** The ARN of the role that starts the watch machine. */
  readonly roleArn: DeferredString;
  /** The checks that a run starts. */
  readonly targets: readonly RunningTarget[];
}

/** A check that the start of a run starts. */
export interface RunningTarget {
  /** The kind of the check: `next` for a missed run, `slow` for a slow one. */
  readonly check: 'next' | 'slow';
  /** The input of the watch machine, with placeholders of {@link runningInputPaths}. */
  readonly input: Json;
}

/** The values of the event in the input of the watch machine. */
export const runningInputPaths = { execution: '$.detail.executionArn', time: '$.time' } as const;

/** The number of days to keep the log of the watch machine, which has only failures. */
const logRetentionDays = 90;

/** Builds the watch machine and its rules. Returns `undefined` if no job is watched. */
export function buildWatch(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
  roles: RoleArns,
): Watch | undefined {
  if (!jobs.some(isWatched)) return undefined;
  const { name: serviceName } = config.service;
  const name = watchMachineName(serviceName);
  const logGroup = logGroupName(serviceName, watchName);
  return {
    arn: watchMachineArn(config, location),
    stateMachine: {
      name,
      definition: watchDefinition(location),
      roleArn: roles.watch,
      logGroupName: logGroup,
      logGroupArn: arn(location, 'logs', `log-group:${logGroup}`),
      log: { retentionDays: logRetentionDays, hasExecutionData: true, isKeptAfterDeletion: false },
      logLevel: 'ERROR',
    },
    rules: jobs.flatMap((job): readonly RunningRule[] => {
      const machine = stateMachineOf(job);
      const targets = runningTargetsOf(job);
      if (machine === undefined || targets.length === 0) return [];
      return [
        {
          jobName: job.name,
          name: runningRuleName(serviceName, job.name),
          description: `Checks the runs of ${job.name} from their start.`,
          eventPattern: {
            source: ['aws.states'],
            'detail-type': ['Step Functions Execution Status Change'],
            detail: { status: ['RUNNING'], stateMachineArn: [machine.arn] },
          },
          roleArn: roles['events-watch'],
          targets,
        },
      ];
    }),
  };
}

/** Returns the ARN of the watch machine. */
export function watchMachineArn({ service }: EnvConfig, location: Location): DeferredString {
  return stateMachineArn(location, watchMachineName(service.name));
}

/** Whether the watch machine checks the runs of a job. */
export function isWatched(job: Job): job is RunJob {
  return watchedRunsOf(job) !== undefined || runningTargetsOf(job).length > 0;
}

/** Returns the checks of a job for missed runs; `undefined` if there is none. */
export function watchedRunsOf(job: Job): WatchedRuns | undefined {
  return job.type === 'scheduled_job' && job.missedRun.kind === 'watched' ? job.missedRun : undefined;
}

/** Returns the checks that each start of the job's runs starts. */
export function runningTargetsOf(job: Job): readonly RunningTarget[] {
  const next = watchedRunsOf(job)?.nextRun;
  const slow = isRunJob(job) ? job.slowRun : undefined;
  return [
    ...(next === undefined ? [] : [{ check: 'next' as const, input: next.input }]),
    ...(slow === undefined ? [] : [{ check: 'slow' as const, input: slow.input }]),
  ];
}

/** Returns the ARNs of the SNS topics to which the checks of a job publish. */
export function watchTopicsOf(job: Job): readonly DeferredString[] {
  return [watchedRunsOf(job)?.topicArn, isRunJob(job) ? job.slowRun?.topicArn : undefined].flatMap(
    (topicArn) => topicArn ?? [],
  );
}

import { arn, type Location } from '../../aws/arns';
import { defaultEventBus } from '../../aws/events/event-buses';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { isWatched, runningTargetsOf, watchedRunsOf, watchMachineArn } from '../alarms/watch/watch';
import { isRunJob, ruleOf, runJobsOf, schedulesOf, stateMachineOf, targetKindOf, type Job } from '../job';
import { jobKinds } from '../kinds';
import {
  jobResourcePattern,
  ruleArn,
  runningRuleName,
  scheduleGroupName,
  type RoleKind,
} from '../resource-names';
import type { RoleStatement } from './fit-statements';
import { ruleSources } from './rule-arns';
import { stateMachineStatements } from './state-machine-statements';
import { passRoles, runTask, runTasks, tagTasks } from './task-statements';
import {
  queuesOfSchedules,
  queuesOfStateMachines,
  sendDeadLetters,
  sendToQueues,
  startExecutions,
} from './trigger-statements';
import { startChecks, watchStatements } from './watch-statements';

/** A role that jobs share. */
export interface RoleDefinition {
  /** Returns the beginning of the role's description. `jobs` are the jobs that use the role. */
  readonly purpose: (jobs: readonly Job[]) => string;
  /** The AWS service that assumes the role. */
  readonly principal: string;
  /** Whether a job uses the role. */
  readonly isUsedBy: (job: Job) => boolean;
  /** Returns the `aws:SourceArn` of the trust policy: the resources for which the service assumes the role. */
  readonly sources: (
    config: EnvConfig,
    location: Location,
    jobs: readonly Job[],
  ) => readonly DeferredString[];
  /** Returns the statements of the role's policy. `jobs` are the jobs that use the role. */
  readonly statements: (
    config: EnvConfig,
    location: Location,
    jobs: readonly Job[],
  ) => readonly RoleStatement[];
}

/** The roles. The parts of a job decide which roles it uses, so the kinds of jobs are not listed here. */
export const roleDefinitions: Readonly<Record<RoleKind, RoleDefinition>> = {
  scheduler: {
    purpose: () => 'Starts the state machines of the scheduled jobs',
    principal: 'scheduler.amazonaws.com',
    isUsedBy: (job) => schedulesOf(job).length > 0,
    // The Scheduler sets aws:SourceArn to the schedule group. A trust policy with the schedule's own ARN fails.
    sources: ({ service }, location) => [
      arn(location, 'scheduler', `schedule-group/${scheduleGroupName(service)}`),
    ],
    statements: (config, location, jobs) => [
      ...(jobs.some(isRunJob) ? [startExecutions(config, location, runJobsOf(jobs))] : []),
      ...(jobs.some((job) => (watchedRunsOf(job)?.checks.length ?? 0) > 0)
        ? [startChecks(config, location)]
        : []),
      ...sendToQueues(config, location, queuesOfSchedules(jobs)),
      ...sendDeadLetters(config, location, jobs),
      ...decryptSchedules(config, location),
    ],
  },
  'events-ecs': {
    purpose: (jobs) => `Starts the tasks of the ${ruleStartedKinds(jobs)} jobs`,
    principal: 'events.amazonaws.com',
    isUsedBy: (job) => targetKindOf(job) === 'ecs_cluster',
    sources: ruleSources,
    statements: (config, location, jobs) => [
      runTask(config, location),
      tagTasks(config, location),
      passRoles(config, runJobsOf(jobs)),
    ],
  },
  'events-states': {
    purpose: (jobs) => `Starts the state machines of the ${ruleStartedKinds(jobs)} jobs`,
    principal: 'events.amazonaws.com',
    isUsedBy: (job) => ruleOf(job) !== undefined && stateMachineOf(job) !== undefined,
    sources: ruleSources,
    statements: (config, location, jobs) => [startExecutions(config, location, jobs)],
  },
  watch: {
    purpose: () => 'Checks the runs of the jobs',
    principal: 'states.amazonaws.com',
    isUsedBy: isWatched,
    sources: (config, location) => [watchMachineArn(config, location)],
    statements: (config, location, jobs) => watchStatements(config, location, jobs),
  },
  'events-watch': {
    purpose: () => 'Starts the checks of the runs of the jobs',
    principal: 'events.amazonaws.com',
    isUsedBy: (job) => runningTargetsOf(job).length > 0,
    sources: ({ service }, location) => [
      ruleArn(location, defaultEventBus, runningRuleName(service.name, '*')),
    ],
    statements: (config, location) => [startChecks(config, location)],
  },
  states: {
    purpose: () => 'Runs the tasks of the jobs',
    principal: 'states.amazonaws.com',
    isUsedBy: (job) => stateMachineOf(job) !== undefined,
    sources: ({ service }, location) => [
      arn(location, 'states', `stateMachine:${jobResourcePattern(service.name)}`),
    ],
    statements: (config, location, jobs) => [
      ...(jobs.some(isRunJob) ? runTasks(config, location, jobs) : []),
      ...sendToQueues(config, location, queuesOfStateMachines(config, jobs)),
      ...stateMachineStatements(config, location, jobs),
    ],
  },
};

/**
 * Returns the statement that lets the Scheduler read the encrypted input of the environment's schedules.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
 */
function decryptSchedules({ kmsKeyArn, service }: EnvConfig, location: Location): readonly RoleStatement[] {
  if (kmsKeyArn === undefined) return [];
  const schedules = arn(location, 'scheduler', `schedule/${scheduleGroupName(service)}/*`);
  return [
    {
      sid: 'DecryptSchedules',
      actions: ['kms:Decrypt'],
      resources: [kmsKeyArn],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:scheduler:schedule:arn': schedules } },
    },
  ];
}

/** Returns the kinds of jobs that rules start, as text. Workers whose queue gets uploads count as file uploads. */
function ruleStartedKinds(jobs: readonly Job[]): string {
  const labels = jobs.map(({ type }) => jobKinds[type === 'event_job' ? type : 'file_upload_job'].label);
  return [...new Set(labels)].join(' and ');
}

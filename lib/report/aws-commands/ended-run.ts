/** The commands for a run, a task or a service in a message: they show why it failed. */
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob, stateMachineOf, workersOf, type Job } from '../../jobs/job';
import type { Watch } from '../../jobs/alarms/watch/watch';
import { awsIn, type JobCommand } from './aws-cli';
import { quote } from './quote-for-shell';
import { outputCommands, outputOf, runCommands } from './run-commands';
import type { CommandsView } from './view';
import { serviceCommands, workerCommands } from './worker-commands';

/** The ARN of an execution of a state machine: its region, its account and the name of the machine. */
export interface ExecutionArn {
  /** The whole ARN. */
  readonly arn: string;
  /** The region. */
  readonly region: string;
  /** The account, 12 digits. */
  readonly accountId: string;
  /** The name of the state machine. */
  readonly machine: string;
}

/** The ARN of a task: its region, its account and its cluster. */
export interface TaskArn {
  /** The whole ARN. */
  readonly arn: string;
  /** The region. */
  readonly region: string;
  /** The account, 12 digits. */
  readonly accountId: string;
  /** The name of the cluster. */
  readonly cluster: string;
}

/** The ARN of an ECS service: its region, its account, its cluster and its name. */
export interface ServiceArn extends TaskArn {
  /** The name of the service. */
  readonly name: string;
}

/** Returns the parts of the ARN of an execution; `undefined` for another text. */
export function parseExecutionArn(text: string): ExecutionArn | undefined {
  const [, region, accountId, machine] =
    /^arn:aws[a-z-]*:states:([a-z0-9-]+):(\d{12}):execution:([\w-]+):[^\s'"]+$/.exec(text) ?? [];
  if (region === undefined || accountId === undefined || machine === undefined) return undefined;
  return { arn: text, region, accountId, machine };
}

/** Returns the parts of the ARN of a task; `undefined` for another text. */
export function parseTaskArn(text: string): TaskArn | undefined {
  const [, region, accountId, cluster] =
    /^arn:aws[a-z-]*:ecs:([a-z0-9-]+):(\d{12}):task\/([\w-]+)\/[\w-]+$/.exec(text) ?? [];
  if (region === undefined || accountId === undefined || cluster === undefined) return undefined;
  return { arn: text, region, accountId, cluster };
}

/** Returns the parts of the ARN of an ECS service; `undefined` for another text. */
export function parseServiceArn(text: string): ServiceArn | undefined {
  const [, region, accountId, cluster, name] =
    /^arn:aws[a-z-]*:ecs:([a-z0-9-]+):(\d{12}):service\/([\w-]+)\/([\w-]+)$/.exec(text) ?? [];
  if (region === undefined || accountId === undefined || cluster === undefined || name === undefined)
    return undefined;
  return { arn: text, region, accountId, cluster, name };
}

/** Returns the commands of the worker that owns a service, those for its service first; an empty list if no worker does. */
export function viewService(
  environments: readonly EnvironmentJobs[],
  { cluster, name, ...place }: ServiceArn,
): readonly CommandsView[] {
  return environments
    .filter(
      (environment) => isIn(environment, place) && String(environment.config.service.clusterName) === cluster,
    )
    .flatMap((environment) =>
      workersOf(environment.jobs)
        .filter(({ service }) => service.name === name)
        .map((job) => {
          const aws = awsIn(environment.config.region);
          const first = serviceCommands(aws, job);
          const shown = new Set(first.map(({ command }) => command));
          const others = workerCommands(aws, environment.location, job).filter(
            ({ command }) => !shown.has(command),
          );
          return viewOf(environment, job.name, [...first, ...others]);
        }),
    );
}

/** Returns the commands of the run for the job that owns its state machine; an empty list if no job does. */
export function viewExecution(
  environments: readonly EnvironmentJobs[],
  { arn, machine, ...place }: ExecutionArn,
): readonly CommandsView[] {
  return environments
    .filter((environment) => isIn(environment, place))
    .flatMap((environment) => [
      ...environment.jobs
        .filter((job) => stateMachineOf(job)?.stateMachine.name === machine)
        .map((job) => viewOf(environment, job.name, commandsOfExecution(environment, job, arn))),
      ...(environment.watch?.stateMachine.name === machine
        ? [viewOf(environment, machine, commandsOfCheck(environment, environment.watch, arn))]
        : []),
    ]);
}

/** Returns the commands of a check that failed, because it could not publish its message. */
function commandsOfCheck(
  { config }: EnvironmentJobs,
  { stateMachine }: Watch,
  arn: string,
): readonly JobCommand[] {
  const aws = awsIn(config.region);
  return [
    {
      does: 'show the input of the check, which has the job and the message, and the error',
      command: aws('stepfunctions describe-execution', `--execution-arn ${quote(arn)}`),
    },
    {
      does: 'show the log of the checks',
      command: aws(`logs tail ${quote(stateMachine.logGroupName)}`, '--since 1d'),
    },
  ];
}

function commandsOfExecution({ config }: EnvironmentJobs, job: Job, arn: string): readonly JobCommand[] {
  const aws = awsIn(config.region);
  const run = quote(arn);
  if (isRunJob(job) && job.target.kind === 'state_machine')
    return [...outputCommands(aws, job, run), ...runCommands(aws, job, job.target, run)];
  return [
    {
      does: 'show the status, the error and the cause of the run, which sent a message to the queue of the job',
      command: aws('stepfunctions describe-execution', `--execution-arn ${run}`),
    },
  ];
}

/**
 * Returns the commands of a task that a rule started without a state machine; an empty list if no environment has the
 * cluster. The tasks of all jobs of an environment write to the log of the service.
 */
export function viewTask(
  environments: readonly EnvironmentJobs[],
  { arn, cluster, ...place }: TaskArn,
): readonly CommandsView[] {
  return environments
    .filter(
      (environment) => isIn(environment, place) && String(environment.config.service.clusterName) === cluster,
    )
    .map((environment) => {
      const { region, service } = environment.config;
      const aws = awsIn(region);
      return viewOf(environment, arn, [
        {
          does: 'show the output of the task: its log group and stream, then the lines of the last 14 days',
          command: outputOf(
            aws,
            {
              taskDefinitionFamily: service.taskDefinitionFamily,
              overrides: { containerName: service.containerName },
            },
            quote(arn),
          ),
        },
        {
          does: 'show the job (startedBy), the reason for the end, and the exit codes; ECS keeps them for one hour',
          command: aws(
            'ecs describe-tasks',
            `--cluster ${quote(cluster)}`,
            `--tasks ${quote(arn)}`,
            `--query ${quote('tasks[].[startedBy, stopCode, stoppedReason, containers[].[name, exitCode, reason]]')}`,
          ),
        },
      ]);
    });
}

function isIn(
  { config }: EnvironmentJobs,
  { region, accountId }: Pick<TaskArn, 'region' | 'accountId'>,
): boolean {
  return config.region === region && [undefined, accountId].includes(config.knownAccountId);
}

function viewOf({ config }: EnvironmentJobs, job: string, commands: readonly JobCommand[]): CommandsView {
  return { environment: config.name, job, startHint: undefined, commands };
}

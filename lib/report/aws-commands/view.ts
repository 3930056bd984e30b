/** AWS CLI commands that start a job and inspect its runs. */
import { literalText } from '../../values/deferred-values';
import { queueUrl } from '../../aws/queues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { deadLetterQueueOf, isRunJob, type Job, type JobType, type RunJob } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import { awsIn, type JobCommand } from './aws-cli';
import { deadLetterCommands } from './dead-letter-commands';
import { quote, quoteDeferred } from './quote-for-shell';
import { workerCommands } from './worker-commands';

/** Commands of a job in an environment. */
export interface CommandsView {
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the job. */
  readonly job: string;
  /**
   * Hint that shows how to print a start command. The command contains fields of an event. `undefined` for jobs that
   * need no event.
   */
  readonly startHint: string | undefined;
  /**
   * Commands in the order in which they are printed. If a rule starts the task without a state machine, AWS does not
   * record the runs, so there are only the commands of a dead-letter queue.
   */
  readonly commands: readonly JobCommand[];
}

/** Collects the commands of jobs. */
export function viewCommands(
  jobs: readonly { readonly environment: EnvironmentJobs; readonly job: Job }[],
): readonly CommandsView[] {
  return jobs.map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    startHint: startHints[job.type],
    commands: jobCommands(environment, job),
  }));
}

const startHints: Readonly<Record<JobType, string | undefined>> = {
  file_upload_job: 'start a run for an object: background-jobs simulate upload --print-start-command',
  scheduled_job: undefined,
  queue_worker_job: undefined,
  event_job: 'start a run for an event: background-jobs simulate event --event FILE --print-start-command',
};

/**
 * Returns the commands of a job. If a command starts a run, the run writes to the log of the job, and `overlap` applies
 * to the run. The scheduled time of this run is the time at which it starts.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/
 */
function jobCommands({ config, location }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  const aws = awsIn(config.region);
  if (!isRunJob(job)) return workerCommands(aws, location, job);
  const { target } = job;
  const queue = deadLetterQueueOf(job);
  const deadLetters = queue === undefined ? [] : deadLetterCommands(aws, queueUrl(location, queue.name), job);
  if (target.kind !== 'state_machine') return deadLetters;
  const machine = `--state-machine-arn ${quoteDeferred(target.arn)}`;
  const runs = (...options: readonly string[]) =>
    aws('stepfunctions list-executions', machine, '--max-items 10', ...options);
  return [
    ...(startsWithoutEvent[job.type]
      ? [{ does: 'start a run now', command: aws('stepfunctions start-execution', machine) }]
      : []),
    { does: 'list the last runs', command: runs() },
    { does: 'list failed runs', command: runs('--status-filter FAILED') },
    {
      does: 'show the status and result of a run; RUN is the ARN of the run',
      command: aws('stepfunctions describe-execution', '--execution-arn RUN'),
    },
    {
      does: 'show the history of a run, latest event first',
      command: aws(
        'stepfunctions get-execution-history',
        '--execution-arn RUN',
        '--reverse-order',
        '--max-items 20',
      ),
    },
    {
      does: 'stop a run and its task',
      command: aws('stepfunctions stop-execution', '--execution-arn RUN'),
    },
    {
      // A failed task always leads to the state Failed. A redrive would only repeat this state.
      does: 'repeat a failed run as a new run with the same input; RUN is the ARN of the failed run',
      command: aws(
        'stepfunctions start-execution',
        machine,
        `--input "$(${onOneLine(aws('stepfunctions describe-execution', '--execution-arn RUN', '--query input', '--output text'))})"`,
      ),
    },
    // A run that is redriven does not acquire the lock again, and would overlap with the next run.
    ...(job.run.overlap === 'allow'
      ? [
          {
            does: 'continue, at the interrupted step, a run that was stopped or timed out in the last 14 days',
            command: aws('stepfunctions redrive-execution', '--execution-arn RUN'),
          },
        ]
      : []),
    {
      does: 'show the log of the runs',
      command: aws(`logs tail ${quote(target.stateMachine.logGroupName)}`, '--since 1d'),
    },
    ...outputCommands(aws, job),
    ...deadLetters,
  ];
}

/**
 * Returns the command that shows the output of a task. The application's task definition has the log group and the prefix
 * of the log streams, and the history of a run has the ID of the task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
function outputCommands(aws: ReturnType<typeof awsIn>, { run }: RunJob): readonly JobCommand[] {
  const tasks = new Map(
    stepsOf(run).map(({ task }) => [
      JSON.stringify([task.taskDefinitionFamily, task.overrides.containerName]),
      task,
    ]),
  );
  return [...tasks.values()].map(({ taskDefinitionFamily: family, overrides: { containerName } }) => {
    const logOptions = aws(
      'ecs describe-task-definition',
      `--task-definition ${quote(literalText(family))}`,
      `--query ${quote(`taskDefinition.containerDefinitions[?name==\`"${containerName}"\`] | [0].logConfiguration.options.["awslogs-group", "awslogs-stream-prefix"]`)}`,
      '--output text',
    );
    const lastTask = aws(
      'stepfunctions get-execution-history',
      '--execution-arn RUN',
      // The AWS CLI applies the query to each page of events, so the first page must have the latest events.
      '--reverse-order',
      `--query ${quote('events[?type==`"TaskSubmitted"`] | [0].taskSubmittedEventDetails.output')}`,
      '--output text',
    );
    return {
      does: 'show the output of the last task of a run: its log group and stream, then the lines of the last 14 days',
      command: [
        `read -r group prefix <<< "$(${logOptions})"`,
        `task="$(${lastTask} | grep -o 'task/[^"]*' | head -n 1)"`,
        `stream="$prefix"/${quote(containerName)}/"\${task##*/}"`,
        'echo "$group $stream"',
        aws('logs tail "$group"', '--log-stream-names "$stream"', '--since 14d'),
      ].join('\n'),
    };
  });
}

function onOneLine(command: string): string {
  return command.replaceAll(' \\\n  ', ' ');
}

/** Whether a run of a job needs no event as its input. */
const startsWithoutEvent: Readonly<Record<RunJob['type'], boolean>> = {
  file_upload_job: false,
  event_job: false,
  scheduled_job: true,
};

/** AWS CLI commands that show, stop and repeat one run or one task. */
import { literalText } from '../../values/deferred-values';
import type { RunJob } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import type { StateMachineTarget } from '../../jobs/run/targets';
import type { Task } from '../../jobs/run/ecs-task/task';
import type { AwsCli, JobCommand } from './aws-cli';
import { quote, quoteDeferred } from './quote-for-shell';

/** The placeholder for the ARN of a run. */
export const anyRun = 'RUN';

/**
 * Returns the commands that inspect, stop and repeat a run of a state machine.
 *
 * @param run - The ARN of the run in quotes, or {@link anyRun}.
 */
export function runCommands(
  aws: AwsCli,
  job: RunJob,
  target: StateMachineTarget,
  run: string,
): readonly JobCommand[] {
  const execution = `--execution-arn ${run}`;
  const [arnOfRun, arnOfFailed] =
    run === anyRun ? ['; RUN is the ARN of the run', '; RUN is the ARN of the failed run'] : ['', ''];
  return [
    {
      does: `show the status and result of a run${arnOfRun}`,
      command: aws('stepfunctions describe-execution', execution),
    },
    {
      does: 'show the history of a run, latest event first',
      command: aws('stepfunctions get-execution-history', execution, '--reverse-order', '--max-items 20'),
    },
    {
      does: 'stop a run and its task',
      command: aws('stepfunctions stop-execution', execution),
    },
    {
      // A failed task always leads to the state Failed. A redrive would only repeat this state.
      does: `repeat a failed run as a new run with the same input${arnOfFailed}`,
      command: aws(
        'stepfunctions start-execution',
        `--state-machine-arn ${quoteDeferred(target.arn)}`,
        `--input "$(${onOneLine(aws('stepfunctions describe-execution', execution, '--query input', '--output text'))})"`,
      ),
    },
    // A run that is redriven does not acquire the lock again, and would overlap with the next run.
    ...(job.run.overlap === 'allow'
      ? [
          {
            does: 'continue, at the interrupted step, a run that was stopped or timed out in the last 14 days',
            command: aws('stepfunctions redrive-execution', execution),
          },
        ]
      : []),
  ];
}

/**
 * Returns the commands that show the output of the last task of a run. The history of the run has the ID of the task.
 *
 * @param run - The ARN of the run in quotes, or {@link anyRun}.
 */
export function outputCommands(aws: AwsCli, { run: plan }: RunJob, run: string): readonly JobCommand[] {
  const tasks = new Map(
    stepsOf(plan).map(({ task }) => [
      JSON.stringify([task.taskDefinitionFamily, task.overrides.containerName]),
      task,
    ]),
  );
  const lastTask = aws(
    'stepfunctions get-execution-history',
    `--execution-arn ${run}`,
    // The AWS CLI applies the query to each page of events, so the first page must have the latest events.
    '--reverse-order',
    `--query ${quote('events[?type==`"TaskSubmitted"`] | [0].taskSubmittedEventDetails.output')}`,
    '--output text',
  );
  return [...tasks.values()].map((task) => ({
    does: 'show the output of the last task of a run: its log group and stream, then the lines of the last 14 days',
    command: outputOf(aws, task, `"$(${lastTask} | grep -o 'task/[^"]*' | head -n 1)"`),
  }));
}

/**
 * Returns the command that shows the output of a task. The application's task definition has the log group and the prefix
 * of the log streams.
 *
 * @param task - The ARN of the task in bash, with its quotes.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 */
export function outputOf(
  aws: AwsCli,
  {
    taskDefinitionFamily: family,
    overrides: { containerName },
  }: {
    readonly taskDefinitionFamily: Task['taskDefinitionFamily'];
    readonly overrides: Pick<Task['overrides'], 'containerName'>;
  },
  task: string,
): string {
  const logOptions = aws(
    'ecs describe-task-definition',
    `--task-definition ${quote(literalText(family))}`,
    `--query ${quote(`taskDefinition.containerDefinitions[?name==\`"${containerName}"\`] | [0].logConfiguration.options.["awslogs-group", "awslogs-stream-prefix"]`)}`,
    '--output text',
  );
  return [
    `read -r group prefix <<< "$(${logOptions})"`,
    `task=${task}`,
    `stream="$prefix"/${quote(containerName)}/"\${task##*/}"`,
    'echo "$group $stream"',
    aws('logs tail "$group"', '--log-stream-names "$stream"', '--since 14d'),
  ].join('\n');
}

function onOneLine(command: string): string {
  return command.replaceAll(' \\\n  ', ' ');
}

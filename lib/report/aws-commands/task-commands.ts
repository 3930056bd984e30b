/** The commands of a job whose tasks a rule starts without a state machine, and of the stopped tasks of a worker. */
import { defaultEventBus } from '../../aws/events/event-buses';
import { keptStartedByCharacters } from '../../aws/ecs/limits';
import { ruleOf, type RunJob } from '../../jobs/job';
import type { EcsClusterTarget } from '../../jobs/run/targets';
import { literalText } from '../../values/deferred-values';
import type { AwsCli, JobCommand } from './aws-cli';
import { quote, quoteDeferred } from './quote-for-shell';
import { outputOf } from './run-commands';

/**
 * Returns the commands that show the tasks of a job and its rule. A filter of ListTasks by `startedBy` excludes stopped
 * tasks, so the first command filters the descriptions.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
export function taskCommands(
  aws: AwsCli,
  job: RunJob,
  { clusterArn, task }: EcsClusterTarget,
): readonly JobCommand[] {
  const rule = ruleOf(job);
  if (rule === undefined) return [];
  const cluster = `--cluster ${quoteDeferred(clusterArn)}`;
  const startedBy = `events-rule/${rule.name}`.slice(0, keptStartedByCharacters);
  const stopped = aws(
    'ecs list-tasks',
    cluster,
    `--family ${quote(literalText(task.taskDefinitionFamily))}`,
    '--desired-status STOPPED',
    '--query taskArns',
    '--output text',
  );
  return [
    {
      does: 'show the tasks that stopped, with reasons and exit codes; ECS keeps them for one hour',
      command: aws(
        'ecs describe-tasks',
        cluster,
        `--tasks $(${stopped})`,
        `--query ${quote(`tasks[?starts_with(startedBy, '${startedBy}')].[taskArn, stoppedAt, stopCode, stoppedReason, containers[].[name, exitCode, reason]]`)}`,
      ),
    },
    {
      does: 'show the output of a task; TASK is the ARN of the task',
      command: outputOf(aws, task, 'TASK'),
    },
    {
      does: 'show the target of the rule, and the role that starts the target',
      command: aws(
        'events list-targets-by-rule',
        `--rule ${quote(rule.name)}`,
        ...(rule.eventBusName === defaultEventBus ? [] : [`--event-bus-name ${quote(rule.eventBusName)}`]),
      ),
    },
  ];
}

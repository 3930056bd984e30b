/** The dashboard of an environment: the states of its alarms, its runs, and its queue workers. */
import { arn, type Location } from '../../aws/arns';
import {
  alarmWidget,
  dashboardColumns,
  graphWidget,
  lineSize,
  maximumDashboardMetrics,
  maximumWidgetAlarms,
  textWidget,
  type Graph,
  type GraphLine,
  type GraphMetric,
  type WidgetBox,
} from '../../aws/dashboards';
import { defaultEventBus } from '../../aws/events/event-buses';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString, Json } from '../../values/deferred-values';
import { alarmsOf, isRunJob, ruleOf, stateMachineOf, type Job } from '../job';
import type { QueueWorkerJob } from '../queue-worker/queue-worker';
import { dashboardName } from '../resource-names';
import type { EnvironmentAlarm } from './dropped-runs';

/** A dashboard. */
export interface Dashboard {
  /** The name, unique in the account. */
  readonly name: string;
  /** The body. */
  readonly body: Json;
}

/** Lines of several jobs in the same graphs. */
interface Section {
  /** The jobs, as a title. */
  readonly title: string;
  /** The seconds that one data point of the graphs covers. */
  readonly periodSeconds: number;
  /** The titles of the graphs. */
  readonly graphs: readonly string[];
  /** For each job, its line in each graph. */
  readonly jobs: readonly (readonly GraphLine[])[];
}

/** The maximum number of jobs in a graph: with more lines, their colors can't be told apart. */
const maximumGraphJobs = 20;

/** The maximum number of alarms in the dashboard. AWS documents no maximum of a dashboard's size. */
const maximumAlarms = 1000;

/** The number of alarms side by side in an alarm widget, which shows each alarm in a box. */
const alarmsPerRow = 4;

/**
 * Builds the dashboard of an environment.
 *
 * @returns `undefined` if the environment has no dashboard.
 */
export function buildDashboard(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
  environmentAlarms: readonly EnvironmentAlarm[],
): Dashboard | undefined {
  if (config.alarms?.hasDashboard !== true) return undefined;
  const names = [...environmentAlarms.map(({ alarm }) => alarm.name), ...jobs.flatMap(notifyingAlarms)];
  const alarmArns = names.slice(0, maximumAlarms).map((name) => arn(location, 'cloudwatch', `alarm:${name}`));
  const { shown, hiddenJobs } = fit(sectionsOf(config, jobs));
  const rows = [
    ...inGroups(alarmArns, maximumWidgetAlarms).map((group, index, all) =>
      alarmRow(group, numbered('Alarms', index, all.length)),
    ),
    ...shown.flatMap((section) => graphRows(section, config.region)),
  ];
  const notes = notesOf({ hiddenJobs, hiddenAlarms: names.length - alarmArns.length });
  return {
    name: dashboardName(config),
    body: {
      start: '-P1D',
      periodOverride: 'inherit',
      widgets: stack([textRow(notes), ...rows]),
    },
  };
}

/** The widgets side by side in a row, and their height. */
interface Row {
  readonly height: number;
  readonly widgets: readonly ((box: WidgetBox) => Json)[];
}

function stack(rows: readonly Row[]): readonly Json[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const top = y;
    y += height;
    const width = Math.floor(dashboardColumns / widgets.length);
    return widgets.map((widget, index) => widget({ x: index * width, y: top, width, height }));
  });
}

/** Returns the lines of Markdown above the graphs. They have no text of a user. */
function notesOf({
  hiddenJobs,
  hiddenAlarms,
}: Readonly<Record<'hiddenJobs' | 'hiddenAlarms', number>>): readonly string[] {
  return [
    '**Background jobs.** The program background-jobs generates this dashboard. The next apply replaces changes in the console.',
    ...(hiddenJobs === 0
      ? []
      : [
          `Jobs without graphs here: ${hiddenJobs}. CloudWatch allows ${maximumDashboardMetrics} metrics in a dashboard.`,
        ]),
    ...(hiddenAlarms === 0 ? [] : [`Alarms that are not shown here: ${hiddenAlarms}.`]),
  ];
}

function textRow(notes: readonly string[]): Row {
  return { height: 1 + notes.length, widgets: [(box) => textWidget(box, notes.join('\n\n'))] };
}

function alarmRow(alarmArns: readonly DeferredString[], title: string): Row {
  return {
    height: 2 + Math.ceil(alarmArns.length / alarmsPerRow),
    widgets: [(box) => alarmWidget(box, title, alarmArns)],
  };
}

/** Returns the alarms that notify a topic. An alarm that scales a worker is in ALARM while the worker works. */
function notifyingAlarms(job: Job): readonly string[] {
  return alarmsOf(job).flatMap(({ action, alarm }) => (action.kind === 'notify_topic' ? [alarm.name] : []));
}

function graphRows({ title, periodSeconds, graphs, jobs }: Section, region: string): readonly Row[] {
  return inGroups(jobs, maximumGraphJobs).map((group, index, all) => ({
    height: 6,
    widgets: graphs.map((graph, column) => {
      const content: Graph = {
        title: numbered(`${title}: ${graph}`, index, all.length),
        periodSeconds,
        lines: group.flatMap((lines) => lines[column] ?? []),
      };
      return (box: WidgetBox) => graphWidget(box, region, content);
    }),
  }));
}

function numbered(title: string, index: number, count: number): string {
  return count === 1 ? title : `${title} (${index + 1} of ${count})`;
}

function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Returns the first jobs of the sections whose metrics CloudWatch allows, and the number of other jobs. */
function fit(sections: readonly Section[]) {
  let remaining = maximumDashboardMetrics;
  let hiddenJobs = 0;
  const shown = sections.map((section) => ({
    ...section,
    jobs: section.jobs.filter((lines) => {
      const size = lines.reduce((sum, line) => sum + lineSize(line), 0);
      if (size > remaining) {
        hiddenJobs += 1;
        return false;
      }
      remaining -= size;
      return true;
    }),
  }));
  return { shown, hiddenJobs };
}

function sectionsOf({ service }: EnvConfig, jobs: readonly Job[]): readonly Section[] {
  const runs = jobs.filter(isRunJob);
  return [
    {
      title: 'Queue workers',
      // Each running task sends one sample of its CPU utilization a minute.
      periodSeconds: 60,
      graphs: ['messages', 'message age', 'running tasks', 'dead letters'],
      jobs: jobs.flatMap((job) =>
        job.type === 'queue_worker_job' ? [workerLines(job, service.clusterName)] : [],
      ),
    },
    {
      title: 'Runs',
      periodSeconds: 300,
      graphs: ['started', 'failed', 'longest duration'],
      jobs: runs.flatMap((job) => {
        const machine = stateMachineOf(job);
        return machine === undefined ? [] : [runLines(job.name, machine.arn)];
      }),
    },
    {
      title: 'Tasks without a state machine',
      periodSeconds: 300,
      graphs: ['launched', 'not launched'],
      jobs: runs.flatMap((job) => {
        const rule = ruleOf(job);
        if (rule === undefined || stateMachineOf(job) !== undefined) return [];
        const bus = rule.eventBusName === defaultEventBus ? {} : { EventBusName: rule.eventBusName };
        return [launchLines(job.name, { ...bus, RuleName: rule.name })];
      }),
    },
  ];
}

/**
 * Returns the lines of a state machine.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
function runLines(label: string, stateMachineArn: DeferredString): readonly GraphLine[] {
  const metric = (name: string, statistic: GraphMetric['statistic']): GraphMetric => ({
    namespace: 'AWS/States',
    name,
    dimensions: { StateMachineArn: stateMachineArn },
    statistic,
  });
  return [
    { label, metrics: [metric('ExecutionsStarted', 'Sum')] },
    {
      label,
      metrics: [
        metric('ExecutionsFailed', 'Sum'),
        metric('ExecutionsTimedOut', 'Sum'),
        metric('ExecutionsAborted', 'Sum'),
      ],
    },
    { label, metrics: [metric('ExecutionTime', 'Maximum')] },
  ];
}

/**
 * Returns the lines of a rule that launches tasks.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
function launchLines(label: string, dimensions: Readonly<Record<string, string>>): readonly GraphLine[] {
  return ['Invocations', 'FailedInvocations'].map((name) => ({
    label,
    metrics: [{ namespace: 'AWS/Events', name, dimensions, statistic: 'Sum' }],
  }));
}

function workerLines(
  { name: label, queue, deadLetterQueue, service }: QueueWorkerJob,
  clusterName: DeferredString,
): readonly GraphLine[] {
  const metric = (queueName: string, name: string): GraphMetric => ({
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
  });
  return [
    {
      label,
      metrics: [
        metric(queue.name, 'ApproximateNumberOfMessagesVisible'),
        metric(queue.name, 'ApproximateNumberOfMessagesNotVisible'),
      ],
    },
    { label, metrics: [metric(queue.name, 'ApproximateAgeOfOldestMessage')] },
    {
      label,
      metrics: [
        {
          namespace: 'AWS/ECS',
          name: 'CPUUtilization',
          dimensions: { ClusterName: clusterName, ServiceName: service.name },
          statistic: 'SampleCount',
        },
      ],
    },
    { label, metrics: [metric(deadLetterQueue.name, 'ApproximateNumberOfMessagesVisible')] },
  ];
}

import { describe, expect, test } from '@jest/globals';
import { buildDashboard } from '../../../lib/jobs/alarms/dashboard';
import { optionsOf, parseDashboard, type DashboardBody } from '../../support/dashboard-body';
import { baseConfig, environmentOf } from '../support/environments';

const alarms = { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs', dashboard: true };
const daily = { task_command: ['x'], schedule_expression: 'rate(1 day)' };
const worker = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 4 };
const every = {
  scheduled_jobs: { nightly: daily },
  file_upload_jobs: { etl: { task_command: ['x'] } },
  queue_worker_jobs: { pages: worker, scans: { ...worker, alarms: false } },
};

type Fields = Readonly<Record<string, unknown>>;

function dashboardOf(sections: Fields, base: object = { ...baseConfig, alarms }): DashboardBody {
  const { dashboard } = environmentOf(sections, { ...base });
  return parseDashboard(JSON.parse(JSON.stringify(dashboard?.body)));
}

/** Returns the labels of the lines of each graph, by the title of the graph. */
function linesOf({ widgets }: DashboardBody) {
  return widgets.flatMap((widget) => {
    if (widget.type !== 'metric') return [];
    const { title, metrics } = widget.properties;
    return [
      [
        title,
        metrics.flatMap((row) => (optionsOf(row).visible === false ? [] : (optionsOf(row).label ?? []))),
      ],
    ];
  });
}

function textsOf({ widgets }: DashboardBody): string {
  return widgets.flatMap((widget) => (widget.type === 'text' ? [widget.properties.markdown] : [])).join('\n');
}

function alarmsIn({ widgets }: DashboardBody): readonly (readonly string[])[] {
  return widgets.flatMap((widget) => (widget.type === 'alarm' ? [widget.properties.alarms] : []));
}

test('an environment has no dashboard by default', () => {
  const { sns_topic_arn } = alarms;
  expect(environmentOf(every, { ...baseConfig, alarms: { sns_topic_arn } }).dashboard).toBeUndefined();
  expect(environmentOf(every).dashboard).toBeUndefined();
});

describe('a dashboard', () => {
  const dashboard = dashboardOf(every);

  test('has a line of each job in the graphs of its kind', () => {
    expect(linesOf(dashboard)).toEqual([
      ['Queue workers: messages', ['pages', 'scans']],
      ['Queue workers: message age', ['pages', 'scans']],
      ['Queue workers: running tasks', ['pages', 'scans']],
      ['Queue workers: dead letters', ['pages', 'scans']],
      ['Runs: started', ['nightly']],
      ['Runs: failed', ['nightly']],
      ['Runs: longest duration', ['nightly']],
      ['Tasks without a state machine: launched', ['etl']],
      ['Tasks without a state machine: not launched', ['etl']],
    ]);
  });

  test('has the metrics of the state machine, the rule and the queues', () => {
    const rows = JSON.stringify(dashboard.widgets);
    for (const row of [
      [
        'AWS/States',
        'ExecutionsStarted',
        'StateMachineArn',
        'arn:aws:states:us-east-1:123456789012:stateMachine:app-test-nightly',
      ],
      ['AWS/Events', 'FailedInvocations', 'RuleName', 'app-test-etl'],
      ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', 'app-test-pages'],
      ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'app-test-pages-dead-letters'],
      ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'app-test', 'ServiceName', 'app-test-pages'],
    ])
      expect(rows).toContain(JSON.stringify(row).slice(0, -1));
    expect(rows).toContain('"SUM([m0_0, m0_1, m0_2])"');
  });

  test('shows the alarms that notify, and not those that scale', () => {
    const [names = [], ...others] = alarmsIn(dashboard);
    expect(others).toEqual([]);
    expect(names.map((name) => name.split(':alarm:')[1])).toEqual(
      expect.arrayContaining(['app-test-pages-dead-letters', 'app-test-pages-stalled']),
    );
    expect(names.filter((name) => /-(?:busy|idle)$|-scans-/.test(name))).toEqual([]);
  });

  test('has no text of a user in Markdown', () => {
    expect(textsOf(dashboard)).not.toMatch(/\b(?:pages|scans|nightly|etl|app|test)\b/);
  });

  test('has the name of the service and the region, because dashboards are global', () => {
    expect(environmentOf(every, { ...baseConfig, alarms }).dashboard?.name).toBe('app-test-jobs-us-east-1');
  });

  test('has the region and the partition of its environment', () => {
    const region = 'us-gov-west-1';
    const sns_topic_arn = 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:jobs';
    const role = (name: string) => `arn:aws-us-gov:iam::123456789012:role/${name}`;
    const service = {
      ...baseConfig.service,
      task_role_arn: role('task'),
      execution_role_arn: role('execution'),
    };
    const { widgets } = dashboardOf(every, {
      ...baseConfig,
      region,
      service,
      alarms: { sns_topic_arn, dashboard: true },
    });
    expect(JSON.stringify(widgets)).not.toMatch(/us-east-1|arn:aws:/);
    for (const widget of widgets) if (widget.type === 'metric') expect(widget.properties.region).toBe(region);
  });
});

test('a dashboard of a thousand jobs stays within the limits, and has a note about the jobs without graphs', () => {
  const { config, location, jobs } = environmentOf(
    { scheduled_jobs: { nightly: daily } },
    { ...baseConfig, alarms },
  );
  const thousand = Array.from({ length: 1000 }, (_, index) =>
    jobs.map((job) => ({ ...job, name: `job-${index}` })),
  ).flat();
  const dashboard = parseDashboard(buildDashboard(config, location, thousand, [])?.body);
  const lines = linesOf(dashboard).flatMap(([title, labels]) =>
    typeof title === 'string' && title.startsWith('Runs: started') ? labels : [],
  );
  expect(lines).toHaveLength(416);
  expect(textsOf(dashboard)).toContain(
    'Jobs without graphs here: 584. CloudWatch allows 2500 metrics in a dashboard.',
  );
});

test('a dashboard of many workers divides its alarms and graphs', () => {
  const names = Array.from({ length: 45 }, (_, index) => `job-${index}`);
  const dashboard = dashboardOf({
    queue_worker_jobs: Object.fromEntries(names.map((name) => [name, worker])),
  });
  expect(alarmsIn(dashboard).map((each) => each.length)).toEqual([100, 80]);
  expect(
    linesOf(dashboard).filter(([title]) => String(title).startsWith('Queue workers: messages')),
  ).toHaveLength(3);
});

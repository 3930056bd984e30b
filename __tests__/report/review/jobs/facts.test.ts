import { describe, expect, test } from '@jest/globals';
import { isRunJob, ruleOf, schedulesOf, type Job } from '../../../../lib/jobs/job';
import { loadEnvironments } from '../../../../lib/jobs/load-environments';
import { stepsOf } from '../../../../lib/jobs/run/run-plan';
import { listEnvironment, firstRunsOf } from '../../../../lib/report/list/view';
import { localText } from '../../../../lib/report/list/times';
import { describePolicy, describeRetry, overlapText } from '../../../../lib/report/list/words/run-policy';
import { describeSchedule } from '../../../../lib/report/list/words/schedule-words';
import { describeBounds } from '../../../../lib/report/list/words/worker-words';
import { kindOf } from '../../../../lib/report/review/jobs/aspects/trigger-aspects';
import { keyPatternsOf, uploadsOf } from '../../../../lib/report/review/jobs/aspects/upload-aspects';
import { nextRunLines } from '../../../../lib/report/review/jobs/schedules/next-runs';
import {
  scheduleLines,
  schedulesOfSide,
} from '../../../../lib/report/review/jobs/schedules/schedule-timings';
import { plainText } from '../../../../lib/report/review/words';
import { Reads } from '../../../../lib/review/jobs/cursor';
import { groupChanges } from '../../../../lib/review/jobs/group-changes';
import { SideResources } from '../../../../lib/review/jobs/resources-of-side';
import {
  overlapOf,
  retryOf,
  sidecarFailureOf,
  stepsOfDefinition,
  timeoutOf,
  waitsOfRetry,
} from '../../../../lib/review/jobs/steps';
import { TaskOfRule, TaskOfService } from '../../../../lib/review/jobs/task-of-resource';
import { isTexts } from '../../../../lib/review/jobs/task';
import { waitsOf } from '../../../../lib/jobs/run/definition/counted-retry';
import { planConfigurations } from '../../../../lib/review/configurations/configurations';
import type { EventTemplate } from '../../../../lib/values/event-templates';
import { validFixtures } from '../../../support/fixtures';
import { planTime } from './support/review-change';

/** The jobs of all fixtures, each with the side that a review reads from its resources. */
const jobs = validFixtures().flatMap(({ name, config }) =>
  loadEnvironments(config).environments.flatMap((environment) => {
    const change = { name: environment.config.name, before: undefined, after: environment };
    const grouped = groupChanges(planConfigurations(change, planTime));
    const listed = listEnvironment(environment, planTime, 3);
    return environment.jobs.map((job) => ({
      title: `${name} ${environment.config.name} ${job.name}`,
      job,
      listed: listed.jobs.find((each) => each.job === job),
      side: new SideResources(grouped.jobs.get(job.name) ?? [], 'after', { reads: new Reads() }),
    }));
  }),
);

function textOf(template: EventTemplate): string {
  if (typeof template === 'string') return template;
  return template
    .map((part) => (typeof part === 'string' ? part : `<${part.placeholder ?? part.name}>`))
    .join('');
}

type Read = (typeof jobs)[number];

function expectEach(facts: (read: Read) => readonly [fromJob: unknown, fromResources: unknown]): void {
  const pairs = jobs.map((read) => [read.title, ...facts(read)] as const);
  expect(pairs.map(([title, , fromResources]) => [title, fromResources])).toEqual(
    pairs.map(([title, fromJob]) => [title, fromJob]),
  );
}

function policyOf(job: Job) {
  return isRunJob(job) ? job.run : undefined;
}

describe('a review reads the same values from resources as the job has', () => {
  test('kind', () => {
    expectEach(({ job, side }) => [job.type, kindOf(side)]);
  });

  test('commands and names of environment variables', () => {
    expectEach(({ job, side }) => {
      const fromJob = isRunJob(job)
        ? stepsOf(job.run).map(({ task: { overrides } }) => [
            overrides.task_command.map(textOf),
            overrides.environment_variables.map(({ name }) => name),
          ])
        : [[job.taskDefinition.command, job.taskDefinition.environment.map(({ name }) => name)]];
      const steps = stepsOfDefinition(side.only('state_machine').at('definition'));
      const target = side.only('target');
      const definition = side.only('task_definition');
      const container = definition.at('container_definitions', 0);
      const tasks = isRunJob(job)
        ? steps.length > 0
          ? steps.map(({ task }) => task)
          : [new TaskOfRule(target)]
        : [new TaskOfService(definition, container, side.only('service'))];
      return [
        fromJob,
        tasks.map((task) => {
          const command = task.command();
          return [isTexts(command) ? command : undefined, task.environment().map(({ name }) => name)];
        }),
      ];
    });
  });

  test('schedules in words, and the next runs', () => {
    expectEach(({ job, listed, side }) => {
      const words = schedulesOf(job).map(({ parsedExpression, timezone }) =>
        describeSchedule(parsedExpression, timezone),
      );
      const shown = scheduleLines(side).map((line) => plainText(line).split(/, (?:from|until|up to) /)[0]);
      const isDated = schedulesOfSide(side).every(
        ({ timing, isEnabled }) => isEnabled && timing?.expression.kind !== 'rate',
      );
      const runs =
        listed?.type === 'scheduled_job' && isDated
          ? firstRunsOf(listed, 3).map((run) => localText(run, listed.schedules[0]?.schedule.timezone ?? ''))
          : [];
      return [
        [words.toSorted(), runs.length === 0 ? undefined : runs],
        [shown.toSorted(), runs.length === 0 ? undefined : nextRunLines(side, planTime).map(plainText)],
      ];
    });
  });

  test('retries, waits, timeouts and sidecars of each step', () => {
    expectEach(({ job, side }) => {
      const run = policyOf(job);
      const steps = stepsOfDefinition(side.only('state_machine').at('definition'));
      if (run === undefined || steps.length === 0) return [[], []];
      return [
        stepsOf(run).map(({ name, retry, timeoutSeconds }) => [
          name,
          describeRetry(retry),
          retry === undefined ? [] : waitsOf(retry),
          timeoutSeconds,
          name === 'on_failure' ? 'fail' : run.sidecarFailure,
        ]),
        steps.map((step) => [
          step.name,
          describeRetry(retryOf(step)),
          waitsOfRetry(step),
          timeoutOf(step),
          step.isAfterFailure ? 'fail' : sidecarFailureOf(step),
        ]),
      ];
    });
  });

  test('overlap and the timeout of the run', () => {
    expectEach(({ job, side }) => {
      const run = policyOf(job);
      const definition = side.only('state_machine').at('definition');
      if (run === undefined || !definition.exists()) return [[], []];
      const policy = describePolicy(run).join('\n');
      expect(policy).toContain(overlapText[run.overlap]);
      return [
        [run.overlap, run.timeoutSeconds],
        [overlapOf(definition), definition.at('TimeoutSeconds').number()],
      ];
    });
  });

  test('uploads', () => {
    expectEach(({ job, side }) => {
      const rule = ruleOf(job);
      if (rule?.source.kind !== 'objects') return [undefined, undefined];
      const { filter, event } = rule.source;
      const { prefixes, suffixes, wildcards } = filter;
      const keys =
        prefixes.length > 0 && suffixes.length > 0
          ? prefixes.flatMap((prefix) => suffixes.map((suffix) => `${prefix}*${suffix}`))
          : keyPatternsOf({ ...filter, prefixes, suffixes, wildcards });
      const read = uploadsOf(side);
      return [
        [event, filter.bucketName, filter.minimumSize, filter.maximumSize, keys],
        [
          read?.event,
          read?.filter.bucketName,
          read?.filter.minimumSize,
          read?.filter.maximumSize,
          read === undefined ? undefined : keyPatternsOf(read.filter),
        ],
      ];
    });
  });

  test('the number of tasks', () => {
    expectEach(({ job, side }) => {
      if (job.type !== 'queue_worker_job') return [undefined, undefined];
      const input = side.only('bounds').at('input');
      const bounds = {
        minimumCapacity: input.at('min_capacity').number() ?? NaN,
        maximumCapacity: input.at('max_capacity').number() ?? NaN,
      };
      return [describeBounds(job.scaling), describeBounds(bounds)];
    });
  });
});

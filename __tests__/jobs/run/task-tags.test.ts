import { expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { asList, asRecord, at, parsed, resourcesOf } from '../../support/stack-json';
import { environmentOf } from '../support/environments';

type Sections = Readonly<Record<string, unknown>>;

/** Returns the arguments of the only resource of a type. */
function valuesOf(sections: Sections, type: string): Readonly<Record<string, unknown>> {
  const environment = environmentOf(sections);
  const found = synthesize([environment])
    .filter(({ path }) => path === stackFile(environment.config.name))
    .flatMap(({ content }) => resourcesOf(content))
    .filter((resource) => resource.type === type);
  expect(found).toHaveLength(1);
  return asRecord(found[0]?.values);
}

/** Returns the tags of each state that launches a task, also in branches. */
function launchTags(states: unknown): readonly Readonly<Record<string, string>>[] {
  return Object.values(asRecord(states)).flatMap((state) => {
    const branches = asList(at(state, 'Branches') ?? []);
    const inBranches = branches.flatMap((branch) => launchTags(at(branch, 'States')));
    if (!String(at(state, 'Resource')).endsWith(':ecs:runTask.sync')) return inBranches;
    const tags = asList(at(state, 'Parameters', 'Tags'));
    return [Object.fromEntries(tags.map((tag) => [String(at(tag, 'Key')), String(at(tag, 'Value'))]))];
  });
}

const tags = { team: 'benefits', Owner: 'a b' };
const ofService = { 'background-jobs:service': 'app-test' };

test('every task of a state machine has the tags of the environment, and the names of its service and job', () => {
  const close = {
    schedule_expression: 'rate(1 day)',
    steps: [
      { name: 'first', task_command: ['a'] },
      {
        parallel: [
          { name: 'left', task_command: ['b'] },
          { name: 'right', task_command: ['c'] },
        ],
      },
    ],
    on_failure: { task_command: ['d'] },
  };
  const machine = valuesOf({ tags, scheduled_jobs: { close } }, 'aws_sfn_state_machine');
  const expected = { ...tags, ...ofService, 'background-jobs:job': 'close' };
  expect(launchTags(at(parsed(machine['definition']), 'States'))).toEqual([
    expected,
    expected,
    expected,
    expected,
  ]);
});

test('the order of the tags in the file does not change a definition', () => {
  const job = { task_command: ['a'], schedule_expression: 'rate(1 day)' };
  const definitionOf = (sorted: Readonly<Record<string, string>>) =>
    valuesOf({ tags: sorted, scheduled_jobs: { job } }, 'aws_sfn_state_machine')['definition'];
  expect(definitionOf(tags)).toBe(definitionOf({ Owner: 'a b', team: 'benefits' }));
});

test('a task that a rule starts has the same tags, and the tag of its cluster', () => {
  const target = valuesOf(
    { tags, file_upload_jobs: { etl: { task_command: ['etl'] } } },
    'aws_cloudwatch_event_target',
  );
  expect(at(target, 'ecs_target')).toMatchObject({
    tags: { ...tags, ...ofService, 'background-jobs:job': 'etl' },
    enable_ecs_managed_tags: true,
  });
});

test('the tasks of a worker get the tags of their service', () => {
  const work = { task_command: ['work'], max_processing_seconds: 60, max_tasks: 1 };
  expect(valuesOf({ queue_worker_jobs: { work } }, 'aws_ecs_service')).toMatchObject({
    tags: { ...ofService, 'background-jobs:job': 'work' },
    propagate_tags: 'SERVICE',
    enable_ecs_managed_tags: true,
  });
});

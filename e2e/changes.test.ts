import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, jest, test } from '@jest/globals';
import { validFixtures } from '../__tests__/support/fixtures';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { say } from './support/say';
import { without } from './support/environments';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(300_000);

const accountId = '123456789012';

describe('a change of the configuration', () => {
  let emulator: Emulator;
  let stack: Stack;
  const whole = everyField();
  beforeAll(async () => {
    emulator = await Emulator.start();
    await prepareAccount(new Aws(emulator.url, accountId, whole.config.region), whole);
  });
  afterAll(async () => {
    await emulator.stop();
  });
  beforeEach(() => {
    stack = new Stack(emulatorOverride(emulator, accountId));
  });
  afterEach(async () => {
    await stack.destroy();
    stack.remove();
  });

  test('that adds, changes or removes one job touches the resources of that job alone', async () => {
    say('adding, changing and removing one job');
    const job = 'all-fields-tracked';
    const own = [
      'aws_cloudwatch_event_rule',
      'aws_cloudwatch_event_target',
      'aws_cloudwatch_log_group',
      'aws_sfn_state_machine',
    ].map((type) => `${type}.file_upload_jobs_${job}`);
    // Another job that runs through a state machine stays, so that what jobs share is there.
    const less = without(whole, job);
    await (await stack.put(less).init()).apply();
    const eventsToStates = ['aws_iam_policy', 'aws_iam_role', 'aws_iam_role_policy_attachment'].map(
      (type) => `${type}.events_states`,
    );

    stack.put(whole);
    const added = await stack.plan();
    // The first upload job with a state machine brings the role that starts it.
    expect(added.map(({ address }) => address)).toEqual([...own, ...eventsToStates].sort());
    expect(new Set(added.flatMap(({ actions }) => actions))).toEqual(new Set(['create']));
    await stack.apply();

    stack.put(changed(whole, job));
    expect(await stack.plan()).toEqual([
      { address: `aws_cloudwatch_event_rule.file_upload_jobs_${job}`, actions: ['update'] },
      { address: `aws_sfn_state_machine.file_upload_jobs_${job}`, actions: ['update'] },
    ]);
    await stack.apply();
    expect(await stack.isQuiet()).toBe(true);

    stack.put(less);
    const removed = await stack.plan();
    expect(removed.map(({ address }) => address)).toEqual([...own, ...eventsToStates].sort());
    expect(new Set(removed.flatMap(({ actions }) => actions))).toEqual(new Set(['delete']));
    report({
      promise: 'changes',
      subject: 'every-field',
      counts: { added: added.length, updated: 2, deleted: removed.length, 'of other jobs': 0 },
    });
  });

  test('whose apply is broken off in the middle goes on with the next one', async () => {
    say('breaking an apply off');
    await stack.put(whole).init();
    const made = await stack.applyBrokenOff();
    expect(made.length).toBeGreaterThan(0);
    await stack.apply();
    const whenDone = await stack.addresses();
    expect(whenDone.length).toBeGreaterThan(made.length);
    expect(await stack.isQuiet()).toBe(true);
    report({ promise: 'brokenOff', subject: 'every-field', counts: { resources: whenDone.length } });
  });
});

function everyField(): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === 'every-field');
  const [environment] = loadEnvironments(fixture?.config ?? '').environments;
  if (environment === undefined) throw new Error('the fixture has no environment');
  return environment;
}

/** The upload job with another command, and another prefix in the place of its pattern. */
function changed({ config }: EnvironmentJobs, jobName: string): EnvironmentJobs {
  const job = config.fileUploadJobs[jobName];
  if (job === undefined) throw new Error(`no job ${jobName}`);
  const other = {
    ...job,
    path_pattern: undefined,
    path_prefix: 'elsewhere/',
    task_command: [...(job.task_command ?? []), '--more'],
  };
  return buildEnvironmentJobs({ ...config, fileUploadJobs: { ...config.fileUploadJobs, [jobName]: other } });
}

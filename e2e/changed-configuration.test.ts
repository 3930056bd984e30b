import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { validFixtures } from '../__tests__/support/fixtures';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { withoutJob } from './support/change-environments';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '123456789012';

describe('Terraform, after a change of the configuration', () => {
  let emulator: Emulator;
  let stack: Stack;
  const whole = everyField();
  // Each test has its own account: `destroy` keeps the log groups that have `keep_logs_after_deletion`.
  beforeEach(async () => {
    emulator = await Emulator.start();
    await prepareAccount(new Aws(emulator.url, accountId, whole.config.region), whole);
    stack = new Stack(emulatorOverride(emulator, accountId));
  });
  afterEach(async () => {
    try {
      await stack.destroy();
      stack.remove();
    } finally {
      await emulator.stop();
    }
  });

  test('plans changes only to the resources of the job that was added, changed or removed, and to the shared policy', async () => {
    printProgress('adding, changing and removing one job');
    const job = 'all-fields-tracked';
    const own = [
      'aws_cloudwatch_event_rule',
      'aws_cloudwatch_event_target',
      'aws_cloudwatch_log_group',
      'aws_sfn_state_machine',
    ].map((type) => `${type}.jobs_${job}`);
    // Another job with a state machine remains, so that the resources that jobs share exist already.
    const withoutIt = withoutJob(whole, job);
    await (await stack.write(withoutIt).init()).apply();
    const eventsToStates = ['aws_iam_policy', 'aws_iam_role', 'aws_iam_role_policy_attachment'].map(
      (type) => `${type}.events_states`,
    );

    // The first upload job with a state machine also needs the role that starts it.
    const ofJob = [...own, ...eventsToStates];
    // The policy of the state machines' role names each of them.
    const policy = { address: 'aws_iam_policy.states', actions: ['update'] };
    const planned = (action: string) =>
      [policy, ...ofJob.map((address) => ({ address, actions: [action] }))].sort((one, other) =>
        one.address < other.address ? -1 : 1,
      );

    stack.write(whole);
    expect(await stack.plan()).toEqual(planned('create'));
    await stack.apply();

    stack.write(changed(whole, job));
    expect(await stack.plan()).toEqual([
      { address: `aws_cloudwatch_event_rule.jobs_${job}`, actions: ['update'] },
      { address: `aws_sfn_state_machine.jobs_${job}`, actions: ['update'] },
    ]);
    await stack.apply();
    expect(await stack.hasNoChanges()).toBe(true);

    stack.write(withoutIt);
    expect(await stack.plan()).toEqual(planned('delete'));
    report({
      promise: 'changes',
      subject: 'every-field',
      counts: { added: ofJob.length, updated: 2, deleted: ofJob.length, 'of other jobs': 0 },
    });
  });

  test('completes an interrupted apply with the next one', async () => {
    printProgress('interrupting an apply');
    await stack.write(whole).init();
    const created = await stack.interruptApply();
    expect(created.length).toBeGreaterThan(0);
    await stack.apply();
    const afterwards = await stack.addresses();
    expect(afterwards.length).toBeGreaterThan(created.length);
    expect(await stack.hasNoChanges()).toBe(true);
    report({ promise: 'interruptedApply', subject: 'every-field', counts: { resources: afterwards.length } });
  });
});

function everyField(): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === 'every-field');
  const [environment] = loadEnvironments(fixture?.config ?? '').environments;
  if (environment === undefined) throw new Error('the fixture every-field has no environment');
  return environment;
}

/** Changes the command of an upload job, and replaces its pattern with a prefix. */
function changed({ config }: EnvironmentJobs, jobName: string): EnvironmentJobs {
  const job = config.fileUploadJobs[jobName];
  if (job === undefined) throw new Error(`the fixture every-field has no job ${jobName}`);
  const changedJob = {
    ...job,
    path_pattern: undefined,
    path_prefix: 'elsewhere/',
    task_command: [...(job.task_command ?? []), '--more'],
  };
  return buildEnvironmentJobs({
    ...config,
    fileUploadJobs: { ...config.fileUploadJobs, [jobName]: changedJob },
  });
}

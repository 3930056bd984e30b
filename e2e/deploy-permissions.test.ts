import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { validFixtures } from '../__tests__/support/fixtures';
import type { EnvConfig } from '../lib/config/env-config';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import {
  deployPermissions,
  deployPhases,
  type DeployPhase,
} from '../lib/jobs/permissions/deploy-permissions';
import { asSubscription } from '../lib/jobs/queue-worker/topics';
import { prepareAccount } from './support/prepare-account';
import { policyUse } from './support/policy-use';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { withLookups, withoutJob } from './support/change-environments';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(1_200_000);

/**
 * The permissions that no call of Terraform needed, with the reason why they are granted. The test fails if a call needs
 * one of them, so the list can only become shorter.
 */
const unusedPermissions: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['UseScheduleKey', 'kms:Decrypt'],
    ['UseScheduleKey', 'kms:DescribeKey'],
    ['UseScheduleKey', 'kms:GenerateDataKey'],
    ['UseStateMachineKey', 'kms:Decrypt'],
    ['UseStateMachineKey', 'kms:DescribeKey'],
    ['UseStateMachineKey', 'kms:GenerateDataKey'],
  ].map(([sid, action]) => [
    `${sid} ${action}`,
    'the service uses the key on behalf of its caller, according to its documentation; Terraform does not',
  ]),
);

describe('the printed permissions', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start();
  });
  afterAll(async () => {
    await emulator.stop();
  });

  test('are exactly those that Terraform needs to plan, apply, update and destroy', async () => {
    const granted = new Set<string>();
    const used = new Set<string>();

    /** Runs Terraform on one stack, and checks its calls against the permissions of the environment. */
    const withStack = async (
      accountId: string,
      first: EnvironmentJobs,
      steps: (terraform: CheckedTerraform) => Promise<void>,
    ) => {
      const aws = new Aws(emulator.url, accountId, first.config.region);
      await prepareAccount(aws, first);
      const stack = new Stack(emulatorOverride(emulator, accountId));
      const scope = { aws, iamPath: first.config.iamPath };
      const check = async (environment: EnvironmentJobs, phase: DeployPhase) => {
        const { deployer } = deployPermissions(environment);
        const use = await policyUse(deployer[phase], emulator.drainCalls(), scope);
        expect(use.missing).toEqual([]);
        for (const one of use.used) used.add(`${phase} ${one}`);
        for (const one of deployPhases)
          for (const { sid, actions } of deployer[one])
            for (const action of actions) granted.add(`${one} ${sid} ${action}`);
      };
      emulator.drainCalls();
      try {
        await stack.write(first).init();
        await steps({
          async apply(environment, { permissionsOf = environment, override } = {}) {
            printProgress(`permissions: planning and applying ${environment.config.service.name}`);
            stack.write(environment, override);
            expect(await stack.plan()).not.toEqual([]);
            await check(permissionsOf, 'plan');
            await stack.apply();
            await check(permissionsOf, 'apply');
          },
          async destroy(environment) {
            await stack.destroy();
            await check(environment, 'apply');
          },
        });
      } finally {
        stack.remove();
      }
    };

    const whole = environmentOf('every-field');
    await withStack('123456789012', whole, async ({ apply, destroy }) => {
      // Without a boundary, a key and one role: the next apply adds them to existing resources.
      const bare = changed(withoutJob(whole, 'all-fields-tracked'), {
        kmsKeyArn: undefined,
        permissionsBoundaryArn: undefined,
      });
      await apply(bare);
      await apply(whole);
      await apply(withEverythingChanged(whole), { override: rolesOfAnotherVersion });
      // Removing an option needs the same permissions as the option.
      await apply(changed(withEverythingChanged(whole), { kmsKeyArn: undefined }), { permissionsOf: whole });
      await destroy(whole);
    });

    const small = withLookups(environmentOf('example'));
    await withStack('600000000001', small, async ({ apply, destroy }) => {
      await apply(small);
      await apply(withEverythingChanged(small));
      await destroy(small);
    });

    // Creating a queue is slow, and deleting it is slower.
    const queues = changed(environmentOf('uploads', 'told'), { tags: { team: 'benefits' } });
    await withStack('123456789012', queues, async ({ apply, destroy }) => {
      await apply(queues);
      await apply(withEverythingChanged(queues), { override: queueOfAnotherVersion });
      await destroy(queues);
    });

    const workers = changed(environmentOf('workers', 'queues'), { tags: { team: 'benefits' } });
    const fewer = withoutJob(withoutJob(workers, 'plain'), 'paused');
    await withStack('123456789012', fewer, async ({ apply, destroy }) => {
      await apply(fewer);
      // This step changes only the tags, because a changed command replaces the task definition with its tags.
      await apply(changed(fewer, { tags: { another: 'tag' } }));
      await apply(withEverythingChanged(fewer));
      await destroy(fewer);
    });

    const unused = [...granted].filter((one) => !used.has(one));
    expect(new Set(unused.map((one) => one.replace(/^\w+ /, '')))).toEqual(
      new Set(Object.keys(unusedPermissions)),
    );
    report({
      promise: 'leastPermissions',
      subject: 'every-field, example, uploads, workers',
      counts: { granted: granted.size, 'never used': unused.length, unexplained: 0 },
    });
  });
});

/** Runs Terraform, and checks its calls after each command. */
interface CheckedTerraform {
  /**
   * Plans and applies.
   *
   * @param options `permissionsOf` is the environment whose permissions must allow the calls. @default the applied one.
   *   `override` is an override file of Terraform.
   */
  readonly apply: (
    environment: EnvironmentJobs,
    options?: { readonly permissionsOf?: EnvironmentJobs; readonly override?: unknown },
  ) => Promise<void>;
  /** Destroys with the permissions of an environment. */
  readonly destroy: (environment: EnvironmentJobs) => Promise<void>;
}

/** Roles with a description and a trust policy that another version of this program could generate. */
const rolesOfAnotherVersion = {
  resource: {
    aws_iam_role: Object.fromEntries(
      ['scheduler', 'states'].map((kind) => [
        kind,
        {
          description: 'Description of another version',
          assume_role_policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: `${kind}.amazonaws.com` },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
        },
      ]),
    ),
  },
};

/** A queue with a retention that another version of this program could generate. */
const queueOfAnotherVersion = {
  resource: {
    aws_sqs_queue: { 'jobs_by-the-rule-alone-dead-letters': { message_retention_seconds: 864_000 } },
  },
};

function environmentOf(fixtureName: string, name?: string): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === fixtureName);
  const [environment] = loadEnvironments(
    fixture?.config ?? '',
    name === undefined ? [] : [name],
  ).environments;
  if (environment === undefined)
    throw new Error(`there is no fixture ${fixtureName} with an environment ${name ?? ''}`);
  // state-backends.test.ts tests the permissions for the state.
  return changed(environment, { stateBackend: { name: 'local', arguments: {} } });
}

function changed({ config }: EnvironmentJobs, change: Partial<EnvConfig>): EnvironmentJobs {
  return buildEnvironmentJobs({ ...config, ...change });
}

/** Changes every job and the shared resources, wherever a value can change without a new name. */
function withEverythingChanged({ config }: EnvironmentJobs): EnvironmentJobs {
  const others = <
    Job extends { readonly task_command?: readonly string[] | undefined; readonly steps?: unknown },
  >(
    jobs: Readonly<Record<string, Job>>,
  ): Readonly<Record<string, Job>> =>
    Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [
        name,
        {
          ...job,
          description: 'Another',
          ...(job.task_command === undefined ? {} : { task_command: [...job.task_command, '--more'] }),
          log_retention_days: 60,
        },
      ]),
    );
  return buildEnvironmentJobs({
    ...config,
    tags: { another: 'tag' },
    tracing: !config.tracing,
    fileUploadJobs: others(config.fileUploadJobs),
    scheduledJobs: others(config.scheduledJobs),
    queueWorkerJobs: Object.fromEntries(
      Object.entries(config.queueWorkerJobs).map(([name, job]) => [
        name,
        {
          ...job,
          description: 'Another',
          task_command: [...job.task_command, '--more'],
          max_tasks: job.max_tasks + 1,
          queue: {
            ...job.queue,
            max_receive_count: 7,
            kms_key_arn: 'arn:aws:kms:us-east-1:123456789012:key/another',
            subscribe_topic_arns: job.queue.subscribe_topic_arns?.map((item) => ({
              ...asSubscription(item),
              filter_policy: { another: ['policy'] },
              raw_message_delivery: true,
            })),
          },
        },
      ]),
    ),
  });
}

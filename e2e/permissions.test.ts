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
import { prepareAccount } from './support/account';
import { useOf } from './support/allowed-calls';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { lookedUp, without } from './support/environments';
import { report } from './support/report';
import { say } from './support/say';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(1_200_000);

/**
 * What no call of Terraform's ever used, and why it is granted all the same. What is used after all fails the test: the
 * list can only shrink.
 */
const unseen: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['UseScheduleKey', 'kms:Decrypt'],
    ['UseScheduleKey', 'kms:DescribeKey'],
    ['UseScheduleKey', 'kms:GenerateDataKey'],
    ['UseStateMachineKey', 'kms:Decrypt'],
    ['UseStateMachineKey', 'kms:DescribeKey'],
    ['UseStateMachineKey', 'kms:GenerateDataKey'],
  ].map(([sid, action]) => [
    `${sid} ${action}`,
    'the service calls the key on behalf of its caller, as its pages say; Terraform itself does not',
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

  test('are all that planning, applying, updating and destroying take, and no more', async () => {
    const granted = new Set<string>();
    const used = new Set<string>();

    /** Drives one stack, and holds what it calls against the permissions of the environment that is put in place. */
    const drive = async (accountId: string, first: EnvironmentJobs, steps: (run: Run) => Promise<void>) => {
      const aws = new Aws(emulator.url, accountId, first.config.region);
      await prepareAccount(aws, first);
      const stack = new Stack(emulatorOverride(emulator, accountId));
      const place = { aws, iamPath: first.config.iamPath };
      const check = async (as: EnvironmentJobs, phase: DeployPhase) => {
        const { deployer } = deployPermissions(as);
        const use = await useOf(deployer[phase], emulator.takeCalls(), place);
        expect(use.missing).toEqual([]);
        for (const one of use.used) used.add(`${phase} ${one}`);
        for (const one of deployPhases)
          for (const { sid, actions } of deployer[one])
            for (const action of actions) granted.add(`${one} ${sid} ${action}`);
      };
      emulator.takeCalls();
      try {
        await stack.put(first).init();
        await steps({
          async apply(environment, { as = environment, override } = {}) {
            say(`permissions: planning and applying ${environment.config.service.name}`);
            stack.put(environment, override);
            expect(await stack.plan()).not.toEqual([]);
            await check(as, 'plan');
            await stack.apply();
            await check(as, 'apply');
          },
          async destroy(as) {
            await stack.destroy();
            await check(as, 'apply');
          },
        });
      } finally {
        stack.remove();
      }
    };

    const whole = environmentOf('every-field');
    await drive('123456789012', whole, async ({ apply, destroy }) => {
      // Without a boundary, a key and one of the roles, for all of these to be new to what is there.
      const bare = changed(without(whole, 'all-fields-tracked'), {
        kmsKeyArn: undefined,
        permissionsBoundaryArn: undefined,
      });
      await apply(bare);
      await apply(whole);
      await apply(withEverythingElse(whole), { override: rolesOfAnotherVersion });
      // To take an option away needs the permissions that it needed.
      await apply(changed(withEverythingElse(whole), { kmsKeyArn: undefined }), { as: whole });
      await destroy(whole);
    });

    const small = lookedUp(environmentOf('example'));
    await drive('600000000001', small, async ({ apply, destroy }) => {
      await apply(small);
      await apply(withEverythingElse(small));
      await destroy(small);
    });

    // A queue is slow to make and slower to delete.
    const queues = changed(environmentOf('uploads', 'told'), { tags: { team: 'benefits' } });
    await drive('123456789012', queues, async ({ apply, destroy }) => {
      await apply(queues);
      await apply(withEverythingElse(queues), { override: queueOfAnotherVersion });
      await destroy(queues);
    });

    const workers = changed(environmentOf('workers', 'queues'), { tags: { team: 'benefits' } });
    const fewer = without(without(workers, 'plain'), 'paused');
    await drive('123456789012', fewer, async ({ apply, destroy }) => {
      await apply(fewer);
      // With another command, a task definition is made anew, and no tag is taken from the old one.
      await apply(changed(fewer, { tags: { another: 'tag' } }));
      await apply(withEverythingElse(fewer));
      await destroy(fewer);
    });

    const never = [...granted].filter((one) => !used.has(one));
    expect(new Set(never.map((one) => one.replace(/^\w+ /, '')))).toEqual(new Set(Object.keys(unseen)));
    report({
      promise: 'leastPermissions',
      subject: 'every-field, example, uploads, workers',
      counts: { granted: granted.size, 'never used': never.length, 'of them without a reason': 0 },
    });
  });
});

interface Run {
  /** Plans and applies, with the permissions of `as`. */
  readonly apply: (
    environment: EnvironmentJobs,
    options?: { readonly as?: EnvironmentJobs; readonly override?: unknown },
  ) => Promise<void>;
  readonly destroy: (as: EnvironmentJobs) => Promise<void>;
}

/** Roles as another version of this program might describe them and have them trusted. */
const rolesOfAnotherVersion = {
  resource: {
    aws_iam_role: Object.fromEntries(
      ['scheduler', 'states'].map((kind) => [
        kind,
        {
          description: 'As another version says it',
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

/** A queue as another version of this program might make it. */
const queueOfAnotherVersion = {
  resource: {
    aws_sqs_queue: { 'file_upload_jobs_by-the-rule-alone': { message_retention_seconds: 864_000 } },
  },
};

function environmentOf(fixtureName: string, name?: string): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === fixtureName);
  const [environment] = loadEnvironments(
    fixture?.config ?? '',
    name === undefined ? [] : [name],
  ).environments;
  if (environment === undefined) throw new Error(`no fixture ${fixtureName}`);
  // What a state takes is seen where states are: state-backends.test.ts.
  return changed(environment, { stateBackend: { name: 'local', arguments: {} } });
}

function changed({ config }: EnvironmentJobs, change: Partial<EnvConfig>): EnvironmentJobs {
  return buildEnvironmentJobs({ ...config, ...change });
}

/** Every job, and what they share, with other values wherever a value may change without a new name. */
function withEverythingElse({ config }: EnvironmentJobs): EnvironmentJobs {
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
          },
        },
      ]),
    ),
  });
}

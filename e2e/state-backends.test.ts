import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord, parsed } from '../__tests__/support/stack-json';
import { smallConfig, TemporaryFolder } from '../__tests__/support/run-program';
import { TerraformWorkspace } from '../__tests__/support/terraform/terraform';
import { stackFile, synthesize } from '../lib/resources/stack/synthesize';
import { loadEnvironments } from '../lib/jobs/load-environments';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import {
  deployPermissions,
  deployPhases,
  type DeployPhase,
  type DeployPolicies,
} from '../lib/jobs/permissions/deploy-permissions';
import { policyUse } from './support/policy-use';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { PostgreSql } from './support/postgresql';
import { emulatorOverride } from './support/stack';
import { StateServer } from './support/state-server';

jest.setTimeout(900_000);

const accountId = '123456789012';

const stateStatementIds: ReadonlySet<string> = new Set([
  'StateBucket',
  'State',
  'StateLock',
  'StateLockTable',
]);

/** Compares the permissions for the state with the calls of Terraform. */
class StatePermissions {
  private readonly granted = new Set<string>();
  private readonly used = new Set<string>();
  private readonly policies: DeployPolicies;

  constructor(
    private readonly emulator: Emulator,
    private readonly aws: Aws,
    [environment]: readonly EnvironmentJobs[],
  ) {
    if (environment === undefined) throw new Error('the configuration has no environment');
    this.policies = deployPermissions(environment).deployer;
    for (const phase of deployPhases)
      for (const { sid, actions } of this.policies[phase])
        for (const action of actions)
          if (stateStatementIds.has(sid)) this.granted.add(`${phase} ${sid} ${action}`);
    emulator.drainCalls();
  }

  /** Checks that the permissions of a phase allow the calls since the last check. */
  async check(phase: DeployPhase): Promise<void> {
    const scope = { aws: this.aws, iamPath: '/' };
    const use = await policyUse(this.policies[phase], this.emulator.drainCalls(), scope);
    expect(use.missing).toEqual([]);
    for (const one of use.used) this.used.add(`${phase} ${one}`);
  }

  /** Returns the permissions for the state that no call needed: phase, statement ID and action. */
  unused(): readonly string[] {
    return [...this.granted].filter((one) => !this.used.has(one));
  }
}

/** The state backends whose servers can run on loopback, each in the user's YAML. */
describe('a state backend', () => {
  let emulator: Emulator;
  let states: StateServer;
  let database: PostgreSql;
  const aws = () => new Aws(emulator.url, accountId, 'us-east-1');
  beforeAll(async () => {
    emulator = await Emulator.start();
    await aws().s3('PUT', 'tf-state');
    await aws().json('dynamodb', 'CreateTable', {
      TableName: 'tf-locks',
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    states = await StateServer.start();
    printProgress('starting PostgreSQL for the backend pg');
    database = await PostgreSql.start();
  });
  afterAll(async () => {
    await database.stop();
    await states.stop();
    await emulator.stop();
  });

  const backends: readonly (readonly [name: string, yaml: () => string])[] = [
    ['local', () => '{ local: {} }'],
    [
      's3',
      () => `{ s3: { bucket: tf-state, key: dev/jobs.tfstate, region: us-east-1, use_lockfile: true, use_path_style: true,
        skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true,
        endpoints: { s3: "${emulator.url}" } } }`,
    ],
    [
      's3-with-dynamodb',
      () => `{ s3: { bucket: tf-state, key: dev/table.tfstate, region: us-east-1, dynamodb_table: tf-locks, use_path_style: true,
        skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true,
        endpoints: { s3: "${emulator.url}", dynamodb: "${emulator.url}" } } }`,
    ],
    [
      'http',
      () =>
        `{ http: { address: "${states.address('dev')}", lock_address: "${states.address('dev')}", unlock_address: "${states.address('dev')}" } }`,
    ],
    ['pg', () => `{ pg: { conn_str: "${database.connectionString}", schema_name: jobs_dev } }`],
  ];

  test.each(backends)(
    '%s stores the state, shares it with a second clone, and lets only one apply run',
    async (name, yaml) => {
      printProgress(`storing the state in ${name}`);
      const folder = new TemporaryFolder().write({
        'env-config/defaults.yml': smallConfig['env-config/defaults.yml']
          .replace('app_name: app', `app_name: state-${name}`)
          .replace(/^state_backend:.*$/m, `state_backend: ${yaml()}`),
        'env-config/dev.yml': '',
      });
      const workspace = new TerraformWorkspace({
        AWS_ACCESS_KEY_ID: accountId,
        AWS_SECRET_ACCESS_KEY: 'none',
      });
      try {
        const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
        expect(issues).toEqual([]);
        const permissions = new StatePermissions(emulator, aws(), environments);
        const stack = synthesize(environments).find(({ path }) => path === stackFile('dev'))?.content ?? '';
        const { provider } = asRecord(emulatorOverride(emulator, accountId));
        // Two clones of the project, each with its own output folder. A local state is next to that folder.
        const clones = ['clone', 'clone/other'].map((clone) =>
          name === 'local' ? `clone/out${clone.length}` : `${clone}/out`,
        );
        const folders = clones.map((out) => `${out}/stacks/dev`);
        for (const path of folders) {
          workspace.write(`${path}/cdk.tf.json`, stack);
          workspace.write(`${path}/emulator_override.tf.json`, { provider });
        }
        const [first = '', second = ''] = folders;
        await workspace.succeed(first, 'init', '-input=false', '-no-color');
        await permissions.check('plan');
        await workspace.succeed(second, 'init', '-input=false', '-no-color');
        await permissions.check('plan');
        let rejected = 0;
        const applied = await workspace.applyAfterApproval(first, async () => {
          const other = await workspace.run(second, 'apply', '-input=false', '-no-color', '-auto-approve');
          expect(other.status).not.toBe(0);
          expect(other.output).toContain('Error acquiring the state lock');
          rejected += 1;
        });
        expect(applied).toMatchObject({ status: 0 });
        await permissions.check('apply');

        // A clean clone of the project, after the state was stored.
        rmSync(join(workspace.folder, second, '.terraform'), { recursive: true });
        await workspace.succeed(second, 'init', '-input=false', '-no-color');
        expect(
          await workspace.run(second, 'plan', '-input=false', '-no-color', '-detailed-exitcode'),
        ).toMatchObject({ status: 0 });
        await permissions.check('plan');

        const pulled = asRecord(parsed(await workspace.succeed(second, 'state', 'pull')));
        expect(Array.isArray(pulled['resources']) && pulled['resources'].length).toBeGreaterThan(10);
        await workspace.succeed(second, 'destroy', '-input=false', '-no-color', '-auto-approve');
        await permissions.check('apply');
        expect(permissions.unused()).toEqual([]);
        report({
          promise: 'state',
          subject: name,
          counts: { clones: 2, 'concurrent applies': 2, 'rejected by the lock': rejected },
        });
      } finally {
        workspace.remove();
        folder.remove();
      }
    },
  );
});

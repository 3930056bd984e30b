import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validFixtures } from '../__tests__/support/fixtures';
import { asList, asRecord } from '../__tests__/support/stack-json';
import { TerraformWorkspace } from '../__tests__/support/terraform/terraform';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { stackFile, synthesize } from '../lib/resources/stack/synthesize';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { prepareAccount } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { emulatorOverride } from './support/stack';

jest.setTimeout(900_000);

/** An argument to edit by hand. */
interface Edit {
  readonly type: string;
  readonly argument: string;
  readonly value: unknown;
}

/** Fixtures with schedules, events, uploads and workers, and what is edited in each. */
const edits: readonly (readonly [fixture: string, edit: Edit])[] = [
  ['runs', { type: 'aws_scheduler_schedule', argument: 'description', value: 'Edited by hand' }],
  ['workers', { type: 'aws_sqs_queue', argument: 'visibility_timeout_seconds', value: 4321 }],
];

/** Returns a stack in which the first resource of a type has another argument. */
function withArgument(content: string, { type, argument, value }: Edit): unknown {
  const stack = asRecord(JSON.parse(content));
  const resources = asRecord(stack['resource']);
  const ofType = asRecord(resources[type]);
  const [name = ''] = Object.keys(ofType);
  const changed = { ...asRecord(ofType[name]), [argument]: value };
  return { ...stack, resource: { ...resources, [type]: { ...ofType, [name]: changed } } };
}

describe('without this program', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start();
  });
  afterAll(async () => {
    await emulator.stop();
  });

  test.each(edits.map(([name, edit], index) => [name, edit, index] as const))(
    'the resources of %s stay as they are, as JSON and as HCL',
    async (name, edit, index) => {
      printProgress(`leaving this program with the fixture ${name}`);
      const config = validFixtures().find((fixture) => fixture.name === name)?.config ?? '';
      const [environment] = loadEnvironments(config).environments;
      if (environment === undefined) throw new Error('the fixture has no environment');
      const accountId = environment.config.accountId ?? String(700_000_000_000 + index);
      await prepareAccount(new Aws(emulator.url, accountId, environment.config.region), environment);
      const path = stackFile(environment.config.name);
      const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
      const workspace = new TerraformWorkspace();
      const terraform = (...options: readonly string[]): Promise<string> =>
        workspace.succeed('stack', ...options, '-no-color');
      /** Returns the number of planned changes, without reads. */
      const changes = async (): Promise<number> => {
        await terraform('plan', '-input=false', '-out=plan');
        const plan = asRecord(JSON.parse(await workspace.succeed('stack', 'show', '-json', 'plan')));
        return asList(plan['resource_changes'] ?? []).filter((change) => {
          const { actions } = asRecord(asRecord(change)['change']);
          return !asList(actions).every((action) => action === 'no-op' || action === 'read');
        }).length;
      };
      try {
        workspace.write('stack/emulator_override.tf.json', emulatorOverride(emulator, accountId));
        workspace.write('stack/cdk.tf.json', content);
        await terraform('init', '-input=false');
        await terraform('apply', '-input=false', '-auto-approve');
        const resources = (await workspace.succeed('stack', 'state', 'list')).split('\n').length - 1;

        // The JSON is edited by hand: one argument of one resource.
        workspace.write('stack/cdk.tf.json', withArgument(content, edit));
        expect(await changes()).toBe(1);
        await terraform('apply', '-input=false', '-auto-approve');
        expect(await changes()).toBe(0);

        // The same file as HCL, by the commands in docs/leaving.md.
        const folder = join(workspace.folder, 'stack');
        writeFileSync(
          join(folder, 'schema.json'),
          await workspace.succeed('stack', 'providers', 'schema', '-json'),
        );
        const script = join(__dirname, '..', 'examples', 'leaving', 'to-hcl.mjs');
        const hcl = execFileSync(process.execPath, [script, 'cdk.tf.json', 'schema.json'], {
          cwd: folder,
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        });
        rmSync(join(folder, 'cdk.tf.json'));
        workspace.write('stack/main.tf', hcl);
        await workspace.succeed('stack', 'fmt');
        await terraform('init', '-input=false');
        expect(await changes()).toBe(0);
        expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toContain(`resource "${edit.type}"`);
        report({
          promise: 'leaving',
          subject: name,
          counts: { resources, 'changes of an edit': 1, 'changes as HCL': 0 },
        });
        await terraform('destroy', '-input=false', '-auto-approve', '-refresh=false');
      } finally {
        workspace.remove();
      }
    },
  );
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { asList, asRecord, at, parsed } from '../../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../../support/terraform/terraform';
import { ExampleCopy, planOf } from '../../slow/examples/ci/support/example-copy';
import { install, runIn, type PackedPackage } from './installation';

const examples = resolve(__dirname, '..', '..', '..', 'examples');

/** Copies an example into the folder of the archive, and installs its packages. Returns the path of the copy. */
function installExample(name: string, { folder, archive }: PackedPackage): string {
  const copy = join(folder.path, name);
  cpSync(join(examples, name), copy, {
    recursive: true,
    filter: (path) => !['node_modules', 'cdktf.out'].includes(basename(path)),
  });
  // The archive replaces the version of the registry. npm also installs the other packages of package.json.
  runIn(copy, 'npm', [...install, archive]);
  return copy;
}

/** Defines the tests of the examples, which use the packed package. */
export function describeExamples(packed: () => PackedPackage): void {
  describe('the example of a monorepo', () => {
    let copy: string;
    beforeAll(() => {
      copy = installExample('monorepo', packed());
    });
    const workflow: unknown = parse(
      readFileSync(join(examples, 'monorepo', '.github', 'workflows', 'background-jobs.yml'), 'utf8'),
    );
    const commands = asList(at(workflow, 'jobs', 'synth', 'steps'))
      .map((step) => asRecord(step)['run'])
      .filter((command) => typeof command === 'string');

    test('has a workflow that writes a stack for each environment of each application', () => {
      for (const command of commands) runIn(copy, 'bash', ['-e', '-c', command]);
      const stacks = Object.keys(packed().folder.files('monorepo/cdktf.out/stacks'));
      expect(stacks).toEqual(
        ['api-dev', 'api-prod', 'web-dev', 'web-prod'].map((stack) => `${stack}/cdk.tf.json`),
      );
    });

    test('has a workflow that reports a mistake of one application at its line', () => {
      const path = 'apps/api/env-config/prod.yml';
      packed().folder.write({
        [`monorepo/${path}`]: `${readFileSync(join(copy, path), 'utf8')}\ntracing: often\n`,
      });
      const validate = commands.find((command) => command.includes('validate')) ?? '';
      expect(runIn(copy, 'bash', ['-e', '-c', validate], 1)).toMatch(
        /^::error file=apps\/api\/env-config\/prod\.yml,line=\d+/m,
      );
    });
  });

  describe('the example of CI', () => {
    let copy: ExampleCopy;
    beforeAll(async () => {
      copy = new ExampleCopy(installExample('ci', packed()));
      await copy.forge.start();
    });
    afterAll(() => {
      copy.remove();
    });
    const plan = planOf({ delay_seconds: 5 }, { format_version: '1.2', terraform_version: '1.14.0' });

    test('has a workflow that reviews plans, and applies the reviewed one', async () => {
      copy.setPlan('dev', plan).setPlan('prod', plan);
      const { output, ...review } = await copy.runJob('review');
      expect([review.isFailed, output]).toEqual([false, expect.not.stringContaining('rror')]);
      expect(copy.forge.comments[0]?.body).toMatch(
        /^<!-- background-jobs:review -->\n\n## [^]*<!-- prod \w{64} -->\n$/,
      );
      expect(await copy.runJob('apply', { 'matrix.environment': 'prod' })).toMatchObject({ isFailed: false });
      expect(copy.stored('applied')).toMatch(/^prod\n/);
    });

    test('has a job for forks that compares two configurations without credentials', async () => {
      const git = (...command: readonly string[]) => runIn(copy.folder, 'git', command);
      const commit = (message: string) => {
        git('add', '--all');
        git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', message);
      };
      git('init', '--quiet');
      commit('base');
      const path = 'env-config/defaults.yml';
      const defaults = readFileSync(join(copy.folder, path), 'utf8');
      copy.write({ [path]: defaults.replace('cron(0 8', 'cron(0 9') });
      commit('change');
      const { isFailed, output, summary } = await copy.runJob('review-fork');
      expect([isFailed, output]).toEqual([false, expect.anything()]);
      expect(summary).toContain('send-newsletter');
      expect(summary).toMatch(/^<!-- background-jobs:review -->\n## /);
    });
  });

  describe('the example of a cdktf app', () => {
    let copy: string;
    beforeAll(() => {
      copy = installExample('cdktf-app', packed());
    });

    test('compiles, and equals its snapshot', () => {
      runIn(copy, 'npm', ['run', 'check-types']);
      const isRenewal = process.env['RENEW_GOLDENS'] !== undefined;
      runIn(copy, 'npm', ['test', '--', isRenewal ? '-u' : '--ci']);
      if (isRenewal)
        cpSync(join(copy, '__snapshots__'), join(examples, 'cdktf-app', '__snapshots__'), {
          recursive: true,
        });
    });

    describeWithTerraform('the Terraform JSON of the app', () => {
      let workspace: TerraformWorkspace;
      beforeAll(() => {
        workspace = new TerraformWorkspace();
      });
      afterAll(() => {
        workspace.remove();
      });

      test('is valid', async () => {
        runIn(copy, 'npm', ['run', 'synth']);
        const stack = parsed(readFileSync(join(copy, 'cdktf.out', 'stacks', 'shop', 'cdk.tf.json'), 'utf8'));
        // cdktf requires exactly the version of the bindings, which a mirror may lack.
        const aws = { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' };
        workspace.write('shop/cdk.tf.json', {
          ...asRecord(stack),
          terraform: { required_providers: { aws } },
        });
        await workspace.succeed('shop', 'init', '-input=false', '-no-color');
        expect(await workspace.succeed('shop', 'validate', '-no-color')).toContain(
          'The configuration is valid',
        );
      });
    });
  });
}

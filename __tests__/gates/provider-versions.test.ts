import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { isInRange, parseVersionConstraint, type Version } from '../../lib/text/version-constraints';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

/** The versions in the mirror, in ascending order. The programs of the provider in the mirror are empty. */
const versions = ['5.99.9', '5.100.0', '6.0.0', '6.59.9', '6.60.0', '6.60.1', '6.61.0', '7.0.0'] as const;
const constraints = [
  '~> 5',
  '~> 6',
  '~> 6.0',
  '~> 6.60',
  '~> 6.60.0',
  '~>6.60.1',
  '6',
  '6.60',
  '= 6.60.1',
  '< 6',
  '<= 6',
  '> 6, < 7',
  '> 6.60.0,<= 6.61',
  '>= 5.100.0, < 7.0.0',
  '>= 5.100.0, < 6.61, != 6.60.1',
  ' >= 6.0\t, != 6.61 , < 7 ',
  '!= 7',
] as const;
const invalid = [
  '6.x',
  '^6.60',
  '== 6.1',
  '>= 6.0 < 7',
  '~> 6,',
  ', 6',
  '',
  'v6.0.0',
  '1.2.3.4',
  '6 .60',
] as const;

describeWithTerraform('the version of a provider in Terraform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'background-jobs-mirror-'));
  let workspace: TerraformWorkspace;
  beforeAll(() => {
    for (const version of versions) {
      const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
      const provider = join(folder, 'registry.terraform.io', 'hashicorp', 'versions', version, platform);
      mkdirSync(provider, { recursive: true });
      const program = join(provider, `terraform-provider-versions_v${version}`);
      writeFileSync(program, '#!/bin/sh\n');
      chmodSync(program, 0o755);
    }
    const configFile = join(folder, 'terraform.rc');
    writeFileSync(
      configFile,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`,
    );
    process.env['TF_CLI_CONFIG_FILE'] = configFile;
    workspace = new TerraformWorkspace({}, 'terraform');
    delete process.env['TF_CLI_CONFIG_FILE'];
  });
  afterAll(() => {
    workspace.remove();
    rmSync(folder, { recursive: true });
  });

  /** Returns the version that Terraform selects; `undefined` if it fails. */
  async function selectedBy(constraint: string, index: number): Promise<string | undefined> {
    const requirement = { source: 'hashicorp/versions', version: constraint };
    workspace.write(`v${index}/main.tf.json`, {
      terraform: { required_providers: { versions: requirement } },
    });
    const { output } = await workspace.run(`v${index}`, 'init', '-input=false', '-no-color');
    return /Installed hashicorp\/versions v(\S+)/.exec(output)?.[1];
  }

  test.each(constraints.map((constraint, index) => [constraint, index] as const))(
    'is the newest version in our range for %j',
    async (constraint, index) => {
      const parsed = parseVersionConstraint(constraint);
      const allowed = versions.filter((version) => {
        const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
        const numbers: Version = [major, minor, patch];
        return parsed.ok && isInRange(numbers, parsed.value);
      });
      expect(await selectedBy(constraint, index)).toBe(allowed.at(-1));
    },
  );

  test.each(invalid.map((constraint, index) => [constraint, index + constraints.length] as const))(
    'is invalid for Terraform and for us if it is %j',
    async (constraint, index) => {
      expect(parseVersionConstraint(constraint).ok).toBe(false);
      expect(await selectedBy(constraint, index)).toBeUndefined();
    },
  );
});

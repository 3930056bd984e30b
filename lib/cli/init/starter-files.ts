import type { SynthesizedFile } from '../../resources/stack/synthesize';
import { partitionOf } from '../../aws/regions';
import { writtenText } from '../../config/yaml/write-yaml';
import { defaultFolder } from '../options';
import type { CheckedInitOptions } from './init-options';
import type { UserProject } from './user-project';

/** The new files, and the commands that use them. */
export interface StarterFiles {
  /** The files to write. */
  readonly files: readonly SynthesizedFile[];
  /** The commands that the user runs next. */
  readonly nextCommands: readonly string[];
}

/** Renders the files that `init` writes. */
export function renderStarterFiles(options: CheckedInitOptions, project: UserProject): StarterFiles {
  const { environments, hasCdktfApp } = options;
  const editorLine = `# yaml-language-server: $schema=${project.schemaPath}\n`;
  const test = renderTest(project);
  return {
    files: [
      { path: `${defaultFolder}/defaults.yml`, content: editorLine + renderDefaults(options) },
      ...environments.map((name) => ({
        path: `${defaultFolder}/${name}.yml`,
        content: editorLine + renderEnvironment(name, options),
      })),
      test,
      ...(hasCdktfApp ? cdktfApp(options) : []),
    ],
    nextCommands: [
      'npx background-jobs validate',
      hasCdktfApp
        ? 'npm install --save-dev cdktf constructs cdktf-cli tsx && npx --no-install cdktf synth'
        : 'npx background-jobs synth',
      testCommand(project, test.path),
    ],
  };
}

function renderDefaults({ appName, region, environments: [first = ''] }: CheckedInitOptions): string {
  return `#
# Values that all environments share. The file of an environment is merged into this one: maps are merged key by key, other
# values replace the inherited value, and null removes it. node_modules/background-jobs/docs/env-config.md lists every field.

app_name: ${writtenText(appName)}
region: ${region}

# The ECS service whose image, network and roles the jobs use. The default of its name is <app_name>-<environment>, for
# example ${appName}-${first}. Terraform looks up the IDs of the network at plan. Write your own tags and names here.
service:
  subnet_tags: { subnet_type: private }
  security_group_names: [${JSON.stringify(`${appName}-*`)}]

scheduled_jobs:
  example:
    description: Shows the fields of a job; replace it with your own
    task_command: [echo, hello]
    # Six fields: minutes, hours, day of month, month, day of week, year. One of the two days must be "?".
    schedule_expression: cron(0 6 ? * MON *)
    schedule_expression_timezone: Etc/UTC
    # Without a timeout, a task that hangs runs and costs money until someone stops it.
    timeout_seconds: 3600
    # The schedule starts no run until you remove this line.
    state: DISABLED
`;
}

function renderEnvironment(name: string, { appName, region }: CheckedInitOptions): string {
  return `#
# Values that only ${name} has. Without state_backend, the state is a file on the machine that runs Terraform. For a state that
# a team shares, write your bucket and remove the "#":
#
# state_backend:
#   s3:
#     bucket: terraform-states
#     key: ${appName}/${name}/background-jobs.tfstate
#     region: ${region}
#     use_lockfile: true
#
# Without alarms, nobody is notified of a failed or missed run. Write the SNS topic that your team reads:
#
# alarms:
#   sns_topic_arn: arn:${partitionOf(region)}:sns:${region}:123456789012:jobs
`;
}

const testPath = 'env-config.test';

/** Renders a snapshot test in JavaScript, which needs no compiler. */
function renderTest({ testRunner, isModule }: UserProject): SynthesizedFile {
  const configFolder =
    testRunner === 'vitest' ? '`${import.meta.dirname}/env-config`' : '`${__dirname}/env-config`';
  const body = `
// The snapshot shows how a change of env-config changes the Terraform JSON.
for (const { name, terraform } of synthesizeForSnapshots(${configFolder})) {
  test(name, () => {
    expect(terraform).toMatchSnapshot();
  });
}
`;
  if (testRunner === 'vitest')
    return {
      path: `${testPath}.mjs`,
      content: `import { synthesizeForSnapshots } from 'background-jobs/testing';\nimport { expect, test } from 'vitest';\n${body}`,
    };
  return {
    // Old versions of jest do not find tests in .cjs files, and new versions do.
    path: isModule ? `${testPath}.cjs` : `${testPath}.js`,
    content: `const { synthesizeForSnapshots } = require('background-jobs/testing');\n${body}`,
  };
}

function testCommand({ testRunner, hasTestRunner }: UserProject, path: string): string {
  const run = testRunner === 'jest' ? `npx --no-install jest ${path}` : `npx --no-install vitest run ${path}`;
  return hasTestRunner ? run : `npm install --save-dev ${testRunner} && ${run}`;
}

/** Renders the files with which cdktf's `synth`, `diff` and `deploy` work. */
function cdktfApp({ appName }: CheckedInitOptions): readonly SynthesizedFile[] {
  const settings = {
    language: 'typescript',
    app: 'npx --no-install tsx main.ts',
    projectId: `${appName}-background-jobs`,
    sendCrashReports: 'false',
    terraformProviders: [],
    terraformModules: [],
    context: {},
  };
  const app = `import { runApp } from 'background-jobs';

process.exitCode = runApp(process.env, (text) => process.stderr.write(text));
`;
  return [
    { path: 'cdktf.json', content: `${JSON.stringify(settings, undefined, 2)}\n` },
    { path: 'main.ts', content: app },
  ];
}

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { moduleFiles } from '../../lib/resources/module/module-files';
import { AwsStub } from '../support/terraform/aws-stub';
import { validFixtures } from '../support/fixtures';
import { planEnvironment, plannedValues } from '../support/plans/plan';
import { asList, asRecord, at, parsed } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

/** The fixtures with workers, uploads, events, lookups, and hostile texts. */
const fixtures = ['example', 'govcloud', 'grants', 'hostile-strings', 'workers'];

describeWithTerraform('a generated module', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  afterAll(() => {
    workspace.remove();
  });
  afterEach(async () => {
    await stub.stop();
  });

  /** Plans a root, and returns the plan as JSON. */
  async function plan(folder: string, environments: readonly EnvironmentJobs[], root: string) {
    for (const { path, content } of moduleFiles(environments))
      workspace.write(`${folder}/jobs/${path}`, content);
    workspace.write(`${folder}/main.tf`, root);
    workspace.write(`${folder}/stub_override.tf.json`, stub.override());
    const initialized = await workspace.succeed(folder, 'init', '-input=false', '-no-color');
    expect(initialized).not.toContain('Warning');
    const planned = await workspace.run(
      folder,
      'plan',
      '-input=false',
      '-no-color',
      '-lock=false',
      '-out=plan',
    );
    if (planned.status !== 0) throw new Error(planned.output);
    expect(planned.output).not.toContain('Warning');
    return asRecord(JSON.parse(await workspace.succeed(folder, 'show', '-json', 'plan')));
  }

  const environments = validFixtures()
    .filter(({ name }) => fixtures.includes(name))
    .flatMap(({ name, config }) =>
      loadEnvironments(config).environments.map(
        (environment) => [name, environment.config.name, environment] as const,
      ),
    )
    .filter(([, , { jobs }]) => jobs.length > 0);

  describe('without arguments', () => {
    test.each(environments)(
      'of %s, %s plans the same values as the stack',
      async (fixture, name, environment) => {
        stub = await AwsStub.start({
          accountId: environment.config.accountId ?? '222222222222',
          containerNames: [environment.config.service.containerName],
        });
        const folder = `${fixture}-${name}`;
        const stack = await planEnvironment(workspace, `stack-${folder}`, environment, stub);
        const root = `provider "aws" {\n  region = "${environment.config.region}"\n}\nmodule "jobs" {\n  source = "./jobs/${name}"\n}\n`;
        const values = valuesOfModules(await plan(folder, [environment], root));
        const expected = [...plannedValues(stack.plan)].map(
          ([address, planned]) =>
            [`module.jobs.${String(address)}`, withoutClusterLink(parsedTexts(planned))] as const,
        );
        expect(Object.fromEntries(values)).toEqual(Object.fromEntries(expected));
      },
    );
  });

  describe('in a configuration in HCL', () => {
    const environmentOf = (fixture: string, name: string): EnvironmentJobs => {
      const found = environments.find((each) => each[0] === fixture && each[1] === name);
      if (found === undefined) throw new Error(`${fixture} has no environment ${name}`);
      return found[2];
    };
    beforeEach(async () => {
      stub = await AwsStub.start({ accountId: '111111111111', containerNames: ['app-dev'] });
    });
    const provider = 'provider "aws" {\n  region = "us-east-1"\n}\n';

    test.each([
      ['count', 'count = 1', '[0]'],
      ['for_each', 'for_each = toset(["one"])', '["one"]'],
      ['depends_on', 'depends_on = [aws_ecs_cluster.main]', ''],
    ])('accepts %s', async (name, argument, key) => {
      const root = `${provider}resource "aws_ecs_cluster" "main" {\n  name = "main"\n}\nmodule "jobs" {\n  source = "./jobs/dev"\n  ${argument}\n}\n`;
      const values = valuesOfModules(await plan(name, [environmentOf('example', 'dev')], root));
      expect(values.has(`module.jobs${key}.aws_sfn_state_machine.jobs_send-weekly-report`)).toBe(true);
    });

    test('uses resources of its caller that do not exist yet', async () => {
      const root = `${provider}
resource "aws_ecs_cluster" "main" {
  name = "main"
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_security_group" "app" {
  name = "app"
}
module "jobs" {
  source       = "./jobs/staging"
  cluster_name = aws_ecs_cluster.main.name
  network      = { subnet_ids = ["subnet-1"], security_group_ids = [aws_security_group.app.id] }
  roles        = { task_role_arn = aws_iam_role.app.arn, execution_role_arn = aws_iam_role.app.arn }
  tags         = { owner = "root" }
}
output "state_machines" {
  value = module.jobs.state_machine_arns
}
`;
      const values = valuesOfModules(await plan('references', [environmentOf('example', 'staging')], root));
      expect(at(values.get('module.jobs.aws_iam_role.scheduler'), 'tags')).toEqual({
        owner: 'root',
        'background-jobs:service': 'app-staging',
      });
      // Nothing is looked up, because the caller knows everything.
      expect(stub.actions.filter((action) => action.startsWith('Describe'))).toEqual([]);
    });

    test('is accepted twice, with an aliased provider', async () => {
      const root = `${provider}provider "aws" {\n  alias  = "second"\n  region = "us-east-1"\n}
module "first" {\n  source = "./jobs/dev"\n}
module "second" {\n  source    = "./jobs/staging"\n  providers = { aws = aws.second }\n}\n`;
      const values = valuesOfModules(
        await plan(
          'two',
          [environmentOf('example', 'dev'), environmentOf('example', 'staging')],
          withEndpoints(root, stub),
        ),
      );
      expect(values.has('module.first.aws_sfn_state_machine.jobs_send-weekly-report')).toBe(true);
      expect(values.has('module.second.aws_sfn_state_machine.jobs_send-weekly-report')).toBe(true);
    });

    test.each([
      ['cluster_name', '"a b"', /cluster_name must be a name/],
      [
        'network',
        '{ subnet_ids = [], security_group_ids = ["sg-1"] }',
        /network.subnet_ids must have 1 to 16 IDs/,
      ],
      [
        'roles',
        '{ task_role_arn = "app", execution_role_arn = "app" }',
        /roles.task_role_arn must be the ARN of a role/,
      ],
      ['tags', '{ "aws:x" = "y" }', /must not begin with aws:/],
    ])('rejects an invalid %s', async (name, value, message) => {
      const root = `${provider}module "jobs" {\n  source = "./jobs/dev"\n  ${name} = ${value}\n}\n`;
      await expect(plan(`invalid-${name}`, [environmentOf('example', 'dev')], root)).rejects.toThrow(message);
    });

    test.each([
      ['account', 'example', 'prod', 'us-east-1', /are for the account 111111111111/],
      ['region', 'example', 'dev', 'eu-west-1', /The provider has a region other than us-east-1/],
    ])('rejects a provider with another %s', async (what, fixture, name, region, message) => {
      const root = `provider "aws" {\n  region = "${region}"\n}\nmodule "jobs" {\n  source = "./jobs/${name}"\n}\n`;
      await expect(plan(`other-${what}`, [environmentOf(fixture, name)], root)).rejects.toThrow(message);
    });
  });
});

/** Returns the planned values of the resources in the modules of a root, by address. */
function valuesOfModules(plan: unknown): ReadonlyMap<string, unknown> {
  const modules = asList(at(plan, 'planned_values', 'root_module', 'child_modules'));
  return new Map(
    modules
      .flatMap((module) => asList(at(module, 'resources')))
      .map((resource) => [String(at(resource, 'address')), parsedTexts(at(resource, 'values'))] as const),
  );
}

/** Returns the values with parsed JSON, because Terraform and this program encode some characters differently. */
function parsedTexts(value: unknown): unknown {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return parsedTexts(parsed(value));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(parsedTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, parsedTexts(inner)]),
  );
}

/**
 * Removes the link to the services of a cluster from a message. A module's message has no such link, because the cluster is
 * a variable.
 */
function withoutClusterLink(value: unknown): unknown {
  const text = JSON.stringify(value);
  const without = text.replace(
    /("input_template":"[^ ]* queue worker [^|]*\| Job: <service>) \| Services: \S+/g,
    '$1',
  );
  return JSON.parse(without);
}

/** Gives the aliased provider the arguments of the stub, which an override file can't set for an alias. */
function withEndpoints(root: string, stub: AwsStub): string {
  const aws = asRecord(at(stub.override(), 'provider', 'aws'));
  const lines = Object.entries(aws).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`);
  return root.replace('  alias  = "second"\n', `  alias  = "second"\n${lines.join('')}`);
}

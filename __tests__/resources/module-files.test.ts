import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { beginsWithComment } from '../../lib/resources/module/generated-mark';
import { moduleFiles } from '../../lib/resources/module/module-files';
import { moduleVariables } from '../../lib/resources/module/variables';
import { golden, validFixtures } from '../support/fixtures';

/** The fixtures with each kind of job, with selectors of subnets, with topics, and with values that variables replace. */
const fixtures = validFixtures()
  .filter(({ name }) => ['example', 'watched-runs', 'workers'].includes(name))
  .map((fixture) => [fixture.name, fixture] as const);

describe.each(fixtures)('the modules of %s', (_, { config, folder }) => {
  const { environments } = loadEnvironments(config);
  const [first] = environments;
  const files = first === undefined ? [] : moduleFiles([first]);

  test.each(files)('$path has the expected bytes', ({ path, content }) => {
    expect(content).toBe(golden(join(folder, 'expected-module', path), content));
  });

  test('begin with the comment by which the program knows its own files', () => {
    const all = moduleFiles(environments);
    expect(all.filter(({ content }) => !beginsWithComment(content)).map(({ path }) => path)).toEqual([]);
  });

  test('have no text for people in place of a variable', () => {
    // A plain template string would write a value that a variable replaces as <kms_key_arn>.
    const names = environments
      .flatMap((environment) => moduleVariables(environment.config))
      .map(({ name }) => name);
    const texts = [...names, 'subnet_ids', 'task_role_arn', 'execution_role_arn'].map((name) => `<${name}>`);
    const lines = moduleFiles(environments).flatMap(({ content }) => content.split('\n'));
    // In an input template, EventBridge replaces <bucket_name>.
    const readable = lines.map((line) =>
      line.includes('"input_template":') ? line.replaceAll('<bucket_name>', '') : line,
    );
    expect(readable.filter((line) => texts.some((text) => line.includes(text)))).toEqual([]);
  });
});

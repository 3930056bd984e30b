import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { stackFile, synthesize } from '../lib/resources/stack/synthesize';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { renderIssues } from '../lib/report/issues/text';
import { golden } from './support/fixtures';
import { asRecord, at } from './support/stack-json';

const folder = join(__dirname, 'several-folders');
const [web, api] = ['web', 'api'].map((name) => join(folder, name, 'env-config'));
const folders = [web ?? '', api ?? ''];

describe('two applications in two folders', () => {
  const { environments, issues, names } = loadEnvironments(folders);
  const files = new Map(synthesize(environments).map(({ path, content }) => [path, content]));

  test('have no issues', () => {
    expect(renderIssues(issues)).toBe('0 errors\n');
  });

  test('have a stack for each application and environment', () => {
    expect(names).toEqual(['web-dev', 'web-prod', 'api-dev', 'api-prod']);
    expect([...files.keys()].sort()).toEqual(['manifest.json', ...names.map(stackFile)].sort());
  });

  test.each(names)('synthesize %s to the expected bytes', (name) => {
    const actual = files.get(stackFile(name)) ?? '';
    expect(actual).toBe(golden(join(folder, 'expected', `${name}.tf.json`), actual));
  });

  test.each(folders)('have the same resources as a synthesis of %s alone', (one) => {
    const alone = loadEnvironments(one).environments;
    const own = new Map(synthesize(alone).map(({ path, content }) => [path, content]));
    for (const { config } of alone) {
      const inApp = (content: string | undefined) =>
        (content ?? '')
          .replaceAll(`"path": "${config.appName}-${config.name}/`, `"path": "${config.name}/`)
          .replaceAll(`"stackName": "${config.appName}-${config.name}"`, `"stackName": "${config.name}"`)
          .replaceAll(
            `terraform.${config.appName}-${config.name}.tfstate`,
            `terraform.${config.name}.tfstate`,
          );
      const together = inApp(files.get(stackFile(`${config.appName}-${config.name}`)));
      expect(JSON.parse(together)).toEqual(JSON.parse(own.get(stackFile(config.name)) ?? ''));
    }
  });

  test('have states of their own by default', () => {
    const stateOf = (name: string) =>
      at(JSON.parse(files.get(stackFile(name)) ?? ''), 'terraform', 'backend', 'local');
    expect(stateOf('web-dev')).toEqual({ path: '../../../terraform.web-dev.tfstate' });
    expect(asRecord(stateOf('api-dev'))['path']).toBe('../../../terraform.api-dev.tfstate');
  });
});

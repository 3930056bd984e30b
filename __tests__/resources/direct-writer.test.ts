import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../lib/constructs/synthesize';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { allResources, describeEnvironment } from '../../lib/resources/environment-resources';
import { validFixtures } from '../support/fixtures';
import { asRecord } from '../support/stack-json';
import { sorted, writeBlocks } from './support/direct-writer';

const environments = validFixtures().flatMap(({ name, config }) =>
  loadEnvironments(config).environments.map(
    (environment) => [name, environment.config.name, environment] as const,
  ),
);

describe('the resources as plain values', () => {
  test.each(environments)('of %s, %s are the blocks that cdktf writes', (_, name, environment) => {
    const files = new Map(synthesize([environment]).map(({ path, content }) => [path, content]));
    const { resource, data, moved } = asRecord(JSON.parse(files.get(stackFile(name)) ?? ''));
    const written = writeBlocks(name, allResources(describeEnvironment(environment)));
    expect(sorted(written)).toEqual(sorted({ resource, data, moved }));
  });
});

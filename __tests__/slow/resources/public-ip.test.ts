import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { buildEnvironmentJobs } from '../../../lib/jobs/environment';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { validFixtures } from '../../support/fixtures';

const environments = validFixtures().flatMap(({ config }) => loadEnvironments(config).environments);

/** Returns the settings of public IP addresses in the JSON: those of Terraform arguments and of state machines. */
function settingsIn(assignPublicIp: boolean): ReadonlySet<string> {
  const found = environments.flatMap(({ config }) => {
    const environment = buildEnvironmentJobs({ ...config, service: { ...config.service, assignPublicIp } });
    const path = stackFile(config.name);
    const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
    return content.match(/assign_public_ip": \w+|AssignPublicIp\\":\\"\w+/g) ?? [];
  });
  return new Set(found);
}

describe('service.assign_public_ip', () => {
  test.each([
    [true, ['assign_public_ip": true', 'AssignPublicIp\\":\\"ENABLED']],
    [false, ['assign_public_ip": false', 'AssignPublicIp\\":\\"DISABLED']],
  ])('%s applies to every task', (assignPublicIp, settings) => {
    expect([...settingsIn(assignPublicIp)].sort()).toEqual([...settings].sort());
  });
});

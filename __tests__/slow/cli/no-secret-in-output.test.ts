import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  configurationNames,
  everyCall,
  leaksOfApp,
  leaksOfCalls,
  markedConfiguration,
  printedPlaces,
  unmarkedPlaces,
} from '../../cli/support/marked-configuration';
import { markedFields, markedTexts } from '../../config/support/marked-files';
import type { Call } from '../../support/every-command';
import { TemporaryFolder } from '../../support/run-program';

jest.setTimeout(1_800_000);

let folder: TemporaryFolder;
let calls: readonly Call[];
beforeAll(() => {
  folder = new TemporaryFolder();
  calls = everyCall(folder);
});
afterAll(() => {
  folder.remove();
});

const files = [...markedFields, ...markedTexts];

describe('the output never shows a value that can be secret', () => {
  test('at any place of a valid configuration, in any format of any command', () => {
    const configurations = configurationNames.map((name) => markedConfiguration(folder, name));
    const printed = configurations.map((configuration) => printedPlaces(folder, configuration, calls));
    expect(printed.flatMap(({ leaks }) => leaks)).toEqual([]);
    expect(printed.flatMap(({ shown }) => shown).length).toBeGreaterThan(20);
    // The values of these places have a fixed form, or other arguments exclude the places.
    expect(configurations.flatMap(unmarkedPlaces)).toEqual([
      'state_backend.cloud.workspaces.tags.0',
      'state_backend.cloud.workspaces.tags.key',
      'state_backend.cos.endpoint',
      'state_backend.remote.workspaces.prefix',
      'state_backend.s3.shared_credentials_file',
      'state_backend.s3.assume_role.duration',
      'state_backend.s3.assume_role.policy_arns.0',
      'state_backend.s3.assume_role_with_web_identity.duration',
      'state_backend.s3.assume_role_with_web_identity.policy_arns.0',
      'state_backend.s3.forbidden_account_ids.0',
      'state_backend.s3.dynamodb_endpoint',
      'state_backend.s3.endpoint',
      'state_backend.s3.iam_endpoint',
      'state_backend.s3.sts_endpoint',
    ]);
  });

  test('in a file with any mistake, in one command by turns, and in some of the runs of the cdktf app', () => {
    const leaks = files.flatMap((file, index) => {
      const call = calls[index % calls.length];
      return [
        ...(call === undefined ? [] : leaksOfCalls(folder, file, [call])),
        ...(index % 7 === 0 ? leaksOfApp(folder, file) : []),
      ];
    });
    expect(leaks).toEqual([]);
  });

  test('in a file with a mistake, in any format of any command', () => {
    const some = files.filter((_, index) => index % 389 === 0);
    expect(some.flatMap((file) => leaksOfCalls(folder, file, calls))).toEqual([]);
  });
});

import './support/invalid-pattern';
import { afterEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runApp } from '../../lib/cli/cdktf-app';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

const folder = new TemporaryFolder().write(smallConfig);
const config = join(folder.path, 'env-config');
const message = `environment dev: AWS would reject values that were generated for these jobs:
  import: event pattern: source: must not be empty
Your configuration is valid: this is a defect of background-jobs. Report it with the configuration of these jobs.
`;

describe('an invalid generated value', () => {
  afterEach(() => {
    folder.remove();
    folder.write(smallConfig);
  });

  test('ends synth with status 2 before anything is written', () => {
    const { status, error } = run('synth', '--config', config, '--out', join(folder.path, 'out'));
    expect({ status, error }).toEqual({ status: 2, error: message });
    expect(Object.keys(folder.files())).toEqual(Object.keys(smallConfig).sort());
  });

  test('ends the cdktf app with status 2', () => {
    const printed: string[] = [];
    const status = runApp({ BACKGROUND_JOBS_CONFIG: config }, (text) => printed.push(text));
    expect({ status, error: printed.join('') }).toEqual({ status: 2, error: message });
  });
});

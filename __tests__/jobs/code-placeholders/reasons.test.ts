import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../lib/checks/catalogue';
import { loadEnvironments, type LoadedEnvironments } from '../../../lib/jobs/load-environments';
import { baseConfig } from '../support/environments';

const reason = 'allow_code_placeholder: only our own service writes to the bucket';
const code = 'task_command: [sh, -c, "x <object_key>"]';
const other = 'task_command: [python3, -c, "y <object_key>"]';

/** Loads a configuration folder with these files. */
function loadFiles(files: Readonly<Record<string, string>>): LoadedEnvironments {
  const folder = mkdtempSync(join(tmpdir(), 'background-jobs-reasons-'));
  const base = Object.entries(baseConfig).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  try {
    for (const [name, text] of Object.entries({ 'dev.yml': '', ...files }))
      writeFileSync(join(folder, name), name === 'dev.yml' ? base.join('') + text : text);
    return loadEnvironments(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const errorsIn = (files: Readonly<Record<string, string>>) =>
  loadFiles(files)
    .issues.map(({ message }) => message)
    .filter((message) => message.includes('must not'));
const jobs = (...lines: readonly string[]) =>
  `file_upload_jobs:\n${lines.map((line) => `  ${line}\n`).join('')}`;

describe('a reason beside the command covers it', () => {
  test.each([
    ['in a job', { 'dev.yml': jobs(`a: { ${code}, ${reason} }`) }],
    [
      'in defaults.yml',
      { 'defaults.yml': jobs(`a: { ${code}, ${reason} }`), 'dev.yml': jobs('a: { cpu: 256, memory: 512 }') },
    ],
    [
      'in a merged map with the command',
      { 'dev.yml': jobs(`a: &a { ${code}, ${reason} }`, 'b: { <<: *a, memory: 512, cpu: 256 }') },
    ],
    ['in a step', { 'dev.yml': jobs('a:', `  steps: [{ name: s, ${code}, ${reason} }]`) }],
    [
      'for a variable',
      {
        'dev.yml': jobs(
          'a:',
          `  ${reason}`,
          '  task_command: [bin/import]',
          '  environment_variables:',
          '    NODE_OPTIONS: <object_key>',
        ),
      },
    ],
  ])('%s', (_, files) => {
    expect(errorsIn(files)).toEqual([]);
  });
});

describe('a reason from another map does not cover the command', () => {
  const note =
    'allow_code_placeholder does not apply, because it is not written in the same map; write the reason beside this text';
  test.each([
    [
      'defaults.yml',
      { 'defaults.yml': jobs(`a: { ${code}, ${reason} }`), 'dev.yml': jobs(`a: { ${other} }`) },
    ],
    ['a merge key', { 'dev.yml': jobs(`a: &a { ${code}, ${reason} }`, `b: { <<: *a, ${other} }`) }],
    [
      'job_defaults.on_failure',
      {
        'dev.yml': `job_defaults: { on_failure: { ${code}, ${reason} } }\n${jobs(`a: { task_command: [x], on_failure: { ${other} } }`)}`,
      },
    ],
    [
      'a map without the variable',
      {
        'defaults.yml': jobs(`a: { ${code}, ${reason} }`),
        'dev.yml': jobs('a: { environment_variables: { NODE_OPTIONS: <object_key> } }'),
      },
    ],
  ])('%s', (_, files) => {
    expect(errorsIn(files)).toEqual([expect.stringContaining(note)]);
  });

  test('the job of a step', () => {
    expect(errorsIn({ 'dev.yml': jobs('a:', `  ${reason}`, `  steps: [{ name: s, ${code} }]`) })).toEqual([
      expect.stringContaining('allow_code_placeholder of the job does not apply to this task'),
    ]);
  });
});

test('the advice names each job, also if several jobs have the same map', () => {
  const { environments } = loadFiles({ 'dev.yml': jobs(`a: &a { ${code}, ${reason} }`, 'b: *a') });
  const advice = environments.flatMap((environment) =>
    catalogue['allowed-code-placeholder'].find(environment, new Date(0), environments),
  );
  expect(advice.map(({ message }) => message)).toEqual(
    ['a', 'b'].map((job): unknown => expect.stringContaining(`in file_upload_jobs.${job}.task_command[2]; `)),
  );
});

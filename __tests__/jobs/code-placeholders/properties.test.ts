import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, tries } from '../../support/property-tests';
import { findCodePlaceholders } from '../../../lib/jobs/code-placeholders/code-placeholders';
import type { EventTemplate } from '../../../lib/values/event-templates';
import { rejectedArguments } from './support/commands';
import { executedTexts } from './support/interpreter-model';

const placeholder = '<object_key>';
const marker = 'mArKeR';

/** The text that is in every key, among any characters of ASCII. It can begin as an option that introduces code. */
const hostileKey = fc
  .tuple(
    fc.constantFrom(
      '',
      '-',
      '--',
      '-c',
      '-e',
      '-E',
      '-M',
      '-pe',
      '--eval=',
      '--import=',
      '-S',
      '+',
      'LD_PRELOAD=',
      ';',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 6 }),
    fc.string({ unit: 'binary-ascii', maxLength: 6 }),
  )
  .map(([start, before, after]) => `${start}${before}${marker}${after}`.replaceAll('\0', ' '));

const argument = fc.oneof(
  { weight: 4, arbitrary: fc.constant(placeholder) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      '-c',
      '-e',
      '-u',
      '-x',
      '-n',
      '-o',
      '-r',
      '-m',
      '-f',
      '-ec',
      '-pe',
      '--',
      '--eval',
      '-W',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('run()', 'script', 'pipefail', '60', 'A=b', 'in put', '--key', '--all=1'),
  },
  { weight: 2, arbitrary: fc.constantFrom('sh', 'bash', 'python3', 'perl', 'node', 'env', 'timeout', 'awk') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          '',
          '--key=',
          '-e',
          '-c',
          '-k',
          '--',
          '-',
          'A=',
          'LD_PRELOAD=',
          '--eval=',
          's3://',
          "f('",
          '-S',
          '-pe',
          '$',
        ),
        fc.constantFrom('', '.csv', "')", '/x', ' x', ';'),
      )
      .map(([before, after]) => `${before}${placeholder}${after}`),
  },
);
const program = fc.constantFrom(
  ...[
    'sh',
    'bash',
    '/bin/dash',
    'python3',
    'perl',
    'node',
    'awk',
    'env',
    'nohup',
    'nice',
    'timeout',
    'sudo',
    'xargs',
  ],
);
const command = fc
  .tuple(program, fc.array(argument, { minLength: 1, maxLength: 6 }))
  .map(([name, rest]) => [name, ...rest]);

describe('no key of an object is executed by a command that the rule accepts', () => {
  test('a model of shells, interpreters and launchers runs no text of the key', () => {
    let accepted = 0;
    fc.assert(
      fc.property(command, hostileKey, (texts, key) => {
        if (!texts.some((text) => text.includes(placeholder)) || rejectedArguments(texts).length > 0) return;
        accepted += 1;
        const run = texts.map((text) => text.replaceAll(placeholder, () => key));
        expect(executedTexts(run).filter((text) => text.includes(marker))).toEqual([]);
      }),
      { numRuns: tries(8000) },
    );
    expectEnough(accepted, 250);
  });

  test('the model runs the key in commands that the rule rejects', () => {
    const all = [
      ['sh', '-c', placeholder],
      ['perl', '-e', '1', placeholder],
      ['env', placeholder],
      ['node', placeholder],
    ];
    expect(all.map((texts) => rejectedArguments(texts).length)).toEqual([1, 1, 1, 1]);
    const canRun = (texts: readonly string[], key: string) =>
      executedTexts(texts.map((text) => text.replace(placeholder, key))).includes(marker);
    expect(all.filter((texts) => ['-e', ''].some((start) => canRun(texts, start + marker)))).toEqual(all);
  });
});

describe('an accepted argument', () => {
  const text = fc.string({ unit: 'binary-ascii', maxLength: 4 });
  const safe = /^[A-Za-z0-9._/:=@%+,-]*$/;
  const codeOption = /^(-[A-Za-z]*[ce]|--(c|e|eval|exec|execute|command|query|expression)|eval)$/;

  test('has only safe characters beside the placeholder, and no code option before it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom('x', '-c', '-qc', '--eval', 'eval', '-tAc', '--key', '-k'), text, text),
        ([before, left, right]) => {
          const whole = `${left}${placeholder}${right}`;
          if (rejectedArguments(['bin/job', before, whole]).length > 0) return;
          accepted += 1;
          const literals = whole.split(placeholder).join('');
          expect(literals).toMatch(safe);
          expect(before).not.toMatch(codeOption);
          if (left.startsWith('-')) expect(left).toContain('=');
        },
      ),
      { numRuns: tries(4000), examples: [[['x', '', '']], [['--key', 's3:', '/a']]] },
    );
    expectEnough(accepted, 50);
  });

  test('is rejected with each character of ASCII that is not in the list', () => {
    const characters = Array.from({ length: 127 }, (_, code) => String.fromCharCode(code + 1));
    const allowed = characters.filter(
      (character) => rejectedArguments(['job', `x${character}${placeholder}`]).length === 0,
    );
    expect(allowed.join('')).toBe('%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  });
});

test('a value of a run that no outside person can choose is accepted at each position', () => {
  const attempt: EventTemplate = [
    'echo ',
    {
      name: 'attempt',
      path: '$.attempt.number',
      maximumLength: 4,
      kind: 'number',
      presence: 'always',
      fromExecution: true,
    },
  ];
  expect(findCodePlaceholders(['sh', '-c', attempt])).toEqual([]);
});

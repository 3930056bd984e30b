import { describe, expect, test } from '@jest/globals';
import { fc } from '../support/property-tests';
import { escapeControlCharacters } from '../../lib/text/escape-control-characters';
import { maskSecrets } from '../../lib/text/mask-secrets';
import { secretForms, secretIn } from '../../lib/text/secret-patterns';
import { asRecord } from '../support/stack-json';
import { secretExamples } from './support/secret-examples';

const key = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${'q1W+/='.repeat(20)}\n-----END RSA PRIVATE KEY-----`;
const values = [...secretExamples.map(([, text]) => text), key, 'postgres://app:hunter22@db.example/app'];

/** The part of a value that must not be printed. */
function secretPartOf(value: string): string {
  const parts = /hunter22|q1W|([ab])\1{19}|(?:AKIA|ASIA)\w+|services\/T000\S*|BEGIN[A-Z ]*KEY/.exec(value);
  if (parts === null) throw new Error(`no secret part: ${value}`);
  return parts[0];
}

/** Texts around a secret, also those that end with an escape after JSON or bash has quoted them. */
const around = fc.oneof(
  fc.constantFrom('', ' ', '\n', '\t', '"', "'", '\\', '\\\\', '\u0007', '%', 'é', '…', '=', ': ', ', ', '/'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !/[\w.-]$|^[\w.-]/.test(text)),
);

describe('maskSecrets', () => {
  test('has an example of each form', () => {
    expect(new Set(secretExamples.map(([what]) => what))).toEqual(
      new Set(secretForms.map(({ what }) => what)),
    );
  });

  test.each(values)('masks %s', (value) => {
    // Reports print a value on one line.
    const printed = maskSecrets(escapeControlCharacters(`before ${value} (after)`));
    expect(printed).toMatch(/^before .*….*\(after\)$/);
    expect(printed).not.toContain(secretPartOf(value));
  });

  test('masks each secret in JSON, and the result is JSON with the same structure', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        around,
        around,
        fc.boolean(),
        (value, before, after, indents) => {
          const tree = {
            [`${before}${value}${after}`]: ['x', `${before}${value}${after}`, { y: value }],
            z: 1,
          };
          const printed = maskSecrets(JSON.stringify(tree, undefined, indents ? 2 : undefined));
          expect(printed).not.toContain(secretPartOf(value));
          const parsed: unknown = JSON.parse(printed);
          expect(parsed).toEqual({
            [Object.keys(asRecord(parsed))[0] ?? '']: [
              'x',
              expect.stringContaining('…'),
              { y: expect.stringContaining('…') },
            ],
            z: 1,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('masks a secret in JSON that a string of JSON contains', () => {
    const nested = JSON.stringify({ body: JSON.stringify({ a: `\n${key}`, b: `\nnpm_${'a'.repeat(36)}` }) });
    const printed = maskSecrets(nested);
    expect(printed).not.toMatch(/q1W|aaaa/);
    expect(JSON.parse(printed)).toEqual({ body: expect.stringContaining('…') });
  });

  test('keeps JSON valid for any text after a backslash', () => {
    const pieces = fc.constantFrom(
      '\n',
      '\\',
      '"',
      'pm_',
      'npm_',
      'k_live_',
      'rk_live_',
      'a'.repeat(36),
      ...values,
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        expect(typeof JSON.parse(maskSecrets(JSON.stringify(text)))).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  test('does not change other text', () => {
    const text = [
      'service task-admin-reports-of-the-whole-year-for-auditors runs s3://bucket/AKIA and eyJhbGciOiJIUzI1NiJ9',
      'postgres://app:<object_key>@db, postgres://app:$PASSWORD@db, https://example.com:8080/@x, arn:aws:s3:::x',
      '-----BEGIN CERTIFICATE----- a public key -----END CERTIFICATE-----',
    ].join('\n');
    expect(maskSecrets(text)).toBe(text);
    expect(maskSecrets('a …, b')).toBe('a …, b');
  });

  test('hides each secret that the advice finds by its form', () => {
    for (const [, text] of secretExamples) expect(secretIn(maskSecrets(text))).toBeUndefined();
  });
});

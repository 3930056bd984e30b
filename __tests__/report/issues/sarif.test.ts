import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { fc, tries } from '../../support/property-tests';
import type { Issue } from '../../../lib/config/issues/issues';
import { ruleCatalogue } from '../../../lib/config/rule-reference/catalogue';
import { adviceCodes } from '../../../lib/config/schema/check-codes';
import { issuesToSarif } from '../../../lib/report/issues/sarif';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { invalidFixtures } from '../../support/fixtures';
import { asRecord } from '../../support/stack-json';
import { anyIssues, issue } from './support/issues';

const { $schema, id, ...official } = asRecord(
  JSON.parse(readFileSync(join(__dirname, 'sarif-2.1.0', 'sarif-schema-2.1.0.json'), 'utf8')),
);
// A reference may have percent signs only before two hexadecimal digits, and no space, control character or backslash.
const reference = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-F]{2})*$/i;
const isLog = new Ajv({
  strict: false,
  allErrors: true,
  formats: { uri: (uri: string) => URL.canParse(uri), 'uri-reference': reference, 'date-time': true },
}).compile(official);

const sarif = (issues: readonly Issue[]): unknown => JSON.parse(issuesToSarif(issues, process.cwd()));

describe('issues as SARIF', () => {
  test('name the schema of these tests', () => {
    expect(id).toBe(asRecord(sarif([]))['$schema']);
    expect($schema).toBe('http://json-schema.org/draft-04/schema#');
    expect(isLog({ version: '2.1.0', runs: [{ tool: { driver: { nam: 'x' } } }] })).toBe(false);
  });

  test.each(invalidFixtures().map(({ name, config }) => [name, config] as const))(
    'of the fixture %s are a log of SARIF 2.1.0',
    (_, config) => {
      const { issues } = loadEnvironments(config);
      expect([isLog(sarif(issues)), isLog.errors]).toEqual([true, null]);
    },
  );

  test('are a log of SARIF 2.1.0, with any texts', () => {
    fc.assert(
      fc.property(anyIssues, (issues) => {
        expect([isLog(sarif(issues)), isLog.errors]).toEqual([true, null]);
      }),
      { numRuns: tries(100) },
    );
  });

  test('have a rule for each code, and the index of the rule in each result', () => {
    const codes = Object.keys({ ...ruleCatalogue, ...adviceCodes });
    expect(
      sarif([
        { ...issue, code: 'unknown-field' },
        { ...issue, code: 'alias-cycle' },
      ]),
    ).toMatchObject({
      runs: [
        {
          tool: { driver: { rules: codes.map((code) => ({ id: code })) } },
          results: ['unknown-field', 'alias-cycle'].map((code) => ({
            ruleId: code,
            ruleIndex: codes.indexOf(code),
          })),
        },
      ],
    });
  });

  test('have the source location, severity and field', () => {
    expect(sarif([issue])).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'wrong-type',
              level: 'error',
              message: { text: 'expected a number, got text' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'env-config/dev.yml' },
                    region: { startLine: 1, startColumn: 6 },
                  },
                  logicalLocations: [{ fullyQualifiedName: 'cpu' }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(issuesToSarif([{ ...issue, severity: 'advice' }], '/')).toContain('"level": "note"');
  });

  test.each([
    [
      'a name with characters that a URI can’t have',
      'env config/ä%#?.yml',
      'env%20config/%C3%A4%25%23%3F.yml',
    ],
    ['an absolute path below the root', join(process.cwd(), 'a/b.yml'), 'a/b.yml'],
    ['a path with . and ..', './a/../b.yml', 'b.yml'],
    ['a file elsewhere', '/else where/b.yml', 'file:///else%20where/b.yml'],
  ])('have a relative URI if possible: %s', (_, file, uri) => {
    expect(issuesToSarif([{ ...issue, file }], process.cwd())).toContain(`"uri": "${uri}"`);
  });
});

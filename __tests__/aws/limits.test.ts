import { describe, expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { comparedLimits } from '../../e2e/support/compared-limits';
import { asRecord } from '../support/stack-json';

const folder = join(__dirname, '..', '..', 'lib', 'aws');
// The suggestions for schedules contain limits of other programs.
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('suggestions'))
  .map((entry) => join(entry.parentPath, entry.name));

/**
 * Limits and defaults that no service model of AWS contains, by the name of the constant. The docstring of each constant
 * has the page of AWS.
 */
const withoutModel: ReadonlySet<string> = new Set([
  // quotas of accounts and services
  'defaultEventPatternBytes',
  'defaultPoliciesPerAccount',
  'defaultRulesPerBus',
  'defaultScalableServicesPerRegion',
  'defaultServicesPerCluster',
  'defaultStateMachinesPerRegion',
  'defaultWildcardRulesPerBus',
  'filterPolicyLimits',
  'maximumDashboardMetrics',
  'maximumHistoryEvents',
  'maximumManagedPolicyCharacters',
  'maximumObjectKeyBytes',
  'maximumPoliciesOfRole',
  'maximumQueuePolicyBytes',
  'maximumQueuePolicyPrincipals',
  'maximumScheduledActions',
  'maximumServiceTasks',
  'maximumSteps',
  'maximumTaskContainers',
  'maximumTaskDefinitionBytes',
  'maximumTrustPolicyCharacters',
  'maximumWidgetAlarms',
  // the languages of definitions, patterns, schedules and dashboards
  'cronFields',
  'dashboardColumns',
  'maximumComparedNumber',
  'maximumIntrinsicFunctions',
  'maximumOrCombinations',
  'maximumStateNameCharacters',
  'maximumTimeoutSeconds',
  'retrierDefaults',
  'retrierLimits',
  // the behavior of services
  'deduplicationSeconds',
  'maximumSubjectCharacters',
  'maximumTaskStopSeconds',
  'metricPeriodSeconds',
  // the lengths of values in events
  'keptStartedByCharacters',
  'envelopeFields',
  'envelopeValues',
  'objectValues',
  // narrower than AWS's limit, derived from another limit, or a limit of Terraform's provider
  'maxReceiveCountRange',
  'maximumConfiguredTags',
  'maximumMessageBytes',
  'memoryMib',
]);

/** Returns whether a value is a number, or consists of numbers and of texts about them. */
function hasNumbers(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'object' && value !== null && !(value instanceof RegExp)
    ? Object.values(value).some(hasNumbers)
    : false;
}

interface Constant {
  readonly name: string;
  readonly file: string;
  readonly docstring: string;
}

/** Returns the exported constants with numbers, with the text above each of them. */
const numericConstants: readonly Constant[] = files.flatMap((path): readonly Constant[] => {
  const text = readFileSync(path, 'utf8');
  const exported = asRecord(jest.requireActual(path));
  return Object.entries(exported).flatMap(([name, value]) => {
    if (!hasNumbers(value)) return [];
    const [before = ''] = text.split(new RegExp(`export const ${name}\\b`));
    const file = relative(folder, path);
    const header = /^\/\*\*.*?\*\//s.exec(text.replace(/^import .*?;\n/gms, '').trimStart())?.[0] ?? '';
    return [{ name, file, docstring: header + before.slice(before.lastIndexOf('/**')) }];
  });
});

describe('each limit of AWS', () => {
  test('is compared with a service model, or is listed as a limit that no model has', () => {
    const compared = new Set(comparedLimits.map(({ constant }) => constant));
    const names = numericConstants.map(({ name }) => name);
    expect(names.filter((name) => !compared.has(name) && !withoutModel.has(name))).toEqual([]);
    expect([...compared, ...withoutModel].filter((name) => !names.includes(name))).toEqual([]);
    expect([...withoutModel].filter((name) => compared.has(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  });

  test('has a link to its page in its docstring, or in that of its file', () => {
    const withoutLink = numericConstants.filter(({ docstring }) => !/https:\/\//.test(docstring));
    expect(withoutLink.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
  });
});

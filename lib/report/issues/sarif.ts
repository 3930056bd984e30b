import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Issue, Severity } from '../../config/issues/issues';
import { ruleCatalogue } from '../../config/rule-reference/catalogue';
import { adviceCodes } from '../../config/schema/check-codes';
import { relativePath } from './relative-path';

const levels = { error: 'error', advice: 'note' } as const satisfies Record<Severity, string>;

/**
 * Renders issues as a SARIF 2.1.0 log for code scanning. It has no snippets, because a line may contain a secret.
 *
 * @param root - The folder of the repository's checkout. File names are relative to it.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function issuesToSarif(issues: readonly Issue[], root: string): string {
  const violations = Object.entries(ruleCatalogue).map(([code, { violation }]) => [code, violation] as const);
  const descriptions: Readonly<Record<string, string>> = {
    ...Object.fromEntries(violations),
    ...adviceCodes,
  };
  const codes = Object.keys(descriptions);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'background-jobs',
            rules: Object.entries(descriptions).map(([id, description]) => ({
              id,
              shortDescription: { text: description },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: issues.map((issue) => resultOf(issue, codes.indexOf(issue.code), root)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(
  { code, severity, message, file, line, column, path }: Issue,
  ruleIndex: number,
  root: string,
) {
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(relativePath(root, file), file) },
          region: { startLine: line, startColumn: column },
        },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
  };
}

/** Returns a relative URI with percent-encoded names, or a file URL of an absolute path. */
function uriOf(path: string, file: string): string {
  return isAbsolute(path)
    ? pathToFileURL(file).href
    : path
        .split('/')
        .map((name) => encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd')))
        .join('/');
}

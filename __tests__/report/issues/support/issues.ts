import { anyCharacter, fc } from '../../../support/property-tests';
import { severities, type Issue } from '../../../../lib/config/issues/issues';
import { isIssueCode, ruleCatalogue } from '../../../../lib/config/rule-reference/catalogue';

export const issue: Issue = {
  file: 'env-config/dev.yml',
  line: 1,
  column: 6,
  path: 'cpu',
  code: 'wrong-type',
  severity: 'error',
  message: 'expected a number, got text',
};

const text = fc.string({ unit: anyCharacter, minLength: 1 });

/** Issues with arbitrary texts. */
export const anyIssues = fc.array(
  fc.record({
    file: text.map((name) => `env-config/${name.replaceAll('\0', '')}`),
    line: fc.integer({ min: 1 }),
    column: fc.integer({ min: 1 }),
    path: fc.string({ unit: anyCharacter }),
    code: fc.constantFrom(...Object.keys(ruleCatalogue).filter(isIssueCode)),
    severity: fc.constantFrom(...severities),
    message: text,
  }),
  { maxLength: 15 },
);

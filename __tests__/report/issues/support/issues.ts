import fc from 'fast-check';
import { issueCodes, severities, type Issue, type IssueCode } from '../../../../lib/config/issues';

export const issue: Issue = {
  file: 'env-config/dev.yml',
  line: 1,
  column: 6,
  path: 'cpu',
  code: 'wrong-type',
  severity: 'error',
  message: 'expected a number, got text',
};

const isCode = (text: string): text is IssueCode => Object.hasOwn(issueCodes, text);
const text = fc.string({ unit: 'binary', minLength: 1 });

/** Issues whose texts hold anything. */
export const anyIssues = fc.array(
  fc.record({
    file: text.map((name) => `env-config/${name.replaceAll('\0', '')}`),
    line: fc.integer({ min: 1 }),
    column: fc.integer({ min: 1 }),
    path: fc.string({ unit: 'binary' }),
    code: fc.constantFrom(...Object.keys(issueCodes).filter(isCode)),
    severity: fc.constantFrom(...severities),
    message: text,
  }),
  { maxLength: 15 },
);

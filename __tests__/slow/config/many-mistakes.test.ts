import { expect, test } from '@jest/globals';
import { issuesOf } from '../../config/support/folders';

test('a file may have more mistakes than a function can have arguments', () => {
  const issues = issuesOf({ 'dev.yml': 'a: 1\n'.repeat(130_000) });
  expect(issues.filter((issue) => issue.includes('the key a is also in line 1'))).toHaveLength(129_999);
});

import { expect, test } from '@jest/globals';
import { hasErrors } from '../../../lib/config/issues/issues';
import { issue } from '../../report/issues/support/issues';

test('advice alone is not an error', () => {
  expect(hasErrors([])).toBe(false);
  expect(hasErrors([{ ...issue, severity: 'advice' }])).toBe(false);
  expect(hasErrors([{ ...issue, severity: 'advice' }, issue])).toBe(true);
});

/** Import this file first: it simulates a defect that makes every event pattern invalid. */
import { jest } from '@jest/globals';

jest.mock('../../../lib/aws/events/validate-event-pattern', () => ({
  validatePattern: () => ['source: must not be empty'],
}));

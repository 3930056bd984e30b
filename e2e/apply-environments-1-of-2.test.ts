import { jest } from '@jest/globals';
import { applyEnvironments } from './support/apply-and-destroy';

jest.setTimeout(900_000);

// Applies every other environment; apply-environments-2-of-2.test.ts applies the rest, in parallel.
applyEnvironments('apply', (environment) => environment, { part: 0, of: 2 });

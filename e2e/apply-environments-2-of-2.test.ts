import { jest } from '@jest/globals';
import { applyEnvironments } from './support/apply-and-destroy';

jest.setTimeout(900_000);

// Applies the environments that apply-environments-1-of-2.test.ts leaves out.
applyEnvironments('apply', (environment) => environment, { part: 1, of: 2 });

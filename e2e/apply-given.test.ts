import { jest } from '@jest/globals';
import { applyEveryFixture } from './support/apply-and-destroy';

jest.setTimeout(300_000);

// The other half is in apply-given-2.test.ts.
applyEveryFixture('apply', (environment) => environment, { part: 0, of: 2 });

import { jest } from '@jest/globals';
import { applyEveryFixture } from './support/apply-and-destroy';

jest.setTimeout(300_000);

applyEveryFixture('apply', (environment) => environment, { part: 1, of: 2 });

import { jest } from '@jest/globals';
import { applyEveryFixture } from './support/apply-and-destroy';
import { lookedUp } from './support/environments';

jest.setTimeout(300_000);

applyEveryFixture('applyLookedUp', lookedUp);

import { jest } from '@jest/globals';
import { applyEnvironments } from './support/apply-and-destroy';
import { withLookups } from './support/change-environments';

jest.setTimeout(900_000);

applyEnvironments('applyWithLookups', withLookups);

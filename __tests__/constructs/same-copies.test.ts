import { describe, expect, jest, test } from '@jest/globals';
import { App, TerraformStack } from 'cdktf';
import { BackgroundJobs, EnvironmentStack } from '../../lib';
import { environment } from './support/own-stack';

/** Returns a second copy of cdktf, as from another folder. */
function otherCdktf(): { readonly App: typeof App; readonly TerraformStack: typeof TerraformStack } {
  let copy = { App, TerraformStack };
  jest.isolateModules(() => {
    copy = jest.requireActual('cdktf');
  });
  return copy;
}

const error =
  'the stack belongs to another copy of cdktf than background-jobs uses; npm ls cdktf shows the copies';

describe('two copies of cdktf', () => {
  test('are rejected in a stack of the user', () => {
    const other = otherCdktf();
    expect(other.TerraformStack).not.toBe(TerraformStack);
    const stack = new other.TerraformStack(new other.App(), 'own');
    expect(() => new BackgroundJobs(stack, 'jobs', { environment })).toThrow(error);
  });

  test('are rejected in an app of the user', () => {
    const app = new (otherCdktf().App)();
    expect(() => new EnvironmentStack(app, 'dev', { environment })).toThrow(error);
  });
});

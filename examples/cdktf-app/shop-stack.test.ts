import { expect, test } from '@jest/globals';
import { unfoldJson } from 'background-jobs';
import { Testing } from 'cdktf';
import { ShopStack } from './shop-stack';

test('the Terraform of the shop changes only with its snapshot', () => {
  const stack = new ShopStack(Testing.app(), 'shop');
  expect(unfoldJson(JSON.parse(Testing.synth(stack)))).toMatchSnapshot();
});

import { test } from '@jest/globals';
import { environments, expectTwice } from '../../constructs/support/twice';

test.each(environments)(
  'a stack with two environments has every resource and reference twice: %s',
  (_, each) => {
    expectTwice(each);
  },
);

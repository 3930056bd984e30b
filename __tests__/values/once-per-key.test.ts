import { expect, test } from '@jest/globals';
import { oncePer, oncePerKey, oncePerText } from '../../lib/values/once';

test('a value is computed once for each object', () => {
  const computed: object[] = [];
  const valueOf = oncePer((key: object) => {
    computed.push(key);
    return computed.length;
  });
  const [a, b] = [{}, {}];
  expect([valueOf(a), valueOf(b), valueOf(a), valueOf(b)]).toEqual([1, 2, 1, 2]);
});

test('a value is computed once for each key, also if it is undefined', () => {
  let count = 0;
  const valueOf = oncePerKey(
    100,
    ({ name }: { readonly name: string }) => name,
    (): string | undefined => {
      count += 1;
      return undefined;
    },
  );
  const values: readonly unknown[] = ['a', 'b', 'a', 'b'].map((name) => valueOf({ name }));
  expect(values).toEqual([undefined, undefined, undefined, undefined]);
  expect(count).toBe(2);
});

test('all values are forgotten when their texts have too many characters', () => {
  let count = 0;
  const countOf = oncePerText(6, () => {
    count += 1;
    return count;
  });
  expect(['aaa', 'bbb', 'aaa', 'ccc', 'ccc', 'aaa'].map((text) => countOf(text))).toEqual([1, 2, 1, 3, 3, 4]);
});

import { describe, expect, jest, test } from '@jest/globals';
import { anyCharacter, fc } from '../support/property-tests';
import {
  ListWithLookups,
  Lookup,
  stringifyJson,
  deferredString,
  deferredList,
  StringWithLookups,
  type Json,
} from '../../lib/values/deferred-values';

const account = new Lookup('account_id');
const role = new Lookup('task_role_arn');
const { json: anyJson } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: anyCharacter }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json')),
    fc.dictionary(fc.string(), tie('json')),
  ),
}));
const plainly = {
  literal: (part: string) => part,
  lookup: () => '?',
  list: () => '"list"',
  entries: () => '[]',
};

describe('a text', () => {
  test('without lookups is a plain string', () => {
    expect(deferredString`a${'b'}c${''}`).toBe('abc');
    expect(deferredString``).toBe('');
  });

  test('joins adjacent parts, also of nested texts', () => {
    expect(deferredString`${deferredString`a${account}b`}${'c'}${account}`).toEqual(
      new StringWithLookups(['a', account, 'bc', account]),
    );
  });
});

describe('a list of texts', () => {
  test('is sorted by code unit, without duplicates, in each locale', () => {
    expect(deferredList(['ä', 'b', 'B', 'a', 'b'])).toEqual(['B', 'a', 'b', 'ä']);
  });

  test('has lookups after plain strings', () => {
    expect(deferredList([role, 'b', 'a'])).toEqual(new ListWithLookups(['a', 'b', role]));
  });
});

describe('JSON with lookups', () => {
  test('without lookups is serialized as by JSON.stringify', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(stringifyJson(value, plainly)).toBe(JSON.stringify(value));
      }),
    );
  });

  test('is serialized with the writer’s lookups, lists and literals', () => {
    const writer = { ...plainly, literal: (part: string) => part.replaceAll('$', '$$$$') };
    const json = { '$k"': deferredString`"$${account}`, list: deferredList([role]), flat: ['$'], none: null };
    expect(stringifyJson(json, writer)).toBe('{"$$k\\"":"\\"$$?","list":"list","flat":["$$"],"none":null}');
  });

  test('is serialized once if the writer keeps its texts', () => {
    const writer = { ...plainly, keeps: () => true };
    const json = { a: ['b', { c: 1 }] };
    const stringify = jest.spyOn(JSON, 'stringify');
    try {
      const texts = [stringifyJson(json, writer), stringifyJson(json, writer)];
      expect(stringify).toHaveBeenCalledTimes(1);
      expect(texts).toEqual(['{"a":["b",{"c":1}]}', '{"a":["b",{"c":1}]}']);
    } finally {
      stringify.mockRestore();
    }
  });

  test.each([[deferredString`a${account}`], [deferredList([role])]])(
    'is not serialized as plain JSON if %s is deep inside it',
    (deferred) => {
      const writer = { ...plainly, keeps: () => true };
      const json = { a: [1, { b: deferred }] };
      expect(stringifyJson(json, writer)).toBe(stringifyJson(json, plainly));
    },
  );
});

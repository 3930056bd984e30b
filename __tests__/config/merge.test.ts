import { expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { mergeMaps, withoutRemovals } from '../../lib/config/yaml/merge';
import { parseYaml } from '../../lib/config/yaml/parse-yaml';
import { toValue, type MapNode } from '../../lib/config/yaml/tree';

type Value = null | string | number | boolean | readonly Value[] | Values;
interface Values {
  readonly [key: string]: Value;
}

const { values } = fc.letrec<{ value: Value; values: Values }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Value>(null, 'x', 'y', 1, true, [], ['x'], [null, { a: null }]),
    tie('values'),
  ),
  values: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'toString'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
}));

/** Merges plain values by the rules of the documentation: maps merge key by key, and other values replace. */
function merged(base: Values, over: Values): Values {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    keys.map((key) => {
      if (!Object.hasOwn(over, key)) return [key, base[key] ?? null];
      const [below, above] = [Object.hasOwn(base, key) ? base[key] : undefined, over[key] ?? null];
      return [key, isMap(below) && isMap(above) ? merged(below, above) : above];
    }),
  );
}

/** Removes fields that are null. A null in a list remains. */
function withoutNulls(map: Values): Values {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) =>
      value === null ? [] : [[key, isMap(value) ? withoutNulls(value) : value]],
    ),
  );
}

function isMap(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a map, written as JSON, which is also YAML. */
function treeOf(map: Values): MapNode {
  return parseYaml('f.yml', JSON.stringify(map)).root;
}

function reversed(value: Value): Value {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

test('maps merge key by key, lists and scalars replace, and null removes', () => {
  fc.assert(
    fc.property(values, values, (base, over) => {
      const actual = toValue(withoutRemovals(mergeMaps(treeOf(base), treeOf(over))));
      expect(actual).toEqual(withoutNulls(merged(base, over)));
    }),
    { numRuns: tries(500) },
  );
});

test('merging with an empty map changes nothing', () => {
  fc.assert(
    fc.property(values, (map) => {
      expect(toValue(mergeMaps(treeOf(map), treeOf({})))).toEqual(map);
      expect(toValue(mergeMaps(treeOf({}), treeOf(map)))).toEqual(map);
    }),
  );
});

test('the order of keys has no effect', () => {
  fc.assert(
    fc.property(values, values, (base, over) => {
      const reversedMap = (map: Values) =>
        Object.fromEntries(
          Object.entries(map)
            .reverse()
            .map(([key, value]) => [key, reversed(value)]),
        );
      expect(toValue(mergeMaps(treeOf(reversedMap(base)), treeOf(reversedMap(over))))).toEqual(
        toValue(mergeMaps(treeOf(base), treeOf(over))),
      );
    }),
  );
});

test('each value keeps its source position', () => {
  const [base, over] = [
    parseYaml('base.yml', 'a: { b: 1, c: 2 }\n'),
    parseYaml('over.yml', '\na: { c: 3, d: 4 }\n'),
  ];
  const a = mergeMaps(base.root, over.root).entries.get('a')?.value;
  const positions =
    a?.kind === 'map'
      ? [...a.entries].map(([key, { value }]) => [key, value.position.file, value.position.line])
      : [];
  expect(positions).toEqual([
    ['b', 'base.yml', 1],
    ['c', 'over.yml', 2],
    ['d', 'over.yml', 2],
  ]);
});

import { describe, expect, test } from '@jest/globals';
import { anyCharacter, fc, tries } from '../../support/property-tests';
import { objectValues } from '../../../lib/aws/s3/object-events';
import { arrayExpression } from '../../../lib/aws/state-machines/intrinsic-functions';
import { parseExpression } from '../../../lib/aws/state-machines/parse-expression';
import { literals } from '../../jobs/support/hostile';

function reasonOf(text: string): string | undefined {
  const parsed = parseExpression(text);
  return parsed.ok ? undefined : parsed.reason;
}

describe('an expression', () => {
  test.each([
    ['$'],
    ['$$'],
    ['$.detail.object.key'],
    ["$['detail']['a b']"],
    ['$.Containers[0].ExitCode'],
    ['$$.State.RetryCount'],
    ['$..name'],
    ['$.list[?(@.ok==true)].id'],
    ['$.list[1:3]'],
    ['States.UUID()'],
    ['States.Array()'],
    ["States.Array( 'a' ,$.b,1,-1.5e3,true,null )"],
    ["States.Format('it\\'s \\{{}\\}', $['a, b)'])"],
    ["States.ArrayGetItem(States.StringSplit($.arn, '/'), 1)"],
    ['States.JsonToString($.list[?(@.ok==true)])'],
  ])('can be %s', (text) => {
    expect(parseExpression(text)).toMatchObject({ ok: true });
  });

  test('is parsed into its calls, paths and literals', () => {
    expect(parseExpression("States.Array('it\\'s', $.a[0], States.MathAdd(1, $$.n), null)")).toEqual({
      ok: true,
      value: {
        calls: 2,
        expression: {
          kind: 'call',
          name: 'States.Array',
          arguments: [
            { kind: 'string', raw: "it\\'s" },
            { kind: 'path', path: '$.a[0]' },
            {
              kind: 'call',
              name: 'States.MathAdd',
              arguments: [
                { kind: 'literal', value: 1 },
                { kind: 'path', path: '$$.n' },
              ],
            },
            { kind: 'literal', value: null },
          ],
        },
      },
    });
  });

  test.each([
    ['', '"" must be a path or an intrinsic function'],
    ["'text'", '"\'text\'" must be a path or an intrinsic function'],
    ['$.', '$. is not a valid path'],
    ['$detail', '$detail is not a valid path'],
    ['$.a b', '$.a b is not a valid path'],
    ['States.Array', '"States.Array" must be a path or an intrinsic function'],
    ['States.array($.a)', 'there is no intrinsic function States.array'],
    ['constructor()', 'there is no intrinsic function constructor'],
    ["States.Array('a'", 'expected a comma or ) at the end'],
    ["States.Array('a' 'b')", 'expected a comma or ) at "\'b\')"'],
    ["States.Array('a',)", 'expected an argument at ")"'],
    ["States.Array('a)", 'expected an argument at "\'a)"'],
    ["States.Array('a') ", 'unexpected " " after the intrinsic function'],
    ['States.UUID($.a)', 'States.UUID has 1 argument; it must have 0'],
    ['States.MathAdd($.a)', 'States.MathAdd has 1 argument; it must have 2'],
    ["States.Format('{}')", 'the template of States.Format has 1 {}; it must have one for each value (0)'],
    ["States.Format('{', $.a)", 'the template of States.Format must escape {'],
    ["States.Format('\\n{}', $.a)", 'the template of States.Format must not have the escape \\n'],
  ])('can’t be %j', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  test('that was generated is parsed to its arguments', () => {
    const value = objectValues.created.object_key;
    const texts = fc.array(
      fc.oneof(
        literals,
        fc.tuple(literals, literals).map(([a, b]) => [a, value, b, value] as const),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(texts, (given) => {
        const parsed = parseExpression(arrayExpression(given));
        if (!parsed.ok || parsed.value.expression.kind !== 'call') throw new Error(JSON.stringify(parsed));
        expect(parsed.value.expression.arguments).toHaveLength(given.length);
      }),
    );
  });

  test('can be any string: it is accepted or rejected', () => {
    const likely = fc.string({ unit: fc.constantFrom(...Array.from('$.\'"\\[](){}, aS1@?:*')) });
    const calls = likely.map((inner) => `States.Format('${inner}', $.a)`);
    fc.assert(
      fc.property(fc.oneof(likely, calls, fc.string({ unit: anyCharacter })), (text) => {
        expect(typeof parseExpression(text).ok).toBe('boolean');
      }),
      { numRuns: tries(3000) },
    );
  });
});

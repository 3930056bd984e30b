import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
  ])('is read: %s', (text) => {
    expect(parseExpression(text)).toMatchObject({ ok: true });
  });

  test('is what it says', () => {
    expect(parseExpression("States.Array('it\\'s', $.a[0], States.MathAdd(1, $$.n), null)")).toEqual({
      ok: true,
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
    });
  });

  test.each([
    ['', '"" is neither a path nor an intrinsic function'],
    ["'text'", '"\'text\'" is neither a path nor an intrinsic function'],
    ['$.', '$. is no path'],
    ['$detail', '$detail is no path'],
    ['$.a b', '$.a b is no path'],
    ['States.Array', '"States.Array" is neither a path nor an intrinsic function'],
    ['States.array($.a)', 'there is no intrinsic function States.array'],
    ['constructor()', 'there is no intrinsic function constructor'],
    ["States.Array('a'", 'neither a comma nor ) at the end'],
    ["States.Array('a' 'b')", 'neither a comma nor ) at "\'b\')"'],
    ["States.Array('a',)", 'no argument at ")"'],
    ["States.Array('a)", 'no argument at "\'a)"'],
    ["States.Array('a') ", '" " after the intrinsic function'],
    ['States.UUID($.a)', 'States.UUID has 1 arguments'],
    ['States.MathAdd($.a)', 'States.MathAdd has 1 arguments'],
    ["States.Format('{}')", 'States.Format has 1 {} in its template and 0 values'],
    ["States.Format('{', $.a)", 'a lone { in the template of States.Format'],
    ["States.Format('\\n{}', $.a)", 'the escape \\n in the template of States.Format'],
  ])('is refused: %j', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  test('that we make is read as what it is made of', () => {
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
        if (!parsed.ok || parsed.expression.kind !== 'call') throw new Error(JSON.stringify(parsed));
        expect(parsed.expression.arguments).toHaveLength(given.length);
      }),
    );
  });

  test('that is any string at all is read or refused', () => {
    const likely = fc.string({ unit: fc.constantFrom(...Array.from('$.\'"\\[](){}, aS1@?:*')) });
    const calls = likely.map((inner) => `States.Format('${inner}', $.a)`);
    fc.assert(
      fc.property(fc.oneof(likely, calls, fc.string({ unit: 'binary' })), (text) => {
        expect(typeof parseExpression(text).ok).toBe('boolean');
      }),
      { numRuns: 3000 },
    );
  });
});

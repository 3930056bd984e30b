import { describe, expect, test } from '@jest/globals';
import { oneLine } from '../../../lib/report/review/formats/escape';
import { reviewToHtml } from '../../../lib/report/review/formats/html';
import { reviewToMarkdown } from '../../../lib/report/review/formats/markdown';
import { fc, tries } from '../../support/property-tests';
import { renderMarkdown } from '../../support/render-markdown';
import { reviewWith } from './support/sample-review';

/** Values that have a meaning in Markdown, in HTML, on GitHub, on GitLab or in a terminal. */
const hostileValues: readonly string[] = [
  'a|b',
  '\\|',
  'a\\|b@example.com|c',
  '`',
  '``a`b```',
  ' a ',
  '   ',
  '@team',
  'someone@example.com',
  '#1',
  'GH-1',
  'org/repo#12',
  '!3 ~label %milestone &5 $1',
  ':tada:',
  'https://example.com/x www.example.com',
  '<script>alert(1)</script>',
  '</details><h1>forged</h1>',
  '<!-- background-jobs:review -->',
  '-->',
  '&lt;b&gt; &#64;',
  '# heading\n## heading',
  'a\n\n</details>\n\n# b',
  '/merge',
  '```\n/close\n```',
  '~~~',
  '$`x`$ $x$',
  '[x](javascript:alert(1)) ![x](y) [x]: y',
  '- [ ] a',
  '**b** _i_ ~~s~~ {+ a +}',
  '\u202etxt\u2066',
  'a\u0000\u001b[31m\u2028',
  '{{ a }} {% b %} ${c} %{d}',
];

const hostileText = fc.oneof(
  fc.constantFrom(...hostileValues),
  fc
    .array(
      fc.oneof(fc.constantFrom(...hostileValues, ...'|`\\<>@#&*_~[]()!$:/- \n"\''.split('')), fc.string()),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
);

/** Returns the HTML in which each code has no content, and the contents. */
function withoutCode(html: string): { readonly rest: string; readonly codes: readonly string[] } {
  const codes: string[] = [];
  const rest = html.replace(/<(code|pre)(?:\s[^>]*)?>(.*?)<\/\1>/gs, (_, name: string, content: string) => {
    codes.push(decoded(content));
    return `<${name}/>`;
  });
  return { rest, codes };
}

function decoded(html: string): string {
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return html
    .replace(/<\/?(?:span|code)[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, number: string | undefined, name: string) =>
      number === undefined ? (names[name] ?? name) : String.fromCodePoint(Number(number)),
    );
}

/** Values that the report shows as code. */
const shown = hostileText.filter((value) => value !== '');

describe('a value in a review', () => {
  const markdownOf = (value: string) => reviewToMarkdown(reviewWith(value), Infinity, undefined);
  const harmless = 'value';

  test('is only the content of code, whatever it is, in the Markdown of GitHub and GitLab', () => {
    const expected = withoutCode(renderMarkdown(markdownOf(harmless)));
    fc.assert(
      fc.property(shown, (value) => {
        const markdown = markdownOf(value);
        const { rest, codes } = withoutCode(renderMarkdown(markdown));
        expect(rest).toBe(expected.rest);
        expect(codes).toEqual(expected.codes.map((code) => code.replaceAll(harmless, () => oneLine(value))));
        // GitLab runs a line that begins with a slash, and a workflow trusts the first line.
        expect(markdown.split('\n').filter((line) => line.startsWith('/'))).toEqual([]);
        expect(markdown.split('\n').filter((line) => line.startsWith('<!--'))).toHaveLength(1);
      }),
      { numRuns: tries(50), examples: hostileValues.map((value) => [value]) },
    );
  });

  test('is only text in HTML', () => {
    const tagsOf = (html: string) => html.match(/<[^>]*>/g);
    const expected = reviewToHtml(reviewWith(harmless));
    fc.assert(
      fc.property(shown, (value) => {
        const html = reviewToHtml(reviewWith(value));
        expect(tagsOf(html)).toEqual(tagsOf(expected));
        expect(withoutCode(html).codes).toEqual(
          withoutCode(expected).codes.map((code) => code.replaceAll(harmless, () => oneLine(value))),
        );
      }),
      { numRuns: tries(100), examples: hostileValues.map((value) => [value]) },
    );
  });

  test('is cut after 1,000 characters, and the number of the others is shown', () => {
    expect(oneLine('x'.repeat(1003))).toBe(`${'x'.repeat(1000)}… (3 more characters)`);
  });

  test('is named if it is empty', () => {
    expect(markdownOf('')).toContain('### (empty) (scheduled job): deleted');
  });
});

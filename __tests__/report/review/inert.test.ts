import { describe, expect, test } from '@jest/globals';
import { oneLine } from '../../../lib/report/review/formats/escape';
import { reviewToHtml } from '../../../lib/report/review/formats/html';
import { reviewToMarkdown } from '../../../lib/report/review/formats/markdown';
import { reviewJobs } from '../../../lib/report/review/jobs/review-jobs';
import { fc, tries } from '../../support/property-tests';
import { renderMarkdown } from '../../support/render-markdown';
import { partsOfFragment, partsOfPage, type HtmlPart } from './support/html-parts';
import { planned } from './planned';
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

/** Values that the report shows as code. */
const shown = hostileText.filter((value) => value !== '');

/** A value without a character that has a meaning. No word of the program contains it. */
const harmless = 'harmless';

/** Matches the elements whose texts are never mentions, references or links: code, and the title of a page. */
const inertElement = /\/(?:code|pre|title)(?:\/span)?$/;

/** Returns the parts of the harmless report with the value in each text that has the harmless value. */
function withValue(parts: readonly HtmlPart[], value: string): readonly HtmlPart[] {
  return parts.map((part) =>
    part.kind === 'text' ? { ...part, text: part.text.replaceAll(harmless, () => oneLine(value)) } : part,
  );
}

/** Returns one line for each part. Two texts are compared faster than two lists of objects. */
function linesOf(parts: readonly HtmlPart[]): string {
  return parts.map((part) => JSON.stringify(part)).join('\n');
}

function isShown(part: HtmlPart): boolean {
  return part.kind === 'text' && part.text.includes(harmless);
}

describe('a value in a review', () => {
  const markdownOf = (value: string) => reviewToMarkdown(reviewWith(value), Infinity, undefined);
  const commentOf = (value: string) => partsOfFragment(renderMarkdown(markdownOf(value)));
  const pageOf = (value: string) => partsOfPage(reviewToHtml(reviewWith(value)));

  test.each([
    ['comment', commentOf(harmless)],
    ['page', pageOf(harmless)],
  ] as const)('is in many places of a %s, all of them inert, and no place is a link', (_, parts) => {
    const shownParts = parts.filter(isShown);
    expect(shownParts.length).toBeGreaterThan(40);
    expect(shownParts.filter(({ path }) => !inertElement.test(path))).toEqual([]);
    const attributes = parts.flatMap((part) => (part.kind === 'element' ? part.attributes : []));
    expect(attributes.filter((attribute) => /^(?:href|src|on\w+)=/.test(attribute))).toEqual([]);
  });

  test('adds no element, attribute or link to the Markdown of GitHub and GitLab, and is there as it is', () => {
    const expected = commentOf(harmless);
    fc.assert(
      fc.property(shown, (value) => {
        const markdown = markdownOf(value);
        expect(linesOf(partsOfFragment(renderMarkdown(markdown)))).toBe(linesOf(withValue(expected, value)));
        // GitLab runs a line that begins with a slash, and a workflow trusts the first line.
        expect(markdown.split('\n').filter((line) => line.startsWith('/'))).toEqual([]);
        expect(markdown.split('\n').filter((line) => line.startsWith('<!--'))).toHaveLength(1);
      }),
      { numRuns: tries(50), examples: hostileValues.map((value) => [value]) },
    );
  });

  test('adds no element, attribute or link to HTML, and is there as it is', () => {
    const expected = pageOf(harmless);
    fc.assert(
      fc.property(shown, (value) => {
        expect(linesOf(pageOf(value))).toBe(linesOf(withValue(expected, value)));
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

test('the key of an argument is code', () => {
  for (const key of ['www.example.com', '@team', 'GH-1', '#1', 'org/repo#12']) {
    const sideOf = (value: string) => ({ name: 'nightly', labels: { [key]: value } });
    const address = 'aws_sfn_state_machine.jobs_nightly';
    const changes = planned({ address, before: sideOf('a'), after: sideOf('b') });
    const aspects = reviewJobs(changes).jobs.flatMap(({ rows }) => rows.map(({ aspect }) => aspect));
    expect(aspects).toEqual([['state machine: ', { code: `labels.${key}` }]]);
  }
});

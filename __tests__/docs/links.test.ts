import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'examples']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
        .map((path) => join(folder, path)),
    ),
];

/** Returns the text of a page without fenced code and, unless `keepsInline` is set, without inline code. */
function prose(text: string, { keepsInline }: { readonly keepsInline: boolean }): string {
  const withoutFences = text.replace(/^(`{3,}).*?^\1$/gms, '');
  return keepsInline ? withoutFences : withoutFences.replace(/(`+)(?!`).+?(?<!`)\1(?!`)/g, '');
}

/** Returns the anchors of a page: those of GitHub for its headings, and explicit ones. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(text, { keepsInline: true }).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .trim()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  for (const [, anchor = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(anchor);
  return anchors;
}

/** Returns the links of a page to files and headings of the repository that do not exist. */
function deadLinksOf(path: string, text: string): readonly string[] {
  const links = [...prose(text, { keepsInline: false }).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)];
  return links.flatMap(([, link = '']) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : relative(root, join(root, dirname(path), file));
    if (!existsSync(join(root, target))) return [`${path}: ${link}`];
    if (anchor === undefined) return [];
    const targetText = target === path ? text : readFileSync(join(root, target), 'utf8');
    return anchorsOf(targetText).has(anchor) ? [] : [`${path}: ${link}`];
  });
}

describe('the pages', () => {
  test.each(pages)('%s has only links to files and headings that exist', (path) => {
    expect(deadLinksOf(path, readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  test('are all reachable from the README', () => {
    const reached = new Set<string>();
    const queue = ['README.md'];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (reached.has(path) || !existsSync(join(root, path)) || !path.endsWith('.md')) continue;
      reached.add(path);
      const text = prose(readFileSync(join(root, path), 'utf8'), { keepsInline: false });
      for (const [, file = ''] of text.matchAll(/\]\((?!\w+:)([^)#\s]+)/g)) {
        queue.push(relative(root, join(root, dirname(path), file)));
      }
    }
    // Links to docs/decisions and docs/api are links to folders. The npm package has no examples, so its pages can't link them.
    const listed = (path: string) => /^(docs\/(decisions|api)|examples)\//.test(path);
    expect(pages.filter((path) => !reached.has(path) && !listed(path))).toEqual([]);
  });
});

describe('the check of links', () => {
  const page =
    '# A page\n\n## The bucket’s `switch`, v2.0\n\n## Twice\n\n## Twice\n\n```\n# not a heading\n```\n';

  test.each(['#a-page', '#the-buckets-switch-v20', '#twice', '#twice-1', 'CHANGELOG.md', 'docs'])(
    'accepts %s',
    (link) => {
      expect(deadLinksOf('README.md', `${page}[text](${link})`)).toEqual([]);
    },
  );

  test.each([
    '#twice-2',
    '#not-a-heading',
    'missing.md',
    'CHANGELOG.md#no-such-heading',
    'docs/missing.md#x',
  ])('rejects %s', (link) => {
    expect(deadLinksOf('README.md', `${page}[text](${link})`)).toEqual([`README.md: ${link}`]);
  });

  test('ignores code and addresses of other sites', () => {
    expect(
      deadLinksOf('README.md', '`[a](b.md)` [c](https://example.com/d#e)\n```\n[f](g.md)\n```\n'),
    ).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';

function issuesOf(text: string): readonly string[] {
  return parseYaml('f.yml', text).issues.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const duplicateKey = (key: string, line: number) =>
  `the key ${key} is also in line ${line}; remove one of the two`;
const indented = (found: string, allowed: string) =>
  `the line is indented with ${found}, unlike each line above it; use ${allowed}`;
const unread =
  'variables and templates are not replaced in this file; write the value itself, or a separate value in the file of each environment';
const otherSpace =
  'the line contains a special space character, such as a non-breaking space; replace this character with a plain space';
const invalidMerge = '<< must have an alias of a map, or a list of such aliases';
const nullOrQuoted =
  'YAML reads ~ as null, which removes a field; write null to remove it, or "~" for the text';
const notAField =
  'the line is neither a field (name: value) nor a list item (- value); add a space after : or -';
const tag = (name: string) =>
  `${name} is a YAML tag, which is not supported; remove it, or quote the text that begins with !`;
const noAnchor = (name: string) =>
  `*${name} has no anchor above it; add the anchor, or quote a text that begins with *`;
const keyOf = (source: string) => `YAML does not read the key ${source} as text; write "${source}"`;
const notAMap = (what: string) =>
  `the file contains a ${what}; it must contain a map of fields (app_name: …)`;

/** The lines and columns were counted by hand. */
const mistakes: Readonly<Record<string, readonly (readonly [text: string, ...issues: string[]])[]>> = {
  'a file that is not a map': [
    ['- a\n- b\n', `1:1 ${notAMap('list')}`],
    ['# why\n\n  text\n', `3:3 ${notAMap('single value')}`],
    ['null\n', `1:1 ${notAMap('single value')}`],
    ['~', `1:1 ${notAMap('single value')}`],
  ],
  'a directive or a second document': [
    ['# c\n%YAML 1.1\n---\na: yes\n', '2:1 %YAML 1.1 is not supported; remove the line to use YAML 1.2'],
    ['a: 1\n---\nb: 2\n---\nc: 3\n', '2:1 the file has a second YAML document; remove the line ---'],
  ],
  'indentation by a tab': [
    ['a:\n\tb: 1\n', '2:1 the line is indented with a tab; use spaces'],
    ['a:\r\n  b: 1\r\n\tc: 2\r\n', '3:1 the line is indented with a tab; use spaces'],
  ],
  'a line that is indented unlike the lines above it': [
    ['a:\n    b: 1\n   c: 2\n', `3:4 ${indented('3 spaces', '4 (as in line 2) or 0 (as in line 1)')}`],
    [
      'j:\n  a:\n    c: [x]\n   s: rate(1 day)\n    t: 5\n',
      `4:4 ${indented('3 spaces', '4 (as in line 3), 2 (as in line 2) or 0 (as in line 1)')}`,
    ],
    [
      'j:\n  a:\n    c: x\n     s: y\n    t: 5\n',
      `4:6 ${indented('5 spaces', '4 (as in line 3), 2 (as in line 2) or 0 (as in line 1)')}`,
    ],
    [
      'j:\n  - n: x\n     c: y\n',
      `3:6 ${indented('5 spaces', '4 (as in line 2), 2 (as in line 2) or 0 (as in line 1)')}`,
    ],
    [
      'j:\n  - n: x\n   c: y\n',
      `3:4 ${indented('3 spaces', '4 (as in line 2), 2 (as in line 2) or 0 (as in line 1)')}`,
    ],
    [
      'j:\n  # why\n  a:\n\n    - x\n   - y\n',
      `6:4 ${indented('3 spaces', '6 (as in line 5), 4 (as in line 5) or 2 (as in line 3)')}`,
    ],
    [' j: 1\nk: 2\n', '1:2 the line is indented with 1 space, but line 2 has none; remove the spaces'],
    [
      'a:\n    - x\n     - y\n',
      '2:7 YAML reads the following line, which begins with -, as part of this text; indent both lines equally for two list items, or quote the text',
    ],
  ],
  'several tabs': [
    ['a:\n\tb: 1\n\tc: 2\n', '2:1 the line is indented with a tab; line 3 has a tab too; use spaces'],
    [
      'a:\n\tb:\n\t\tc: 2\n\t\td: 3\n',
      '2:1 the line is indented with a tab; lines 3, 4 have a tab too; use spaces',
    ],
    ['a:\n  b: [x]\n\tc: rate(1 day)\n  d: 3\n', '3:1 the line is indented with a tab; use spaces'],
  ],
  'a variable or a template': [
    ['a: [${SG_ID}]\n', `1:5 \${SG_ID}: ${unread}`],
    ['a: [x, ${SG_ID:-sg-1}]\nb: [${Y}]\n', `1:8 \${SG_ID:-sg-1}: ${unread}`, `2:5 \${Y}: ${unread}`],
    ['a: { b: ${X}, c: d }\n', `1:9 \${X}: ${unread}`],
    ['a: [${{ secrets.X }}]\n', `1:5 \${{ secrets.X }}: ${unread}`],
    ['a: [{{ sg }}]\nb: {{ x }}\n', `1:5 {{ sg }}: ${unread}`, `2:4 {{ x }}: ${unread}`],
    ['a: {{ x }}-b\n', `1:4 {{ x }}: ${unread}`],
    ['{% if x %}\na: 1\n{% endif %}\n', `1:1 {% if x %}: ${unread}`, `3:1 {% endif %}: ${unread}`],
  ],
  'a comma in a text without quotes': [
    [
      'a: { b: Reports, weekly, c: d }\n',
      '1:18 YAML reads weekly as another field, because a comma ends a value in { }; quote the whole text: "Reports, weekly"',
    ],
    [
      'a: { b: c,d }\n',
      '1:11 YAML reads d as another field, because a comma ends a value in { }; quote the whole text: "c,d"',
    ],
    [
      'a: { PASSWORD: c,d }\n',
      '1:18 YAML reads d as another field, because a comma ends a value in { }; quote the whole text',
    ],
    [
      'a: { b, c }\n',
      '1:6 the key b has no value; add a colon and a value, or remove it',
      '1:9 the key c has no value; add a colon and a value, or remove it',
    ],
    [
      'a: [x, --ids=1,2,3, y]\n',
      '1:8 YAML splits this text at the commas into several items; to write one item, quote the text: "--ids=1,2,3"; to write several, add a space after each comma',
    ],
    [
      'a: [x, cron(0 4 ? * MON,TUE *)]\n',
      '1:8 YAML splits this text at the commas into several items; to write one item, quote the text: "cron(0 4 ? * MON,TUE *)"; to write several, add a space after each comma',
    ],
  ],
  'a space that is not a plain one': [
    ['a:\n  b: 1\n\u00a0\u00a0c: 2\n', `3:1 ${otherSpace}`],
    ['a:\n  b:\u00a0[x]\n', `2:3 ${otherSpace}`],
  ],
  'a text that begins with # without quotes': [
    ['a:\n  b: #1 report\n', '2:3 # begins a comment, so the key has no value; quote the text: "#1 report"'],
    ['a:\n  TOKEN: #abc\n', '2:3 # begins a comment, so the key has no value; quote the text: "#abc"'],
  ],
  'quotes in a text': [
    [
      "a: 'it's b'\n",
      "1:8 the text in single quotes ends before this word; write '' for an apostrophe in the text, or use double quotes",
    ],
    [
      'a: "b" c\n',
      String.raw`1:8 the text in double quotes ends before this word; write \" for a quote in the text, or use single quotes`,
    ],
    ['a: [“b”]\n', '1:5 typographic quotes are a part of the text; write straight quotes (")'],
    [
      String.raw`a: "C:\xyz"`,
      String.raw`1:7 in double quotes, a backslash begins an escape sequence, and \x is not one; write \\, or use single quotes`,
    ],
  ],
  'a merge conflict': [
    [
      '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n',
      '1:1 the line is a marker of a merge conflict in Git; choose one of the versions, and delete the markers',
    ],
  ],
  'a colon without a space': [
    ['a:\n  b:[x]\n  c: 1\n', '2:3 a space is missing after b:; add it'],
    ['a: 1\nb:2\n', '2:1 a space is missing after b:; add it'],
  ],
  'a duplicate key': [
    ['a: 1\nb: 2\na: 3\n"a": 4\n', `3:1 ${duplicateKey('a', 1)}`, `4:1 ${duplicateKey('a', 1)}`],
    [
      'a:\n  - b: 1\n    b: 2\nc: { d: 1, d: 2 }\n',
      `3:5 ${duplicateKey('b', 2)}`,
      `4:12 ${duplicateKey('d', 4)}`,
    ],
  ],
  'a key that is not a text': [
    [
      '1: a\ntrue: b\nnull: c\n1.10: d\n',
      ...['1', 'true', 'null', '1.10'].map((key, index) => `${index + 1}:1 ${keyOf(key)}`),
    ],
    ['a:\n  ? [b, c]\n  : 1\n', '2:5 the key is a map, a list or an alias; it must be a text'],
    ['a: &x k\n*x : 1\n', '2:1 the key is a map, a list or an alias; it must be a text'],
    [': a\n', '1:1 the key before the colon is missing; add it'],
    ['a:\n  __proto__: 1\n', '2:3 __proto__ must not be used as a key; rename it'],
  ],
  'a tag': [
    ['a: !include x.yml\nb: [!Ref c]\n', `1:4 ${tag('!include')}`, `2:5 ${tag('!Ref')}`],
    ['a: !!binary aGk=\nb: !!timestamp 2026-03-01\n', `1:4 ${tag('!!binary')}`, `2:4 ${tag('!!timestamp')}`],
    ['a: !!set { b, c }\nd: !!omap [e: 1]\n', `1:4 ${tag('!!set')}`, `2:4 ${tag('!!omap')}`],
  ],
  'a text that needs quotes': [
    ['a: */5 * * * *\n', '1:4 a text that begins with * must have quotes; write "*/5 * * * *"'],
    ['a:\r\n  - * 4 * * * # daily\r\n', '2:5 a text that begins with * must have quotes; write "* 4 * * *"'],
    [
      'a: @daily\n',
      '1:4 plain value cannot start with reserved character @; a text that begins with @ must have quotes',
    ],
  ],
  'a line that is not a field': [
    ['a:\n- b\n-c\n', `3:1 ${notAField}`],
    [
      'a: b: c\n',
      '1:4 the value contains a colon and a space; if it is a text, quote it; if it begins a field, put the field on a new line',
    ],
  ],
  'a missing end': [
    ['a: [1, 2\nb: 3\n', '2:1 the closing ] is missing before this line; add it'],
    ['a: { b: 1\nc: 3\n', '2:1 the closing } is missing before this line; add it'],
    ['a: 1\nb: "c\n', '3:1 the closing " of the text is missing; add it'],
  ],
  'an alias': [
    ['a: [*b, *c]\nd: *e\n', `1:5 ${noAnchor('b')}`, `1:9 ${noAnchor('c')}`, `2:4 ${noAnchor('e')}`],
    ['a: *b\nb: &b 1\n', `1:4 ${noAnchor('b')}`],
    [
      'a: &a\n  b:\n    - *a\n',
      '3:7 *a is inside the value of &a, which would contain itself; remove the alias',
    ],
    ['a: &a\n  <<: *a\n', '2:7 *a is inside the value of &a, which would contain itself; remove the alias'],
  ],
  '<<': [
    ['a:\n  <<: b\n', `2:3 ${invalidMerge}`],
    ['a:\n  <<: [b]\n', `2:3 ${invalidMerge}`],
    ['a:\n  <<:\n', `2:3 ${invalidMerge}`],
    ['a:\n  <<: *b\n', `2:7 ${noAnchor('b')}`],
  ],
  '~, which a shell replaces with the home directory': [['a:\n  HOME: ~\n', `2:9 ${nullOrQuoted}`]],
};

describe.each(Object.entries(mistakes))('%s', (_, cases) => {
  test.each(cases)('%j is reported at its position', (text, ...expected) => {
    expect(issuesOf(text)).toEqual(expected);
  });
});

test('`!!merge` causes no error', () => {
  expect(issuesOf('a: !!merge <<\n&x <<: { b: 1 }\nc: *x\n')).toEqual([]);
});

test.each([
  'a: [x,y,z]\n',
  'a: ["x","y", "z"]\n',
  'a: [[x],[y], z]\n',
  'a: { b: 1,c: 2, d: 3 }\n',
  'a: [x,\n  y, z]\n',
])('the commas of %j cause no error', (text) => {
  expect(issuesOf(text)).toEqual([]);
});

import { anyCharacter, fc } from '../../support/property-tests';

/** Syntax of JSON, shells, Terraform, cdktf, EventBridge and the States Language. */
const fragments = [
  ...[
    '"',
    '\\',
    "'",
    '`',
    '{',
    '}',
    '{}',
    '[',
    ']',
    ',',
    ':',
    '$',
    '%',
    '-',
    '--',
    ' ',
    '/',
    '&',
    ';',
    '|',
    '\\"',
    "\\'",
  ],
  ...[
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u2028',
    '\ufeff',
    'é',
    '漢',
    '🙈',
  ],
  ...[
    '${x}',
    '$${x}',
    '%{if true}',
    '%%{x}',
    '{{x}}',
    '{% x %}',
    '#{x}',
    '&{x}',
    '\\u0041',
    '\\n',
    '\\{',
    '\\\\',
  ],
  ...[
    '$.detail',
    '$$.Execution.Id',
    "States.Format('{}', $.x)",
    "', $.detail, '",
    '"],"x":["',
    'null',
    '1e999',
  ],
  ...[
    '${TfToken[TOKEN.0]}',
    '#{TfToken[TOKEN.1]}',
    '&{TfToken[TOKEN.2]}',
    '-1.8881545897087626e+289',
    'TfToken[',
  ],
];
const placeholders = ['<bucket_name>', '<object_key>', '<unknown>', '<aws.events.event>', '<', '>'];

function joined(maximumBytes: number, texts: readonly string[]) {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...texts) },
    // Strings of whole characters: a lone surrogate is in no UTF-8 key and no YAML file.
    { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 8 }) },
  );
  return fc
    .array(part, { minLength: 1, maxLength: 12 })
    .map((parts) => parts.join(''))
    .filter((text) => text !== '' && Buffer.byteLength(text) <= maximumBytes);
}

/** Keys of objects: up to 1,024 bytes of any characters. */
export const objectKeys = fc.oneof(
  { weight: 20, arbitrary: joined(1024, [...fragments, ...placeholders]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'x'.repeat(1024),
      '"'.repeat(1024),
      '\\'.repeat(1024),
      '\u0007'.repeat(1024),
      '漢'.repeat(341),
    ),
  },
);

/**
 * Returns a text that `validate` accepts: without NUL and noncharacters, and in the normal form NFC, even if it follows
 * another text.
 */
export function usable(text: string): string {
  return text
    .replace(/[\0\ufffe\uffff]/g, '')
    .normalize('NFC')
    .replace(/^\p{M}+/u, '');
}

/** Texts that a user can write into a command, without placeholders. */
export const literals = joined(100, fragments)
  .map(usable)
  .filter((text) => text !== '' && !/[<>]/.test(text));

import { Composer, Lexer, Parser, YAMLParseError, type CST, type Document } from 'yaml';

/**
 * The maximum number of open maps, lists and values at one place of a file. A valid file has at most 100 levels of nesting
 * (`tree-builder.ts`), and a level opens at most two of them.
 */
const maximumOpenTokens = 250;

/** A file with more levels of nesting than the maximum, and the offset of the first level above it. */
export interface TooDeepDocument {
  /** The offset in the text. */
  readonly tooDeepAt: number;
}

/** The options for the library's nodes. */
const composerOptions = {
  merge: true,
  schema: 'core',
  version: '1.2',
  // Tags such as !!binary and !!timestamp would convert texts into types that no field accepts.
  resolveKnownTags: false,
  // The tree builder finds duplicate keys in linear time; the library compares all pairs.
  uniqueKeys: false,
} as const;

/** Stops the library before it has read a file that is nested too deeply. */
class TooDeepError extends Error {
  constructor(readonly offset: number) {
    super();
  }
}

/**
 * Parses the first document of a text, as the library's `parseDocument` does. Stops at the first value that is nested too
 * deeply. The library reads the whole nesting first, which takes seconds and gigabytes for a file of brackets.
 */
export function parseFirstDocument(text: string): Document.Parsed | TooDeepDocument {
  try {
    let first: Document.Parsed | undefined;
    for (const document of new Composer(composerOptions).compose(tokensOf(text), true, text.length)) {
      if (first === undefined) first = document;
      else {
        const [start, end] = document.range;
        first.errors.push(
          new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'Source contains multiple documents'),
        );
        break;
      }
    }
    // With `true` as its second argument, `compose` returns at least one document.
    return first ?? { tooDeepAt: 0 };
  } catch (error) {
    if (error instanceof TooDeepError) return { tooDeepAt: error.offset };
    // The stack of the machine overflowed.
    if (error instanceof RangeError) return { tooDeepAt: 0 };
    throw error;
  }
}

function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maximumOpenTokens) throw new TooDeepError(parser.offset);
  }
  yield* parser.end();
}

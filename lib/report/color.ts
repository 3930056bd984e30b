import { styleText } from 'node:util';

/** What a piece of text is; how it looks is decided here. */
export type Part = 'place' | 'path' | 'error' | 'advice' | 'gutter';

export type Color = (part: Part, text: string) => string;

export const plainText: Color = (_, text) => text;

const styles = {
  place: 'bold',
  path: 'cyan',
  error: 'red',
  advice: 'yellow',
  gutter: 'gray',
} as const satisfies Record<Part, string>;

/** The colours of terminals. The caller knows whether there is one; node would look at stdout by itself. */
export const colorForTerminal: Color = (part, text) =>
  styleText(styles[part], text, { validateStream: false });

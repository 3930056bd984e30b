import { styleText } from 'node:util';

/** Kinds of text that have a color. */
export type Part = 'location' | 'path' | 'error' | 'advice' | 'gutter';

/** Colors a text by its kind. */
export type Color = (part: Part, text: string) => string;

/** Leaves every text without color. */
export const plainText: Color = (_, text) => text;

const styles = {
  location: 'bold',
  path: 'cyan',
  error: 'red',
  advice: 'yellow',
  gutter: 'gray',
} as const satisfies Record<Part, string>;

/**
 * Colors a text for a terminal. The caller must check whether the output is a terminal; Node checks only standard
 * output.
 */
export const colorForTerminal: Color = (part, text) =>
  styleText(styles[part], text, { validateStream: false });

/** Matches the control sequences that {@link colorForTerminal} adds, as one group. */
export const colorSequences = new RegExp(
  `(${[...new Set(Object.values(styles).flatMap((style) => sequencesOf(style)))].join('|')})`,
);

function sequencesOf(style: (typeof styles)[Part]): readonly string[] {
  return styleText(style, ' ', { validateStream: false })
    .split(' ')
    .map((sequence) => sequence.replace('[', String.raw`\[`));
}

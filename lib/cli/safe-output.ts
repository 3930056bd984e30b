/** The last step of all output. After it, no text of a user can control a terminal or a runner of workflows. */
import { colorSequences } from '../report/color';
import { escapeLines } from '../text/escape-control-characters';
import { escapeWorkflowCommands } from '../text/workflow-commands';
import type { OutputFormat } from './options';

/** How a text may control its reader. */
export interface OutputRules {
  /**
   * Format of the text. In the format `github`, lines are workflow commands and must stay commands. In the format `ics`,
   * each line ends with a carriage return and a line feed.
   *
   * @default text
   */
  readonly format?: OutputFormat | undefined;
  /**
   * Whether the text has colors.
   *
   * @default false
   */
  readonly isColored?: boolean | undefined;
}

/**
 * Escapes the control characters, invisible characters and workflow commands of a text that is printed. Most reports have
 * already escaped each value. A value that a report does not escape can add a line, but can't do more.
 */
export function safeOutput(text: string, { format = 'text', isColored = false }: OutputRules = {}): string {
  const parts = isColored ? text.split(colorSequences) : [text];
  // Every second part is a color.
  const escaped = parts.map((part, index) => (index % 2 === 1 ? part : escapePart(part, format))).join('');
  return escapeWorkflowCommands(escaped, format === 'github');
}

function escapePart(text: string, format: OutputFormat): string {
  return format === 'ics' ? text.split('\r\n').map(escapeLines).join('\r\n') : escapeLines(text);
}

/**
 * The last step of all output. After it, no text of a user can control a terminal or a runner of workflows, and no secret of a
 * known form remains.
 */
import { colorSequences } from '../../report/color';
import { escapeLines } from '../../text/escape-control-characters';
import { maskSecrets } from '../../text/mask-secrets';
import { escapeWorkflowCommands } from '../../text/workflow-commands';
import type { OutputFormat } from '../options';

/** The properties of a printed text that decide which parts are escaped or masked. */
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
  /**
   * Whether users run the text in a shell. Then no secret in it is masked.
   *
   * @default false
   */
  readonly isExact?: boolean | undefined;
}

/**
 * Masks the secrets of a text that is printed, and escapes its control characters, invisible characters and workflow
 * commands. Most reports have already escaped each value. If a report does not escape a value, the value can add a
 * line, but has no other effect.
 */
export function safeOutput(
  text: string,
  { format = 'text', isColored = false, isExact = false }: OutputRules = {},
): string {
  const parts = isColored ? text.split(colorSequences) : [text];
  // Every second part is a color.
  const escaped = parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      const printed = escapePart(part, format);
      return isExact ? printed : maskSecrets(printed);
    })
    .join('');
  return escapeWorkflowCommands(escaped, format === 'github');
}

function escapePart(text: string, format: OutputFormat): string {
  return format === 'ics' ? text.split('\r\n').map(escapeLines).join('\r\n') : escapeLines(text);
}

import { escapeControlCharacters } from '../text/escape-control-characters';

/** Ends the program with a message and an exit status: 1 for errors in the configuration, 2 for wrong usage. */
export class CommandError extends Error {
  /**
   * Creates an error with one or more messages. A message may contain any text of the user: it is escaped to one line.
   *
   * @param status - The exit status.
   * @param sentences - The message, or several messages.
   */
  constructor(
    readonly status: 1 | 2,
    private readonly sentences: string | readonly string[],
  ) {
    super([sentences].flat().join('\n'));
  }

  /** The text for standard error. */
  get printed(): string {
    return [this.sentences]
      .flat()
      .map((sentence) => `${escapeControlCharacters(sentence)}\n`)
      .join('');
  }
}

/** Ends the program with the issues of the configuration, as a report has rendered them. */
export class InvalidConfigurationError extends CommandError {
  constructor(private readonly report: string) {
    super(1, report);
  }

  /** The report. */
  override get printed(): string {
    return this.report;
  }
}

/** Ends the program with a message and an exit status: 1 for errors in the configuration, 2 for wrong usage. */
export class CommandError extends Error {
  constructor(
    readonly status: 1 | 2,
    message: string,
  ) {
    super(message);
  }

  /** The message with a line break at its end. */
  get printed(): string {
    return this.message.endsWith('\n') ? this.message : `${this.message}\n`;
  }
}

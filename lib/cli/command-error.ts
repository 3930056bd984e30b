/** Ends the program with a message and a status: 1 when the configuration is wrong, 2 when the call is. */
export class CommandError extends Error {
  constructor(
    readonly status: 1 | 2,
    message: string,
  ) {
    super(message);
  }
}

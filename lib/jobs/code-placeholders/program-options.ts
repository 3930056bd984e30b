/** The options of a program, as its manual lists them. */
export interface Options {
  /**
   * Letters of short options without a value.
   *
   * @default none
   */
  readonly flags?: string;
  /**
   * Letters of short options with a value, which is the rest of the argument or the next argument.
   *
   * @default none
   */
  readonly values?: string;
  /**
   * Names of long options without a value, separated by spaces.
   *
   * @default none
   */
  readonly longFlags?: string;
  /**
   * Names of long options with a value, separated by spaces.
   *
   * @default none
   */
  readonly longValues?: string;
}

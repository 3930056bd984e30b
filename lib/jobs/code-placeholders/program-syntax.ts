/** How a program reads its arguments. `known-programs.ts` has the syntax of common programs. */

/** The role of a program's first operand. */
export type OperandRole = 'code' | 'script' | 'program';

/** The syntax of a program's arguments. */
export interface ProgramSyntax {
  /**
   * The role of the first operand that is not skipped: the code of `awk`, the script of `node`, the program of `nohup`.
   *
   * @default operands are data, and options can follow them
   */
  readonly operand?: OperandRole;
  /**
   * The number of operands before the one that has the role `operand`: one for `timeout 60 PROGRAM`.
   *
   * @default 0
   */
  readonly skippedOperands?: number;
  /**
   * The option that introduces code. If the argument continues after the match, the rest is the code: `-eCODE`.
   *
   * @default no option introduces code
   */
  readonly codeOption?: RegExp;
  /**
   * Position of the code: `value` is the argument after the option, `operand` is the first operand, `rest` is every
   * argument after the option, and `every` is every argument, because the program joins them.
   *
   * @default value
   */
  readonly codePosition?: 'value' | 'operand' | 'rest' | 'every';
  /**
   * Whether the program reads no options after its code.
   *
   * @default false
   */
  readonly endsAtCode?: true;
  /**
   * The option whose value is a file with code. Then the first operand is data.
   *
   * @default no option has such a value
   */
  readonly scriptOption?: RegExp;
  /** Returns the number of arguments that belong to an option. */
  readonly valuesOf: (option: string) => number;
  /**
   * Whether the values of options are data, as in `awk -v key=VALUE`.
   *
   * @default false
   */
  readonly hasDataOptions?: true;
  /**
   * Whether assignments such as `A=b` can be before the program.
   *
   * @default false
   */
  readonly hasAssignments?: true;
  /**
   * Subcommands before the operand that has the role `operand`: `run` in `deno run SCRIPT`.
   *
   * @default the program has none
   */
  readonly subcommand?: RegExp;
  /**
   * Whether the program also reads options that follow its operands.
   *
   * @default false if `operand` is set. A program without `operand` always reads them.
   */
  readonly readsLaterOptions?: true;
  /**
   * Whether a dash alone ends the options, as `--` does.
   *
   * @default false
   */
  readonly dashEndsOptions?: true;
  /**
   * Whether the name is also a common word. Such a program is recognized only at the start of the command and after a
   * program that starts another one.
   *
   * @default false
   */
  readonly isCommonWord?: true;
}

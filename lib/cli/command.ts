import type { Command, Option, OptionValues } from 'commander';
import type { Color } from '../report/color';
import type { OpenAws } from '../observe/aws-reader';
import type { OutputFormat } from './options';

/** Values that a command needs besides its arguments. */
export interface CommandContext {
  /** Current time. */
  readonly now: Date;
  /** Width in columns of the terminal that shows standard output; `Infinity` if standard output is not a terminal. */
  readonly outputColumns: number;
  /** Colors of standard output, which gets the results. */
  readonly outputColor: Color;
  /** Colors of standard error. */
  readonly errorColor: Color;
  /** The folder of the repository's checkout; `github` and `sarif` print file names relative to it. */
  readonly root: string;
  /** Opens a reader of AWS. */
  readonly openAws: OpenAws;
  /** Returns the current time. A command that runs until it is stopped must not use `now`. */
  readonly clock: () => Date;
  /** Prints a result before the command ends. */
  readonly print: (result: CommandResult) => void;
  /** The terminal that shows standard output; `undefined` if standard output is not a terminal. */
  readonly screen: Screen | undefined;
  /** Ends a command that runs until it is stopped. */
  readonly stop: AbortSignal;
}

/** A terminal. */
export interface Screen {
  /** Moves the lines of the screen to the history of the terminal, and continues at the top. */
  readonly clear: () => void;
  /** Replaces the current line by a text without a line break. An empty text removes the line. */
  readonly showProgress: (text: string) => void;
}

/** The result of a command that did not throw. */
export interface CommandResult {
  /** Text for standard output. */
  readonly output: string;
  /**
   * Format of `output`.
   *
   * @default text
   */
  readonly format?: OutputFormat;
  /**
   * Whether users run the output in a shell. Then the program masks no secrets in it.
   *
   * @default false
   */
  readonly isExact?: boolean;
  /**
   * Text for standard error.
   *
   * @default nothing
   */
  readonly note?: string | undefined;
  /**
   * Exit status.
   *
   * @default 0
   */
  readonly status?: 0 | 1;
}

/** The positional argument of a command. */
export interface CommandArgument {
  /** Word in the help. */
  readonly name: string;
  /** Help text. */
  readonly description: string;
  /**
   * Whether the argument may be left out.
   *
   * @default false
   */
  readonly isOptional?: boolean;
  /**
   * Whether the argument may be given several times.
   *
   * @default false
   */
  readonly isRepeatable?: boolean;
}

/** The result of a command. A command that reads AWS returns it later. */
export type PendingResult = CommandResult | Promise<CommandResult>;

/** Name, options and implementation of a command. */
export interface CommandDefinition<Options> {
  /** Word on the command line. */
  readonly name: string;
  /** Help text: a verb phrase without a period. */
  readonly summary: string;
  /**
   * Positional argument.
   *
   * @default no argument
   */
  readonly argument?: CommandArgument;
  /** Named options, in the order of the help. */
  readonly options: readonly Option[];
  /**
   * Runs the command.
   *
   * @param argument - The value of the positional argument; empty if there is none.
   * @param values - All values of an argument that may be given several times.
   * @throws CommandError if the configuration has errors, or the usage is wrong.
   */
  readonly run: (
    options: Options,
    context: CommandContext,
    argument: string,
    values: readonly string[],
  ) => PendingResult;
}

/** A command that can be added to a program. */
export interface ProgramCommand {
  /** Adds the command to a parent. When the arguments are parsed, `execute` receives a function that runs the command. */
  readonly addTo: (parent: Command, execute: Execute) => void;
}

/** Calls the given function with a context, prints its output, and records its exit status. */
export type Execute = (call: (context: CommandContext) => PendingResult) => void;

/** Creates a command whose options commander parses. */
export function defineCommand<Options extends OptionValues>(
  definition: CommandDefinition<Options>,
): ProgramCommand {
  const { name, summary, argument, options, run } = definition;
  return {
    addTo(parent, execute) {
      const command = parent.command(name).description(summary).showHelpAfterError(true);
      if (argument !== undefined) {
        const { name: word, description, isOptional = false, isRepeatable = false } = argument;
        const shown = isRepeatable ? `${word}...` : word;
        command.argument(isOptional ? `[${shown}]` : `<${shown}>`, description);
      }
      for (const option of options) command.addOption(option);
      command.action(() => {
        execute((context) => run(command.opts<Options>(), context, command.args[0] ?? '', command.args));
      });
    },
  };
}

/** Creates a command that only has subcommands. */
export function defineGroup(
  name: string,
  summary: string,
  commands: readonly ProgramCommand[],
): ProgramCommand {
  return {
    addTo(parent, execute) {
      const group = parent.command(name).description(summary).showHelpAfterError(true);
      for (const command of commands) command.addTo(group, execute);
    },
  };
}

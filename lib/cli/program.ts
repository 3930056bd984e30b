import { Command, CommanderError } from 'commander';
import { colorForTerminal, plainText, type Color } from '../report/color';
import { escapeControlCharacters } from '../text/escape-control-characters';
import { openAws as openAwsSdk } from '../observe/sdk/open-aws';
import type { CommandContext, CommandResult, Execute, Screen } from './command';
import { explainError } from './explain-error';
import { registry } from './command-registry';
import { safeOutput, type OutputRules } from './output/safe-output';
import { packageVersion } from './version';

/** The program's output streams. */
export interface Streams {
  /** Writes results to standard output. */
  readonly out: (text: string) => void;
  /** Writes errors, and all other text that is not a result, to standard error. */
  readonly error: (text: string) => void;
  /**
   * Whether each stream is colored.
   *
   * @default neither stream is colored
   */
  readonly isColored?: { readonly out: boolean; readonly error: boolean };
  /**
   * Columns of the terminal that shows standard output.
   *
   * @default lines can have any length, because standard output is not a terminal
   */
  readonly columns?: number | undefined;
  /**
   * The terminal that shows standard output.
   *
   * @default standard output is not a terminal
   */
  readonly screen?: Screen | undefined;
  /**
   * Ends a command that runs until it is stopped.
   *
   * @default only a signal ends it
   */
  readonly stop?: AbortSignal;
}

/** The inputs of a command besides its arguments and files. */
export type Outside = Pick<CommandContext, 'now' | 'openAws'>;

/**
 * 0: done. 1: the configuration has errors, or `status` found a problem. 2: wrong usage, a file is missing or can't be
 * written, or AWS can't be read.
 */
export type ExitStatus = 0 | 1 | 2;

/**
 * Runs the program.
 *
 * @param programArguments - The arguments after the program's name.
 * @param outside - The clock and AWS. @default the current time, and the AWS SDK, which is loaded when a command needs
 *   it.
 * @returns The exit status. A command that reads AWS returns it later. Mistakes of the user are printed, not thrown.
 */
export function runProgram(
  programArguments: readonly string[],
  streams: Streams,
  outside: Partial<Outside> = {},
): ExitStatus | Promise<ExitStatus> {
  let status: ExitStatus = 0;
  let pending: Promise<void> | undefined;
  const { isColored } = streams;
  const out = (text: string, rules: Pick<OutputRules, 'format' | 'isExact'> = {}): void => {
    streams.out(safeOutput(text, { ...rules, isColored: isColored?.out }));
  };
  const error = (text: string): void => {
    streams.error(safeOutput(text, { isColored: isColored?.error }));
  };
  const writeHelp = (text: string): void => {
    out(text);
  };
  const program = new Command('background-jobs')
    .description('Generate Terraform JSON for background jobs on AWS from an env-config folder.')
    .version(packageVersion(), '--version', 'print the version')
    .showHelpAfterError('(background-jobs --help lists the commands)')
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: error, outputError: writeUsageError });
  const print = ({ output, format, isExact, note, status: resultStatus = 0 }: CommandResult): void => {
    out(output, { format, isExact });
    if (note !== undefined) error(note);
    status = resultStatus;
  };
  const fail = (problem: unknown): ExitStatus => {
    const explained = explainError(problem);
    error(explained.printed);
    return explained.status;
  };
  const execute: Execute = (call) => {
    const result = call(contextFor(streams, outside, print));
    if (result instanceof Promise) pending = result.then(print);
    else print(result);
  };
  for (const command of registry) command.addTo(program, execute);
  try {
    program.parse(programArguments, { from: 'user' });
    return pending === undefined ? status : pending.then(() => status, fail);
  } catch (problem) {
    // commander has printed its message. It also throws this error, with exit code 0, after --help and --version.
    if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2;
    return fail(problem);
  }
}

/**
 * Writes an error about the arguments of the program as one line. commander may add a suggestion, which it puts on a line of
 * its own.
 */
function writeUsageError(text: string, write: (text: string) => void): void {
  const [, message = text, suggestion = ''] = /^(.*?)(\n\(Did you mean [^\n]*\?\))?\n?$/s.exec(text) ?? [];
  write(`${escapeControlCharacters(message)}${suggestion}\n`);
}

function contextFor(
  { isColored, columns = Infinity, screen, stop = new AbortController().signal }: Streams,
  { now, openAws = openAwsSdk }: Partial<Outside>,
  print: CommandContext['print'],
): CommandContext {
  const colorOf = (isStreamColored = false): Color => (isStreamColored ? colorForTerminal : plainText);
  const clock = (): Date => now ?? new Date();
  return {
    now: clock(),
    openAws,
    outputColumns: columns,
    outputColor: colorOf(isColored?.out),
    errorColor: colorOf(isColored?.error),
    // In a GitHub workflow, the program may run in a subfolder of the checkout.
    root: process.env['GITHUB_WORKSPACE'] || process.cwd(),
    clock,
    print,
    screen,
    stop,
  };
}

import { runChecks } from '../../checks/run-checks';
import type { Issue } from '../../config/issues/issues';
import { ReadMemory } from '../../config/reading/read-memory';
import { IssueHistory } from '../../report/issues/changes';
import { renderChanges } from '../../report/issues/changes-text';
import { renderIssues } from '../../report/issues/text';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import type { CommandContext, CommandResult } from '../command';
import { explainError } from '../explain-error';
import { load } from '../load';
import { foldersOf, type ConfigOptions } from '../options';
import { watchFolders } from './watch-folders';

/** The result of a check. */
interface CheckedFolders {
  readonly issues: readonly Issue[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Checks the configuration, and checks it again after each change, until the program is stopped. Prints all issues first,
 * and later only the changes.
 *
 * @throws CommandError if the folders can't be read at the start, or can't be watched.
 */
export async function watchValidation(
  options: ConfigOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const watched = new WatchedConfiguration(options, context);
  watched.checkFirst();
  await watchFolders(
    foldersOf(options),
    {
      onReady: () => {
        watched.printReady();
      },
      onChange: () => {
        watched.checkAgain();
      },
    },
    context.stop,
  );
  return { output: '' };
}

/** A configuration, and the results of its last check. */
class WatchedConfiguration {
  private readonly history = new IssueHistory();
  private readonly folders: string;
  private memory = new ReadMemory();
  /** The advice on the files as they are. A configuration with errors has none. */
  private advice: readonly Issue[] | undefined;
  /** Why the last check failed; `undefined` if it found the issues. */
  private failure: string | undefined;

  constructor(
    private readonly options: ConfigOptions,
    private readonly context: CommandContext,
  ) {
    this.folders = escapeControlCharacters(foldersOf(options).join(', '));
  }

  /** Prints all issues. */
  checkFirst(): void {
    this.context.screen?.clear();
    const { issues, sources } = this.check();
    this.history.add(issues);
    this.print(
      issues.length === 0
        ? `${this.folders}: no errors and no advice\n`
        : renderIssues(issues, { sources, color: this.context.outputColor }),
    );
  }

  /** Prints that changes are watched. */
  printReady(): void {
    this.print(this.readyLine());
  }

  /** Prints what is different from the last check; nothing if everything is the same. */
  checkAgain(): void {
    const before = this.memory;
    let checked: CheckedFolders;
    try {
      checked = this.check();
    } catch (error) {
      // The user can correct the problem, for example restore the folder, while the program runs.
      const failure = explainError(error).printed;
      if (failure !== this.failure) this.printPage([], failure);
      this.failure = failure;
      return;
    }
    const { issues, sources } = checked;
    const changes = this.history.add(issues);
    const files = this.memory.changedSince(before);
    const isSame = [files, changes.added, changes.fixed].every((list) => list.length === 0);
    if (isSame && this.failure === undefined) return;
    this.failure = undefined;
    this.printPage(files, renderChanges(issues, changes, { sources, color: this.context.outputColor }));
  }

  private check(): CheckedFolders {
    const { screen, clock } = this.context;
    screen?.showProgress('checking…');
    try {
      const memory = new ReadMemory(this.memory);
      const loaded = load(this.options, memory);
      const isChanged = memory.changedSince(this.memory).length > 0;
      this.memory = memory;
      if (isChanged) this.advice = undefined;
      const { issues, sources } = loaded;
      if (issues.length > 0) return { issues, sources };
      this.advice ??= runChecks(loaded, clock());
      return { issues: this.advice, sources };
    } finally {
      screen?.showProgress('');
    }
  }

  private printPage(files: readonly string[], body: string): void {
    const { screen, clock, outputColor: color } = this.context;
    const heading = `${this.explainChange(files)} changed\n`;
    if (screen === undefined) {
      this.print(heading + body);
      return;
    }
    screen.clear();
    const time = color('gutter', clock().toTimeString().slice(0, 8));
    this.print(`${time} ${heading}\n${body}${this.readyLine()}`);
  }

  private explainChange(files: readonly string[]): string {
    const [first, ...others] = files.map(escapeControlCharacters);
    if (first === undefined) return this.folders;
    const [second] = others;
    if (second === undefined) return first;
    return others.length === 1 ? `${first} and ${second}` : `${first} and ${others.length} other files`;
  }

  private readyLine(): string {
    return `${this.context.outputColor('gutter', `watching ${this.folders} for changes; press Ctrl-C to end`)}\n`;
  }

  private print(output: string): void {
    this.context.print({ output });
  }
}

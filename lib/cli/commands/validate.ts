import { Option } from 'commander';
import { runChecks } from '../../checks/run-checks';
import { hasErrors } from '../../config/issues/issues';
import { issueFormats, type IssueFormat } from '../../report/issues/formats';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { defineCommand, type CommandContext, type PendingResult } from '../command';
import { CommandError } from '../command-error';
import { load } from '../load';
import { configOptions, foldersOf, formatOption, type ConfigOptions } from '../options';
import { watchValidation } from '../watch/watch-validation';

interface ValidateOptions extends ConfigOptions {
  readonly format: IssueFormat;
  /**
   * Whether the command also fails if there is advice but no error.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Whether the command checks the configuration again after each change.
   *
   * @default false
   */
  readonly watch?: boolean;
}

/** `background-jobs validate` */
export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check the configuration; print all errors and advice, and write no files',
  options: [
    ...configOptions(),
    formatOption(issueFormats),
    new Option('--strict', 'exit with 1 if there is advice, not only if there are errors'),
    new Option(
      '--watch',
      'check again after each change, and print only the new and fixed issues, until you press Ctrl-C',
    ),
  ],
  run: validate,
});

function validate(
  { format, strict, watch = false, ...options }: ValidateOptions,
  context: CommandContext,
): PendingResult {
  if (watch) {
    rejectWithWatch(format, strict === true);
    return watchValidation(options, context);
  }
  const { now, outputColor: color, root } = context;
  const loaded = load(options);
  const { environments, sources } = loaded;
  // Checks need the jobs, which are not built if the configuration has errors.
  const issues = loaded.issues.length > 0 ? loaded.issues : runChecks(loaded, now);
  if (format === 'text' && issues.length === 0) {
    const names = environments.map(({ config }) => config.name).join(', ');
    const folders = escapeControlCharacters(foldersOf(options).join(', '));
    return { output: `${folders}: ${names}: no errors and no advice\n` };
  }
  return {
    output: issueFormats[format](issues, { color, sources, root }),
    format,
    status: hasErrors(issues) || (strict === true && issues.length > 0) ? 1 : 0,
  };
}

/** Rejects options that have no effect with `--watch`: there is one text for people, and no exit status. */
function rejectWithWatch(format: IssueFormat, isStrict: boolean): void {
  const other = format === 'text' ? (isStrict ? '--strict' : undefined) : `--format ${format}`;
  if (other !== undefined)
    throw new CommandError(2, `--watch: ${other} has no effect with this option; remove one of them`);
}

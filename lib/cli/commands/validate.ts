import { Option } from 'commander';
import { runChecks } from '../../checks/run-checks';
import { hasErrors } from '../../config/issues/issues';
import { issueFormats, type IssueFormat } from '../../report/issues/formats';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { load } from '../load';
import { configOptions, foldersOf, formatOption, type ConfigOptions } from '../options';

interface ValidateOptions extends ConfigOptions {
  readonly format: IssueFormat;
  /**
   * Whether the command also fails if there is advice but no error.
   *
   * @default false
   */
  readonly strict?: boolean;
}

/** `background-jobs validate` */
export const validateCommand = defineCommand({
  name: 'validate',
  summary: 'check the configuration; print all errors and advice, and write no files',
  options: [
    ...configOptions(),
    formatOption(issueFormats),
    new Option('--strict', 'exit with 1 if there is advice, not only if there are errors'),
  ],
  run: validate,
});

function validate(
  { format, strict, ...options }: ValidateOptions,
  { now, outputColor: color, root }: CommandContext,
): CommandResult {
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

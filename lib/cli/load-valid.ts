import { hasErrors } from '../config/issues/issues';
import type { LoadedEnvironments } from '../jobs/load-environments';
import type { Color } from '../report/color';
import { issueFormats } from '../report/issues/formats';
import { InvalidConfigurationError } from './command-error';
import { load } from './load';
import type { ConfigOptions, OutputFormat } from './options';

/**
 * Loads the selected environments. The configuration must have no errors.
 *
 * @param format - The output format of the command. Errors are JSON if the format is `json`, and text otherwise.
 * @param color - Colors of standard error.
 * @param after - Text after the number of errors, such as `; nothing was written`.
 * @throws InvalidConfigurationError with every issue if there are errors.
 */
export function loadValid(
  { format, ...options }: ConfigOptions & { readonly format: OutputFormat },
  color: Color,
  after = '',
): LoadedEnvironments {
  const loaded = load(options);
  const { issues, sources } = loaded;
  if (!hasErrors(issues)) return loaded;
  const errorFormat = format === 'json' ? 'json' : 'text';
  const printed = issueFormats[errorFormat](issues, { after, color, sources });
  throw new InvalidConfigurationError(printed);
}

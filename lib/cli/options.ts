/** Options that several commands have. */
import { Option } from 'commander';

/** Values of the options that every command with a configuration has. */
export interface ConfigOptions {
  /** Paths of the folders of the configuration; an empty list for the default folder. */
  readonly config: readonly string[];
  /** Names of the selected environments; an empty list selects all. */
  readonly environment: readonly string[];
}

/** The folder of the configuration, if no other is given. */
export const defaultFolder = 'env-config';

/** Returns the folders of the configuration. */
export function foldersOf({ config }: Pick<ConfigOptions, 'config'>): readonly string[] {
  return config.length === 0 ? [defaultFolder] : config;
}

/** Creates `--config` and `--environment`. */
export function configOptions(): readonly Option[] {
  return [
    repeatableOption(
      '--config <folder>',
      'folder of the configuration; can be repeated, for several applications',
      defaultFolder,
    ),
    repeatableOption('--environment <name>', 'select this environment; can be repeated', 'all'),
  ];
}

/** Creates an option that can be given several times. Its value is the list of all given values. */
export function repeatableOption(flags: string, description: string, defaultDescription: string): Option {
  return new Option(flags, description)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], defaultDescription);
}

/** The reader or purpose of each output format. The help of `--format` contains it, as in "text for people". */
const readers = {
  markdown: 'comments of pull requests',
  text: 'people',
  json: 'programs',
  html: 'browsers',
  github: 'annotations in GitHub Actions',
  sarif: 'code scanning',
  ics: 'calendars',
  svg: 'images',
} as const;

/** The value of `--format`. */
export type OutputFormat = keyof typeof readers;

/**
 * Creates `--format`.
 *
 * @param formats - The formats that the command supports, as the keys of a table.
 * @param defaultFormat - The format if the option is left out.
 */
export function formatOption(
  formats: Readonly<Partial<Record<OutputFormat, unknown>>>,
  defaultFormat: OutputFormat = 'text',
): Option {
  const names = Object.keys(readers).filter((name) => Object.hasOwn(formats, name));
  const description = Object.entries(readers)
    .filter(([name]) => names.includes(name))
    .map(([name, reader]) => `${name} for ${reader}`)
    .join(', ');
  return new Option('--format <format>', description).choices(names).default(defaultFormat);
}

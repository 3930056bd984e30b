import { writtenText } from '../config/yaml/write-yaml';
import { compare } from '../text/compare';
import { escapeControlCharacters } from '../text/escape-control-characters';
import {
  isImportedMap,
  type ImportedComment,
  type ImportedConfiguration,
  type ImportedEntry,
  type ImportedMap,
  type ImportedValue,
} from './origin';

/** A file to write. */
export interface ConfigurationFile {
  /** Path below the folder in which the command runs. */
  readonly path: string;
  /** Text of the file. */
  readonly content: string;
}

/** Where the files are, and their first lines. */
export interface ConfigurationLayout {
  /** Folder of the files, such as `env-config`. */
  readonly folder: string;
  /** First line of each file, with its line break. It tells editors which schema the file has. */
  readonly editorLine: string;
  /** Sentences at the top of `defaults.yml`. */
  readonly heading: readonly string[];
}

/**
 * Writes `defaults.yml` and a file for each environment. The files are sorted by the names of the environments, so that the
 * same configuration always gives the same bytes.
 */
export function writeConfiguration(
  { defaults, environments }: Pick<ImportedConfiguration, 'defaults' | 'environments'>,
  { folder, editorLine, heading }: ConfigurationLayout,
): readonly ConfigurationFile[] {
  const header = `${editorLine}#\n${heading.map((text) => writtenComment({ kind: 'comment', text }, '')).join('')}\n`;
  return [
    {
      path: `${folder}/defaults.yml`,
      content: header + writtenFile(defaults, '# No value yet, because there is only one environment.'),
    },
    ...[...environments]
      .sort(([a], [b]) => compare(a, b))
      .map(([name, map]) => ({
        path: `${folder}/${name}.yml`,
        content: editorLine + writtenFile(map, '# This environment has the values of defaults.yml.'),
      })),
  ];
}

/** Longest line of a list in one line. */
const maximumLineCharacters = 110;

/** Returns the text of a file. An empty file has only a comment, `ifEmpty`. */
function writtenFile({ entries }: ImportedMap, ifEmpty: string): string {
  if (entries.length === 0) return `${ifEmpty}\n`;
  return entries
    .map((entry, index) => {
      const isSection = entry.kind === 'field' && isImportedMap(entry.value);
      return (isSection && index > 0 ? '\n' : '') + writtenEntry(entry, '');
    })
    .join('');
}

function writtenEntry(entry: ImportedEntry, indentation: string): string {
  if (entry.kind === 'comment') return writtenComment(entry, indentation);
  return writtenField(`${indentation}${writtenScalar(entry.key)}:`, entry.value, indentation);
}

/**
 * Returns the lines of a value after its key, or after the dash of a list.
 *
 * @param start - the line up to the value, without the space before the value
 * @param indentation - the indentation of the key
 */
function writtenField(start: string, value: ImportedValue, indentation: string): string {
  const inner = `${indentation}  `;
  if (isImportedMap(value)) {
    const hasFields = value.entries.some(({ kind }) => kind === 'field');
    const lines = value.entries.map((entry) => writtenEntry(entry, hasFields ? inner : indentation)).join('');
    // A map with only comments must have a value. The comments stand above it, because they can't follow `{}`.
    return hasFields ? `${start}\n${lines}` : `${lines}${start} {}\n`;
  }
  if (isList(value)) {
    const line = `${start} [${value.map(inFlow).join(', ')}]\n`;
    if (line.length <= maximumLineCharacters && !value.some(isNested)) return line;
    return `${start}\n${value.map((item) => writtenItem(item, inner)).join('')}`;
  }
  return `${start} ${writtenScalar(value)}\n`;
}

/** Returns the lines of an item of a list. The first field of a map stands beside the dash. */
function writtenItem(value: ImportedValue, indentation: string): string {
  if (!isImportedMap(value) || value.entries[0]?.kind !== 'field')
    return writtenField(`${indentation}-`, value, indentation);
  const lines = value.entries.map((entry) => writtenEntry(entry, `${indentation}  `)).join('');
  return `${indentation}- ${lines.slice(indentation.length + 2)}`;
}

function inFlow(value: ImportedValue): string {
  return isNested(value) ? '' : writtenScalar(value);
}

function isNested(value: ImportedValue): value is ImportedMap | readonly ImportedValue[] {
  return typeof value === 'object' && value !== null;
}

function isList(value: ImportedValue): value is readonly ImportedValue[] {
  return Array.isArray(value);
}

function writtenScalar(value: string | number | boolean | null): string {
  // In quotes, JSON's escapes are YAML's.
  return typeof value === 'string' ? escapeControlCharacters(writtenText(value)) : String(value);
}

/** Characters that end a line for any reader of YAML: YAML 1.1 also knows U+0085, U+2028 and U+2029. */
const lineEnd = /\r\n|[\n\r\u0085\u2028\u2029]/;

/**
 * Returns the lines of a comment. No line of the original text can leave the comment. The bar before each line keeps editors
 * from obeying it, because they search comments for settings such as `yaml-language-server`.
 */
function writtenComment({ text, original }: ImportedComment, indentation: string): string {
  const lines = [
    ...wrapped(escapeControlCharacters(text)),
    ...(original === undefined
      ? []
      : original.split(lineEnd).map((line) => `| ${escapeControlCharacters(line)}`)),
  ];
  return lines.map((line) => `${`${indentation}# ${line}`.trimEnd()}\n`).join('');
}

/** Breaks a sentence at its spaces into lines that fit beside the indentation. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > maximumLineCharacters - 10) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Reads the files of an import: ecschedule's configuration, or what the AWS CLI prints. Their content shows which one it is. */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compare } from '../../text/compare';
import { explainUnreadable } from '../../text/explain-unreadable';
import { readRegularFile } from '../../text/read-regular-file';
import { parseJson } from '../../values/json';
import { ImportError } from '../import-error';
import { inputNodeAt, parseInput, type InputMap, type InputNode } from '../input-tree';
import { readInputFile } from '../read-input-file';
import { hideTemplates, restoreTemplates } from './templates';

/** What a file has. */
export type SourceFormat = 'ecschedule' | 'rules' | 'targets' | 'schedule' | 'schedules';

/** A file of an import. */
export interface SourceFile {
  /** Path of the file, as messages show it. */
  readonly file: string;
  /** What the file has. */
  readonly format: SourceFormat;
  /** Name of the file without its extensions: the rule of a file of targets. */
  readonly name: string;
  /** Content of the file. The JSON in each `Input` is a part of the tree. */
  readonly root: InputMap;
  /** The values that have a template of ecschedule. */
  readonly templated: ReadonlySet<InputNode>;
}

/**
 * Reads a file, or all JSON and YAML files of a folder.
 *
 * @throws ImportError if a file is not readable, or has another content
 */
export function readSourceFiles(path: string): readonly SourceFile[] {
  if (!isFolder(path)) {
    // The user names this file, so it may be a symbolic link to any place.
    const content = readRegularFile(path);
    if (!content.ok) throw new ImportError(`${path}: ${content.reason}`);
    return [parseSourceFile(path, content.value)];
  }
  const names = readdirSync(path)
    .filter((name) => /\.(?:json|ya?ml)$/i.test(name))
    .sort(compare);
  if (names.length === 0)
    throw new ImportError(`${path}: the folder has no file that ends with .json, .yaml or .yml`);
  return names.map((name) => {
    const file = join(path, name);
    return parseSourceFile(file, readInputFile(file, path));
  });
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch (error) {
    throw new ImportError(`${path}: ${explainUnreadable(error, 'file')}`);
  }
}

function parseSourceFile(file: string, bytes: Buffer): SourceFile {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const reject = (reason: string): never => {
    throw new ImportError(`${file}: ${reason}`);
  };
  if (/\.(?:jsonnet|libsonnet)$/.test(file))
    reject(
      'this is Jsonnet, which the program does not evaluate; run jsonnet, and import the JSON that it prints',
    );
  if (text.trim() === '')
    reject('the file is empty; pass the configuration of ecschedule, or the JSON of the AWS CLI');
  const isJson = parseJson(text) !== undefined;
  if (/^\s*[[{](?!\{)/.test(text) && !isJson && file.endsWith('.json') && !text.includes('{{'))
    reject('the file is not valid JSON; print it again with --output json');
  const hidden = hideTemplates(text);
  if (!hidden.ok) return reject(hidden.reason);
  const parsed = parseInput(hidden.value.text);
  if (!parsed.ok) return reject(withoutValue(parsed.reason));
  const templated = new Set<InputNode>();
  const root = restoreTemplates(parsed.value, hidden.value, templated);
  const format =
    formatOf(root) ??
    reject('the file has neither "rules" of ecschedule, nor Rules, Targets or a Target of the AWS CLI');
  if (format !== 'ecschedule') {
    if (root.entries.has('NextToken'))
      reject(
        'the list is not complete, because it has a NextToken; print it again without --max-items and --no-paginate',
      );
    if (!isJson) reject('the output of the AWS CLI must be JSON; print it again with --output json');
  }
  return {
    file,
    format,
    name: basename(file)
      .replace(/\.json$/, '')
      .replace(/\.targets$/, ''),
    root: format === 'ecschedule' ? root : withParsedInputs(root),
    templated,
  };
}

/** A message of the parser can quote a value, which can be a secret. */
function withoutValue(reason: string): string {
  return `${reason.replace(/(^line \d+: [^:"'`]*).*$/s, '$1').trimEnd()}; fix the file`;
}

function formatOf(root: InputMap): SourceFormat | undefined {
  const has = (key: string): boolean => root.entries.has(key);
  if (has('rules')) return 'ecschedule';
  if (has('Rules')) return 'rules';
  if (has('Targets')) return 'targets';
  if (has('Schedules')) return 'schedules';
  return has('Target') && has('ScheduleExpression') ? 'schedule' : undefined;
}

/** Returns the tree with the JSON object in each `Input` as a map. An `Input` without one remains a text. */
function withParsedInputs(root: InputMap): InputMap {
  const visitMap = (node: InputMap): InputMap => ({
    ...node,
    entries: new Map(
      [...node.entries].map(([key, value]) => [key, key === 'Input' ? parsedInput(value) : visit(value)]),
    ),
  });
  const visit = (node: InputNode): InputNode => {
    if (node.kind === 'map') return visitMap(node);
    return node.kind === 'list' ? { ...node, items: node.items.map(visit) } : node;
  };
  return visitMap(root);
}

function parsedInput(node: InputNode): InputNode {
  if (node.kind !== 'scalar' || parseJson(node.text) === undefined) return node;
  const parsed = parseInput(node.text);
  return parsed.ok ? atLine(parsed.value, node.line) : node;
}

/** Returns a tree whose values are all at one line. */
function atLine(node: InputNode, line: number): InputNode {
  if (node.kind === 'map')
    return {
      ...node,
      line,
      entries: new Map([...node.entries].map(([key, value]) => [key, atLine(value, line)])),
    };
  return node.kind === 'list'
    ? { ...node, line, items: node.items.map((item) => atLine(item, line)) }
    : { ...node, line };
}

/** Returns the items of a list, or an empty list. */
export function itemsOf(node: InputNode | undefined): readonly InputNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** Returns the text at a path; `undefined` if there is no single value. */
export function textAt(root: InputNode | undefined, ...path: readonly string[]): string | undefined {
  const node = inputNodeAt(root, ...path);
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

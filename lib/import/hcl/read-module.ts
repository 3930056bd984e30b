import { isUtf8 } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { compare } from '../../text/compare';
import { explainUnreadable } from '../../text/explain-unreadable';
import { ImportError } from '../import-error';
import { readInputFile } from '../read-input-file';
import { convertTree, type HclExpression } from './expression';
import type { HclParser } from './load-parser';
import {
  findTooDeepLine,
  maximumDepth,
  scanBody,
  type ScannedAttribute,
  type ScannedBlock,
} from './scan-body';

/** A call of another module. */
export interface HclCall {
  /** Name of the call. */
  readonly name: string;
  /** Arguments by name, with `source`. */
  readonly inputs: ReadonlyMap<string, HclExpression>;
}

/** The files of a Terraform module, as far as `init` reads them. */
export interface HclModule {
  /** Folder of the module. */
  readonly folder: string;
  /** Expressions of `locals` by name. */
  readonly locals: ReadonlyMap<string, HclExpression>;
  /** Values of outputs by name. */
  readonly outputs: ReadonlyMap<string, HclExpression>;
  /** Defaults of variables by name. A variable without a default is missing. */
  readonly variables: ReadonlyMap<string, HclExpression>;
  /** Types of variables by name. */
  readonly variableTypes: ReadonlyMap<string, HclExpression>;
  /** Calls of other modules, in the order of the files. */
  readonly calls: readonly HclCall[];
  /** Resources, as `type.name`. */
  readonly resources: ReadonlySet<string>;
}

/** Largest file that is read, in MiB. Real files have some kilobytes. */
const maximumFileMebibytes = 1;

/**
 * Reads the files of a module.
 *
 * @param folder - the path of the folder, as messages show it
 * @param wanted - returns whether the expressions of a block are needed; each expression takes time
 * @throws ImportError if a file can't be read, or has a syntax error
 */
export async function readModule(
  folder: string,
  parser: HclParser,
  wanted: (block: ScannedBlock) => boolean = () => true,
): Promise<HclModule> {
  const locals = new Map<string, HclExpression>();
  const outputs = new Map<string, HclExpression>();
  const variables = new Map<string, HclExpression>();
  const variableTypes = new Map<string, HclExpression>();
  const calls: HclCall[] = [];
  const resources = new Set<string>();
  for (const name of listFiles(folder)) {
    const file = join(folder, name);
    const blocks = await readFile(file, parser);
    const convert = (attribute: ScannedAttribute): Promise<HclExpression> =>
      convertAttribute(attribute, file, parser);
    for (const block of blocks) {
      const [label = ''] = block.labels;
      if (block.type === 'resource') resources.add(block.labels.join('.'));
      if (!wanted(block)) continue;
      if (block.type === 'locals')
        for (const attribute of attributesOf(block)) locals.set(attribute.name, await convert(attribute));
      if (block.type === 'module') {
        const inputs = new Map<string, HclExpression>();
        for (const attribute of attributesOf(block)) inputs.set(attribute.name, await convert(attribute));
        calls.push({ name: label, inputs });
      }
      for (const attribute of attributesOf(block)) {
        if (block.type === 'output' && attribute.name === 'value')
          outputs.set(label, await convert(attribute));
        if (block.type !== 'variable') continue;
        if (attribute.name === 'default') variables.set(label, await convert(attribute));
        if (attribute.name === 'type') variableTypes.set(label, await convert(attribute));
      }
    }
  }
  return { folder, locals, outputs, variables, variableTypes, calls, resources };
}

/** Returns the names of the files of HCL in a folder, sorted. */
export function listFiles(folder: string): readonly string[] {
  return readEntries(folder)
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.tf') && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort(compare);
}

function readEntries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new ImportError(`${folder}: ${explainUnreadable(error, 'folder')}`);
  }
}

async function readFile(file: string, parser: HclParser): Promise<readonly ScannedBlock[]> {
  const bytes = readInputFile(file, dirname(file), maximumFileMebibytes);
  if (!isUtf8(bytes)) throw new ImportError(`${file}: the file is not UTF-8; save it as UTF-8`);
  const text = bytes.toString('utf8');
  const tooDeep = findTooDeepLine(text);
  if (tooDeep !== undefined)
    throw new ImportError(
      `${file}:${tooDeep}: has more than ${maximumDepth} brackets inside each other; use fewer levels`,
    );
  try {
    await parser.parse(file, text);
  } catch (error) {
    throw new ImportError(explainSyntaxError(error, file));
  }
  return scanBody(text).filter((item) => item.kind === 'block');
}

/** Returns the message of the parser as one line: `env-config/main.tf:3:5: Missing expression; …`. */
function explainSyntaxError(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, rest = message] = /^parse config: \[(.*)\]$/s.exec(message) ?? [];
  const position = /^(.*?):(\d+),(\d+)-[\d,]+: (.*)$/s.exec(
    rest.startsWith(file) ? rest.slice(file.length) : '',
  );
  if (position === null)
    return `${file}: the parser of HCL can't read the file (${rest}); terraform validate shows the mistake`;
  const [, , line = '', column = '', reason = ''] = position;
  return `${file}:${line}:${column}: ${reason.replaceAll(/\s*\n\s*/g, ' ')}`;
}

async function convertAttribute(
  { name, expression: text, line }: ScannedAttribute,
  file: string,
  parser: HclParser,
): Promise<HclExpression> {
  const whole = { text, bytes: Buffer.from(text), location: { file, line } };
  try {
    return convertTree(await parser.getExpressionAst(file, text), whole);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(`${file}:${line}: the parser of HCL can't read the value of ${name} (${reason})`);
  }
}

function attributesOf({ body }: ScannedBlock): readonly ScannedAttribute[] {
  return body.filter((item) => item.kind === 'attribute');
}

import { fieldOf, isList, isObject } from '../../values/json';
import type { InputLocation } from '../origin';

/** Where an expression is, and its text. */
export interface HclSource {
  /** Text in the file. */
  readonly text: string;
  /** Source location of the first character. */
  readonly location: InputLocation;
}

/** An expression of HCL. `unsupported` stands for the forms that `init` does not evaluate. */
export type HclExpression = HclSource &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'template'; readonly parts: readonly HclExpression[] }
    | { readonly kind: 'object'; readonly entries: readonly HclEntry[] }
    | { readonly kind: 'list'; readonly items: readonly HclExpression[] }
    | { readonly kind: 'reference'; readonly steps: readonly HclStep[] }
    | { readonly kind: 'steps'; readonly from: HclExpression; readonly steps: readonly HclStep[] }
    | { readonly kind: 'index'; readonly from: HclExpression; readonly key: HclExpression }
    | {
        readonly kind: 'conditional';
        readonly condition: HclExpression;
        readonly yes: HclExpression;
        readonly no: HclExpression;
      }
    | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly HclExpression[] }
    | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly HclExpression[] }
    | { readonly kind: 'unsupported'; readonly form: string }
  );

/** A step from a value to a part of it: a name or an index. */
export type HclStep = string | number;

/** An entry of an object. */
export interface HclEntry {
  /** Key, or the expression of the key. */
  readonly key: string | HclExpression;
  /** Value. */
  readonly value: HclExpression;
}

/** The expression of an attribute, before its conversion. */
export interface HclText extends HclSource {
  /** UTF-8 bytes of the text. The positions in the parser's tree count them. */
  readonly bytes: Buffer;
}

/**
 * Converts the parser's syntax tree. The parser's types say little about the nodes, so each field is checked. A node of an
 * unknown form becomes `unsupported`.
 *
 * @param tree - the tree of one expression, or of a part of it
 * @param whole - the whole expression
 */
export function convertTree(tree: unknown, whole: HclText): HclExpression {
  const type = textOf(tree, 'type');
  const children = listOf(tree, 'children');
  const convert = (child: unknown): HclExpression => convertTree(child, whole);
  const meta = fieldOf(tree, 'meta');
  const source = sourceOf(tree, whole);
  switch (type) {
    case 'literalValue':
      return convertLiteral(meta, source);
    case 'template':
      return convertTemplate(children, source, whole);
    case 'templateWrap':
      // "${x}" is x.
      return children.length === 1
        ? { ...convert(children[0]), text: source.text }
        : unsupported(type, source);
    case 'tuple':
      return { ...source, kind: 'list', items: children.map(convert) };
    case 'object':
      return { ...source, kind: 'object', entries: convertEntries(children, whole) };
    case 'scopeTraversal': {
      const steps = stepsOf(meta);
      return steps === undefined ? unsupported(type, source) : { ...source, kind: 'reference', steps };
    }
    case 'relativeTraversal': {
      const steps = stepsOf(meta);
      return steps === undefined || children.length !== 1
        ? unsupported(type, source)
        : { ...source, kind: 'steps', from: convert(children[0]), steps };
    }
    case 'index': {
      const [from, key] = children;
      return children.length === 2
        ? { ...source, kind: 'index', from: convert(from), key: convert(key) }
        : unsupported(type, source);
    }
    case 'conditional': {
      const [condition, yes, no] = children;
      // A directive "%{ if }" has the same type.
      return children.length === 3 && !source.text.startsWith('%')
        ? {
            ...source,
            kind: 'conditional',
            condition: convert(condition),
            yes: convert(yes),
            no: convert(no),
          }
        : unsupported(type, source);
    }
    case 'function':
      return fieldOf(meta, 'expandedFinalArgument') === true
        ? unsupported('a call with "..."', source)
        : { ...source, kind: 'call', name: textOf(meta, 'name'), parameters: children.map(convert) };
    case 'unaryOp':
    case 'binaryOp':
      return {
        ...source,
        kind: 'operation',
        operator: textOf(meta, 'operator'),
        operands: children.map(convert),
      };
    case '':
      // Brackets around an expression have no type of their own.
      return children.length === 1 ? convert(children[0]) : unsupported('an unknown form', source);
    default:
      return unsupported(type, source);
  }
}

function unsupported(form: string, source: HclSource): HclExpression {
  return { ...source, kind: 'unsupported', form };
}

/** Returns the source of a node. The lines of the tree begin with 0. */
function sourceOf(node: unknown, { text, location: { file, line } }: HclText): HclSource {
  const start = fieldOf(fieldOf(fieldOf(node, 'range'), 'start'), 'line');
  return {
    text: textOf(fieldOf(node, 'meta'), 'value') || text,
    location: { file, line: line + (typeof start === 'number' ? start : 0) },
  };
}

function convertLiteral(meta: unknown, source: HclSource): HclExpression {
  const written = textOf(meta, 'value');
  switch (fieldOf(meta, 'type')) {
    case 'number': {
      const value = Number(written);
      // HCL's numbers are exact. A number that JavaScript rounds would change.
      const isExact = Number.isFinite(value) && (Math.abs(value) < 2 ** 53 || !Number.isInteger(value));
      return isExact ? { ...source, kind: 'literal', value } : unsupported('a large number', source);
    }
    case 'bool':
      return { ...source, kind: 'literal', value: written === 'true' };
    case 'dynamic':
      return { ...source, kind: 'literal', value: null };
    default:
      return { ...source, kind: 'literal', value: written };
  }
}

function convertTemplate(children: readonly unknown[], source: HclSource, whole: HclText): HclExpression {
  // The parser does not remove the indentation of each line, as Terraform does.
  if (source.text.startsWith('<<-')) return unsupported('an indented heredoc', source);
  const isHeredoc = source.text.startsWith('<<');
  const parts = children.map((child): HclExpression => {
    const part = convertTree(child, whole);
    const isText = fieldOf(fieldOf(child, 'meta'), 'type') === 'string';
    if (!isText || part.kind !== 'literal' || typeof part.value !== 'string') return part;
    // Terraform stores every text in this normal form.
    return { ...part, value: unescaped(part.value, isHeredoc).normalize('NFC') };
  });
  const texts = parts.flatMap((part) =>
    part.kind === 'literal' && typeof part.value === 'string' ? [part.value] : [],
  );
  return texts.length === parts.length
    ? { ...source, kind: 'literal', value: texts.join('') }
    : { ...source, kind: 'template', parts };
}

/** Replaces the escapes of a string. A heredoc has only the escapes of templates. */
function unescaped(text: string, isHeredoc: boolean): string {
  const template = /([$%])\1(?=\{)/g;
  if (isHeredoc) return text.replace(template, '$1');
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4(?=\{)/gs,
    (whole, short?: string, long?: string, letter?: string, sign?: string) => {
      if (sign !== undefined) return sign;
      const code = short ?? long;
      if (code !== undefined) {
        const point = parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
      }
      return { n: '\n', r: '\r', t: '\t' }[letter ?? ''] ?? letter ?? whole;
    },
  );
}

/** The children of an object are a key, its value, the next key, and so on. */
function convertEntries(children: readonly unknown[], whole: HclText): readonly HclEntry[] {
  const entries: HclEntry[] = [];
  for (let index = 0; index + 1 < children.length; index += 2)
    entries.push({ key: keyOf(children[index], whole), value: convertTree(children[index + 1], whole) });
  return entries;
}

/** Returns a key. A key without quotes has no text in the tree, only a position. */
function keyOf(node: unknown, whole: HclText): string | HclExpression {
  const [child] = listOf(node, 'children');
  if (child === undefined) {
    const start = fieldOf(fieldOf(fieldOf(node, 'range'), 'start'), 'byte');
    const rest =
      typeof start === 'number' ? whole.bytes.subarray(start, start + maximumKeyBytes).toString('utf8') : '';
    return (
      /^[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(rest)?.[0] ?? unsupported('a key of an unknown form', whole)
    );
  }
  const key = convertTree(child, whole);
  return key.kind === 'literal' && key.value !== null ? String(key.value) : key;
}

/** Longest key without quotes that is read. */
const maximumKeyBytes = 1024;

function stepsOf(meta: unknown): readonly HclStep[] | undefined {
  const steps = listOf(meta, 'traversal').map((step) => {
    const segment = fieldOf(step, 'segment');
    if (typeof segment !== 'string') return undefined;
    if (fieldOf(step, 'type') === 'nameTraversal') return segment;
    if (/^\d{1,9}$/.test(segment)) return Number(segment);
    return segment.startsWith('"') && segment.endsWith('"')
      ? unescaped(segment.slice(1, -1), false)
      : undefined;
  });
  const known = steps.filter((step) => step !== undefined);
  return known.length === steps.length && known.length > 0 ? known : undefined;
}

function textOf(node: unknown, name: string): string {
  const value = fieldOf(node, name);
  return typeof value === 'string' ? value : '';
}

function listOf(node: unknown, name: string): readonly unknown[] {
  const value = isObject(node) ? fieldOf(node, name) : undefined;
  return isList(value) ? value : [];
}

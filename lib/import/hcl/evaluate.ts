import type { HclEntry, HclExpression, HclStep } from './expression';
import { errorOf, scalar, tracedFrom, unknown, type HclObject, type HclValue, type Leaf } from './values';

/** What an expression can refer to. */
export interface Scope {
  /** Returns the value of a reference such as `local.jobs` or `module.project.region`: its first steps and their number. */
  readonly find: (steps: readonly HclStep[]) => { readonly value: HclValue; readonly used: number };
  /** Returns the leaf of an expression, if the expression is one. */
  readonly leafOf: (expression: HclExpression) => Leaf | undefined;
}

/**
 * Evaluates an expression as Terraform does, without a plan. The result is unknown if the value depends on something outside of
 * the files, or on a function that this program does not know. Nothing is guessed.
 */
export function evaluate(expression: HclExpression, scope: Scope): HclValue {
  const value = evaluateForm(expression, scope);
  const leaf = scope.leafOf(expression);
  return leaf === undefined ? value : tracedFrom(value, [leaf]);
}

function evaluateForm(expression: HclExpression, scope: Scope): HclValue {
  const inner = (part: HclExpression): HclValue => evaluate(part, scope);
  switch (expression.kind) {
    case 'literal':
      return scalar(expression.value);
    case 'template':
      return joinTemplate(expression.parts.map(inner));
    case 'list':
      return { kind: 'list', items: expression.items.map(inner), leaves: [] };
    case 'object':
      return evaluateObject(expression.entries, scope);
    case 'reference': {
      const { value, used } = scope.find(expression.steps);
      return expression.steps.slice(used).reduce(partOf, value);
    }
    case 'steps':
      return expression.steps.reduce(partOf, inner(expression.from));
    case 'index': {
      const key = inner(expression.key);
      if (key.kind === 'unknown') return key;
      if (key.kind !== 'scalar' || key.value === null || typeof key.value === 'boolean')
        return errorOf('an index must be a text or a number');
      return partOf(inner(expression.from), key.value);
    }
    case 'conditional': {
      const condition = truthOf(inner(expression.condition));
      if (typeof condition !== 'boolean') return condition;
      return inner(condition ? expression.yes : expression.no);
    }
    case 'call':
      return call(expression.name, expression.parameters, scope);
    case 'operation':
      return operate(expression.operator, expression.operands, scope);
    case 'unsupported':
      return unknown(`init does not evaluate this form of expression (${expression.form})`);
  }
}

function evaluateObject(items: readonly HclEntry[], scope: Scope): HclObject {
  const entries = new Map<string, HclValue>();
  const unknownEntries: (HclValue & { readonly kind: 'unknown' })[] = [];
  for (const { key, value } of items) {
    const evaluated: HclValue = { ...evaluate(value, scope), written: value };
    if (typeof key === 'string') {
      entries.set(key, evaluated);
      continue;
    }
    const name = evaluate(key, scope);
    const text = name.kind === 'scalar' ? textOf(name.value) : undefined;
    if (text !== undefined) entries.set(text, tracedFrom(evaluated, name.leaves));
    else {
      const reason = `the key ${key.text} of an entry is unknown`;
      unknownEntries.push({ ...unknown(reason), leaves: [...name.leaves, ...evaluated.leaves] });
    }
  }
  return { kind: 'object', entries, unknownEntries, leaves: [] };
}

/** Returns a part of a value. The part also comes from the leaves of the value. */
function partOf(value: HclValue, step: HclStep): HclValue {
  return tracedFrom(findPart(value, step), value.kind === 'unknown' ? [] : value.leaves);
}

function findPart(value: HclValue, step: HclStep): HclValue {
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'scalar':
      return errorOf(`a ${value.value === null ? 'null' : typeof value.value} has no part ${step}`);
    case 'list': {
      const index = typeof step === 'string' && /^\d{1,9}$/.test(step) ? Number(step) : step;
      return typeof index === 'number' && value.items[index] !== undefined
        ? value.items[index]
        : errorOf(`the list has no item ${step}`);
    }
    case 'object': {
      const part = value.entries.get(String(step));
      if (part !== undefined) return part;
      return value.unknownEntries.length > 0
        ? unknown(`the key ${step} can be one of the keys that are unknown`)
        : errorOf(`the object has no key ${step}`);
    }
  }
}

/** The maximum length of a text that templates create. Templates that refer to each other twice double it each time. */
const maximumTextCharacters = 65_536;

/** Returns the leaves of several values, each once. A value that is used twice would otherwise double them. */
function leavesOfAll(values: readonly HclValue[]): readonly Leaf[] {
  return [...new Set(values.flatMap(({ leaves }) => leaves))];
}

function joinTemplate(parts: readonly HclValue[]): HclValue {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'unknown') return part;
    const piece = part.kind === 'scalar' ? textOf(part.value) : undefined;
    if (piece === undefined) return errorOf('a template can contain only texts, numbers and booleans');
    text += piece;
    if (text.length > maximumTextCharacters)
      return {
        ...unknown(`the text has more than ${maximumTextCharacters} characters`),
        leaves: leavesOfAll(parts),
      };
  }
  return { ...scalar(text), leaves: leavesOfAll(parts) };
}

/** Returns a value as Terraform converts it to a text, or `undefined` for null and for a number with an exponent. */
export function textOf(value: string | number | boolean | null): string | undefined {
  if (value === null || (typeof value === 'number' && /e/.test(String(value)))) return undefined;
  return String(value);
}

function truthOf(value: HclValue): boolean | HclValue {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'scalar' && (value.value === true || value.value === 'true')) return true;
  if (value.kind === 'scalar' && (value.value === false || value.value === 'false')) return false;
  return errorOf('a condition must be true or false');
}

function call(name: string, parameters: readonly HclExpression[], scope: Scope): HclValue {
  switch (name) {
    case 'try':
      for (const parameter of parameters) {
        const value = evaluate(parameter, scope);
        if (value.kind !== 'unknown' || !value.isError) return value;
      }
      return errorOf('no parameter of try has a value');
    case 'merge':
      return merge(parameters.map((parameter) => evaluate(parameter, scope)));
    case 'tomap':
    case 'tolist':
    case 'tostring': {
      const [parameter] = parameters;
      const value = parameter === undefined ? unknown('it has no parameter') : evaluate(parameter, scope);
      const kinds = { tomap: 'object', tolist: 'list', tostring: 'scalar' } as const;
      if (value.kind === 'unknown') return value;
      if (value.kind !== kinds[name]) return errorOf(`${name} can't convert the value`);
      if (value.kind !== 'scalar' || value.value === null) return value;
      const text = textOf(value.value);
      return text === undefined ? unknown('the number has an exponent') : { ...value, value: text };
    }
    default:
      return unknown(`init does not evaluate the function ${name}`);
  }
}

function merge(values: readonly HclValue[]): HclValue {
  const entries = new Map<string, HclValue>();
  const unknownEntries: (HclValue & { readonly kind: 'unknown' })[] = [];
  for (const value of values) {
    if (value.kind === 'unknown') return value;
    if (value.kind === 'scalar' && value.value === null) continue;
    if (value.kind !== 'object') return errorOf('merge needs maps');
    // A later map could have any of the keys before it.
    if (unknownEntries.length > 0) return unknown('a key of a merged map is unknown');
    for (const [key, entry] of value.entries) entries.set(key, entry);
    unknownEntries.push(...value.unknownEntries);
  }
  if (entries.size > 0 && unknownEntries.length > 0) return unknown('a key of a merged map is unknown');
  return { kind: 'object', entries, unknownEntries, leaves: leavesOfAll(values) };
}

function operate(operator: string, operands: readonly HclExpression[], scope: Scope): HclValue {
  const [left, right] = operands.map((operand) => evaluate(operand, scope));
  if (left === undefined) return unknown('an operator has no operand');
  if (right === undefined) {
    if (left.kind === 'unknown') return left;
    if (operator === 'logicalNot') {
      const truth = truthOf(left);
      return typeof truth === 'boolean' ? scalar(!truth) : truth;
    }
    return operator === 'negate' && left.kind === 'scalar' && typeof left.value === 'number'
      ? scalar(-left.value)
      : unknown(`init does not evaluate the operator ${operator}`);
  }
  if (operator === 'equal' || operator === 'notEqual') {
    const isEqual = equality(left, right);
    return typeof isEqual === 'boolean' ? scalar(isEqual === (operator === 'equal')) : isEqual;
  }
  if (operator === 'logicalAnd' || operator === 'logicalOr') {
    const [first, second] = [truthOf(left), truthOf(right)];
    if (typeof first !== 'boolean') return first;
    if (typeof second !== 'boolean') return second;
    return scalar(operator === 'logicalAnd' ? first && second : first || second);
  }
  return unknown(`init does not evaluate the operator ${operator}`);
}

/** Compares two values as Terraform does, which never treats values of different types as equal. */
function equality(left: HclValue, right: HclValue): boolean | HclValue {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.value === right.value;
  const isNull = [left, right].some((value) => value.kind === 'scalar' && value.value === null);
  return isNull ? false : unknown('init does not compare lists and maps');
}

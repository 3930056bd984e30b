import type { EventPattern } from './event-patterns';
import { fieldOf, isList, isObject } from '../../values/json';
import { matchesPattern } from './match-event-pattern';

/** A field of an event that is not what the pattern asks for. */
export interface Mismatch {
  /** `detail.object.key` */
  readonly field: string;
  /** What the event has there: JSON, or `nothing`. */
  readonly got: string;
  /** What the pattern asks for, in words: `begins with "in/"`. */
  readonly wanted: string;
}

/** Why an event is none that the pattern takes, field by field: nothing when it takes it. */
export function explainMismatch(pattern: EventPattern, event: unknown, above = ''): readonly Mismatch[] {
  return Object.entries(pattern).flatMap(([name, asked]): readonly Mismatch[] => {
    // A list of patterns is that of $or: it has no words of its own.
    const field = above === '' ? name : `${above}.${name}`;
    const value = fieldOf(event, name);
    if (!isList(asked)) return explainMismatch(asked, value, field);
    if (matchesPattern({ [name]: asked }, event)) return [];
    const got = value === undefined ? 'nothing' : JSON.stringify(value);
    return [{ field, got, wanted: asked.map(describe).join(' or ') }];
  });
}

function describe(matcher: unknown): string {
  if (!isObject(matcher)) return `is ${JSON.stringify(matcher)}`;
  for (const [operator, words] of inWords) {
    const operand = matcher[operator];
    if (operand !== undefined) return `${words} ${JSON.stringify(operand)}`;
  }
  if (!isList(matcher['numeric'])) return JSON.stringify(matcher);
  const [operator = '', bound = '', second, top = ''] = matcher['numeric'].map(String);
  return `is ${operator} ${bound}${second === undefined ? '' : ` and ${second} ${top}`}`;
}

const inWords = [
  ['prefix', 'begins with'],
  ['suffix', 'ends with'],
  ['wildcard', 'looks like'],
] as const;

import type { HclExpression } from './expression';

/** A value or an expression of the input that is counted on its own: a scalar, or an expression that is not a map or list. */
export interface Leaf {
  /** Path in the input, such as `local.scheduled_jobs.nightly.task_command[0]`. */
  readonly path: string;
  /** Expression in the file. */
  readonly expression: HclExpression;
}

/** The result of an expression. */
export type HclValue = HclScalar | HclList | HclObject | HclUnknown;

interface Traced {
  /** The leaves from which the value comes. */
  readonly leaves: readonly Leaf[];
  /**
   * The expression of the entry of an object that has this value.
   *
   * @default the value is no entry
   */
  readonly written?: HclExpression;
}

/** A text, number, boolean or null. */
export interface HclScalar extends Traced {
  readonly kind: 'scalar';
  /** The value. */
  readonly value: string | number | boolean | null;
}

/** A list. */
export interface HclList extends Traced {
  readonly kind: 'list';
  /** The items. */
  readonly items: readonly HclValue[];
}

/** An object, or a map. */
export interface HclObject extends Traced {
  readonly kind: 'object';
  /** The values by key, in the order of the file. */
  readonly entries: ReadonlyMap<string, HclValue>;
  /** The entries whose keys are unknown. */
  readonly unknownEntries: readonly HclUnknown[];
}

/** A value that this program does not know, or an error that Terraform reports. */
export interface HclUnknown extends Traced {
  readonly kind: 'unknown';
  /** Whether Terraform reports an error for the expression, so that `try` continues. */
  readonly isError: boolean;
  /** Clause after "because": why the value is unknown. */
  readonly reason: string;
}

/** Creates a scalar that comes from no leaf. */
export function scalar(value: string | number | boolean | null): HclScalar {
  return { kind: 'scalar', value, leaves: [] };
}

/** Creates an unknown value. */
export function unknown(reason: string): HclUnknown {
  return { kind: 'unknown', isError: false, reason, leaves: [] };
}

/** Creates an error that Terraform reports too. */
export function errorOf(reason: string): HclUnknown {
  return { kind: 'unknown', isError: true, reason, leaves: [] };
}

/** Returns the value with further leaves from which it comes. */
export function tracedFrom(value: HclValue, leaves: readonly Leaf[]): HclValue {
  return leaves.length === 0 ? value : { ...value, leaves: [...value.leaves, ...leaves] };
}

/** Largest number of values in a field. It stops values that refer to each other many times. */
const maximumValues = 10_000;

/** A value without its trace, and the leaves of all its parts. */
export interface PlainValue {
  /** The value; objects are maps. */
  readonly value: Plain;
  /** Leaves of the value and of its parts. */
  readonly leaves: readonly Leaf[];
}

/** A value without its trace. */
export type Plain = string | number | boolean | null | readonly Plain[] | ReadonlyMap<string, Plain>;

/** Returns a value without its trace, or its first unknown part. */
export function plainValue(value: HclValue): PlainValue | HclUnknown {
  const leaves: Leaf[] = [];
  let count = 0;
  let problem: HclUnknown | undefined;
  const plain = visit(value);
  return problem === undefined
    ? { value: plain, leaves }
    : { ...problem, leaves: [...leaves, ...problem.leaves] };

  function visit(part: HclValue): Plain {
    if (problem !== undefined) return null;
    if (++count > maximumValues) problem = unknown(`it has more than ${maximumValues} values`);
    if (part.kind === 'unknown') {
      problem = part;
      return null;
    }
    leaves.push(...part.leaves);
    if (part.kind === 'scalar') return part.value;
    if (part.kind === 'list') return part.items.map(visit);
    [problem] = part.unknownEntries;
    return new Map([...part.entries].map(([key, entry]) => [key, visit(entry)]));
  }
}

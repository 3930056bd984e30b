/** A value inside the arguments of a resource. It remembers which values were read. */
import type { PlanValue } from '../planned-environment';
import { isEmpty, isHidden, isPlanList, isPlanObject } from './plan-values';

/** The names and indexes from the arguments of a resource down to a value. */
export type ValuePath = readonly (string | number)[];

/** Remembers the values that were read, so that a review can find the values that no words describe. */
export class Reads {
  private readonly keys = new Set<string>();

  /** Remembers that a value was read. Everything in the value counts as read. */
  add(resource: string, path: ValuePath): void {
    this.keys.add(keyOf(resource, path));
  }

  /** Whether a value was read, itself or inside of another value. */
  has(resource: string, path: ValuePath): boolean {
    if (this.keys.size === 0) return false;
    return [...path, ''].some((_, length) => this.keys.has(keyOf(resource, path.slice(0, length))));
  }
}

function keyOf(resource: string, path: ValuePath): string {
  return JSON.stringify([resource, ...path]);
}

/** Where cursors report what was read. It changes from one aspect of a job to the next. */
export interface Recorder {
  /** The values that the current aspect has read. */
  reads: Reads;
}

/** A position in the arguments of a resource. Only {@link Cursor.value} and the functions that call it read the value. */
export class Cursor {
  /**
   * Creates a cursor.
   *
   * @param resource - The address of the resource.
   * @param path - The path to the value.
   * @param current - The value; `undefined` if there is none.
   * @param recorder - Where the cursor reports that the value was read.
   */
  constructor(
    readonly resource: string,
    readonly path: ValuePath,
    private readonly current: PlanValue | undefined,
    private readonly recorder: Recorder,
  ) {}

  /** Reads the value. */
  value(): PlanValue | undefined {
    this.recorder.reads.add(this.resource, this.path);
    return this.current;
  }

  /** Returns the value without reading it: the value decides where other values are. */
  peek(): PlanValue | undefined {
    return this.current;
  }

  /** Reads a text; `undefined` if the value is not a text. */
  text(): string | undefined {
    const value = this.value();
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** Reads a number, also one in a text; `undefined` if the value is not a number. */
  number(): number | undefined {
    const value = this.value();
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  }

  /** Returns the value at names and indexes below this one. Below an unknown value, everything is unknown. */
  at(...names: ValuePath): Cursor {
    return names.reduce<Cursor>((cursor, name) => cursor.below(name), this);
  }

  private below(name: string | number): Cursor {
    return new Cursor(this.resource, [...this.path, name], this.valueBelow(name), this.recorder);
  }

  private valueBelow(name: string | number): PlanValue | undefined {
    const { current } = this;
    if (isHidden(current)) return current;
    if (typeof name === 'number') return isPlanList(current) ? current[name] : undefined;
    return isPlanObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }

  /** Returns the items of a list; no items if the value is not a list. It reads no item. */
  items(): readonly Cursor[] {
    return isPlanList(this.current) ? this.current.map((_, index) => this.below(index)) : [];
  }

  /** Returns the fields of an object; no fields if the value is not an object. It reads no field. */
  fields(): readonly (readonly [name: string, field: Cursor])[] {
    return isPlanObject(this.current)
      ? Object.keys(this.current).map((name) => [name, this.below(name)] as const)
      : [];
  }

  /** Whether there is a value that says something. It does not read the value. */
  exists(): boolean {
    return !isEmpty(this.current);
  }

  /** Whether the plan does not show the value. It does not read the value. */
  isHidden(): boolean {
    return isHidden(this.current);
  }
}

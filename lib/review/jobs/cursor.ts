/** Cursors into the arguments of a resource. They record which values are read. */
import { isPlanList, isPlanObject, type PlanValue } from '../planned-environment';
import { isEmpty, isHidden } from './plan-values';

/** The names and indexes from the arguments of a resource down to a value. */
export type ValuePath = readonly (string | number)[];

/** A set of values that were read. A review gives a row to each changed value that no aspect has read. */
export class Reads {
  /** The cursors of the values. Most aspects show nothing, so that nobody asks what they have read. */
  private readonly cursors: Cursor[] = [];
  private readonly resources = new Map<string, ReadValue>();

  /** Records that a value was read. Each value inside it then counts as read. */
  add(cursor: Cursor): void {
    this.cursors.push(cursor);
  }

  /** Whether the value, or a value that contains it, was read. */
  has(resource: string, path: ValuePath): boolean {
    for (const cursor of this.cursors.splice(0)) this.addPath(cursor.resource, cursor.path);
    let value = this.resources.get(resource);
    for (const name of path) {
      if (value === undefined || value.isRead) break;
      value = value.below.get(name);
    }
    return value?.isRead === true;
  }

  private addPath(resource: string, path: ValuePath): void {
    let value = this.resources.get(resource) ?? newValue();
    this.resources.set(resource, value);
    for (const name of path) {
      const below = value.below.get(name) ?? newValue();
      value.below.set(name, below);
      value = below;
    }
    value.isRead = true;
  }
}

/** Whether a value was read, and the same for each value inside it. */
interface ReadValue {
  isRead: boolean;
  readonly below: Map<string | number, ReadValue>;
}

function newValue(): ReadValue {
  return { isRead: false, below: new Map() };
}

/** Returns the value of a name or an index. Each value below a hidden value is hidden too. */
function valueBelow(value: PlanValue | undefined, name: string | number): PlanValue | undefined {
  if (isHidden(value)) return value;
  if (typeof name === 'number') return isPlanList(value) ? value[name] : undefined;
  return isPlanObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The place where cursors record reads. Each aspect of a job gets its own `reads`. */
export interface Recorder {
  /** The values that the current aspect has read. */
  reads: Reads;
}

/**
 * A position in the arguments of a resource. Only {@link Cursor.value} and the functions that call it record a read.
 */
export class Cursor {
  /**
   * Creates a cursor.
   *
   * @param resource - The address of the resource.
   * @param current - The value; `undefined` if there is none.
   * @param recorder - The place where the cursor records reads.
   * @param above - The cursor of the value that contains this value, and the name or index in it; `undefined` for all
   *   arguments of the resource.
   */
  constructor(
    readonly resource: string,
    private readonly current: PlanValue | undefined,
    private readonly recorder: Recorder,
    private readonly above?: { readonly cursor: Cursor; readonly name: string | number },
  ) {}

  /** The path to the value. */
  get path(): ValuePath {
    return this.above === undefined ? [] : [...this.above.cursor.path, this.above.name];
  }

  /** Returns the value, and records the read; `undefined` if there is no value. */
  value(): PlanValue | undefined {
    this.recorder.reads.add(this);
    return this.current;
  }

  /**
   * Returns the value at these names and indexes below this one, without a record of the read. Use it for a value that only
   * decides where other values are.
   */
  peek(...names: ValuePath): PlanValue | undefined {
    let value = this.current;
    for (const name of names) value = valueBelow(value, name);
    return value;
  }

  /** Reads a text; `undefined` if the value is empty or not a text. */
  text(): string | undefined {
    const value = this.value();
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** Reads a number, or the number in a text; `undefined` for any other value. */
  number(): number | undefined {
    const value = this.value();
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  }

  /** Returns the position at these names and indexes below this one. Each value below a hidden value is hidden too. */
  at(...names: ValuePath): Cursor {
    return names.reduce<Cursor>((cursor, name) => cursor.below(name), this);
  }

  private below(name: string | number): Cursor {
    return new Cursor(this.resource, valueBelow(this.current, name), this.recorder, { cursor: this, name });
  }

  /** Returns the items of a list; no items if the value is not a list. Records no read. */
  items(): readonly Cursor[] {
    return isPlanList(this.current) ? this.current.map((_, index) => this.below(index)) : [];
  }

  /** Returns the fields of an object; no fields if the value is not an object. Records no read. */
  fields(): readonly (readonly [name: string, field: Cursor])[] {
    return isPlanObject(this.current)
      ? Object.keys(this.current).map((name) => [name, this.below(name)] as const)
      : [];
  }

  /** Whether there is a value that is not empty. Records no read. */
  exists(): boolean {
    return !isEmpty(this.current);
  }

  /** Whether the plan does not show the value, because it is unknown or sensitive. Records no read. */
  isHidden(): boolean {
    return isHidden(this.current);
  }
}

/** The resources of a job, or of an environment, on one side of a change. */
import { once } from '../../values/once';
import { Cursor, type Recorder } from './cursor';
import type { OwnedChange } from './group-changes';
import { withParsedJson } from './plan-values';

/** The side of a change. */
export type Side = 'before' | 'after';

/** A resource on one side. */
export interface SideResource {
  /** The key that distinguishes resources of the part; `undefined` if there is only one. */
  readonly key: string | undefined;
  /** The arguments. */
  readonly cursor: Cursor;
}

/** The resources on one side of a change, by their parts. */
export class SideResources<Part extends string> {
  private readonly byPart = new Map<Part, SideResource[]>();

  /**
   * Reads one side of the changes.
   *
   * @param changes - The changes of the resources.
   * @param side - The side.
   * @param recorder - The place where the cursors record reads.
   */
  constructor(
    changes: readonly OwnedChange<Part>[],
    side: Side,
    private readonly recorder: Recorder,
  ) {
    for (const { part, key, change } of changes) {
      // Both sides of an unchanged resource are equal, and are parsed once.
      const values = change.action === 'no-op' ? change.before : change[side];
      if (values === undefined) continue;
      // Most reports read few arguments of few resources, so the texts of a resource are parsed when it is read.
      const cursor = once(() => new Cursor(change.address, withParsedJson(values), recorder));
      const resource: SideResource = {
        key,
        get cursor() {
          return cursor();
        },
      };
      const known = this.byPart.get(part);
      if (known === undefined) this.byPart.set(part, [resource]);
      else known.push(resource);
    }
  }

  /** Returns the resources of a part, in the order of their addresses. */
  all(part: Part): readonly SideResource[] {
    return this.byPart.get(part) ?? [];
  }

  /** Returns the only resource of a part. If there is none, the cursor has no value at any path. */
  only(part: Part): Cursor {
    return this.all(part)[0]?.cursor ?? new Cursor('', undefined, this.recorder);
  }

  /** Whether there is a resource of the part. */
  has(part: Part): boolean {
    return this.byPart.has(part);
  }

  /** Whether the side has no resource at all. */
  isEmpty(): boolean {
    return this.byPart.size === 0;
  }

  /** Returns the resources of all parts. */
  everything(): readonly SideResource[] {
    return [...this.byPart.values()].flat();
  }
}

/** Compares how two definitions of state machines behave. */
import { isList, isObject, oneOrMore, type JsonObject } from '../values/json';
import { parseText } from './parse-text';

/** Fields that name the next state. */
const transitions: ReadonlySet<string> = new Set(['Next', 'Default', 'StartAt']);
/**
 * Fields that contain machines: the branches of a Parallel state, and the machine that a Map state runs for each item.
 */
const machines: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor', 'Iterator']);
/**
 * Matches a part of the context object that can hold the name of a state. The other parts, and the time and the retries
 * of a state, do not depend on names.
 */
const contextWithName =
  /\$\$(?!\.(?:Execution|StateMachine|Map|Task|State\.EnteredTime|State\.RetryCount)\b)|\$states\b(?!\.(?:input|result|errorOutput|context\.(?:Execution|StateMachine|Map|Task|State\.EnteredTime|State\.RetryCount))\b)/;

/**
 * Returns whether two definitions in the Amazon States Language behave the same: they differ only in the names of their
 * states, in comments, in the order of keys, and in states that are never reached. If a definition reads the name of its
 * state from the context object, renamed states are a different behaviour.
 *
 * @param before - The JSON of a definition.
 * @param after - The JSON of the other definition.
 * @returns `false` if a text is not the JSON of an object.
 */
export function haveSameBehaviour(before: string, after: string): boolean {
  const [old, current] = [parseText(before), parseText(after)];
  if (!isObject(old) || !isObject(current)) return false;
  return new Comparison(contextWithName.test(before) || contextWithName.test(after)).ofMachines(old, current);
}

/** A comparison of two machines. It follows the transitions from both start states at the same time. */
class Comparison {
  constructor(private readonly readsNames: boolean) {}

  /** Returns whether two machines, or two branches, behave the same. */
  ofMachines(a: JsonObject, b: JsonObject): boolean {
    const { States: statesOfA, ...restOfA } = withoutComment(a);
    const { States: statesOfB, ...restOfB } = withoutComment(b);
    if (!isObject(statesOfA) || !isObject(statesOfB)) return this.ofValues(a, b);
    const pairs = new Map<string, readonly [string, string]>();
    const add: AddPair = (name, other) => {
      pairs.set(JSON.stringify([name, other]), [name, other]);
    };
    if (!this.ofFields(withVersion(restOfA), withVersion(restOfB), add)) return false;
    // The loop also visits the pairs that it adds.
    for (const [name, other] of pairs.values()) {
      const [state, otherState] = [statesOfA[name], statesOfB[other]];
      if (!Object.hasOwn(statesOfA, name) || !Object.hasOwn(statesOfB, other)) return false;
      if (this.readsNames && name !== other) return false;
      if (!isObject(state) || !isObject(otherState)) return false;
      if (!this.ofStates(state, otherState, add)) return false;
    }
    return true;
  }

  private ofStates(a: JsonObject, b: JsonObject, add: AddPair): boolean {
    return this.ofFields(withoutComment(a), withoutComment(b), add, (field, value, other) => {
      if (isList(value) !== isList(other)) return false;
      if (machines.has(field))
        return this.ofLists(oneOrMore(value), oneOrMore(other), (x, y) => this.ofMachines(x, y));
      // Only the rules themselves have transitions, and not the conditions in them.
      if (field !== 'Choices' && field !== 'Catch') return undefined;
      return this.ofLists(oneOrMore(value), oneOrMore(other), (x, y) =>
        this.ofFields(withoutComment(x), withoutComment(y), add),
      );
    });
  }

  /** Compares the fields of two objects. Fields that name a state must exist in both, and add a pair of states. */
  private ofFields(
    a: JsonObject,
    b: JsonObject,
    add: AddPair,
    special: (field: string, value: unknown, other: unknown) => boolean | undefined = () => undefined,
  ): boolean {
    const fields = Object.keys(a);
    if (fields.length !== Object.keys(b).length) return false;
    return fields.every((field) => {
      if (!Object.hasOwn(b, field)) return false;
      const [value, other] = [a[field], b[field]];
      if (transitions.has(field) && typeof value === 'string' && typeof other === 'string') {
        add(value, other);
        return true;
      }
      return special(field, value, other) ?? this.ofValues(value, other);
    });
  }

  private ofLists(
    a: readonly unknown[],
    b: readonly unknown[],
    compareItems: (a: JsonObject, b: JsonObject) => boolean,
  ): boolean {
    return (
      a.length === b.length &&
      a.every((item, index) => {
        const other = b[index];
        return isObject(item) && isObject(other) ? compareItems(item, other) : this.ofValues(item, other);
      })
    );
  }

  /** Whether two values are equal as JSON, in any order of keys. */
  private ofValues(a: unknown, b: unknown): boolean {
    if (isList(a) && isList(b))
      return a.length === b.length && a.every((item, index) => this.ofValues(item, b[index]));
    if (!isObject(a) || !isObject(b)) return a === b;
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && this.ofValues(a[name], b[name]))
    );
  }
}

type AddPair = (name: string, other: string) => void;

function withoutComment(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => field !== 'Comment'));
}

/** Adds the default version of the language to a definition that has no version. */
function withVersion(machine: JsonObject): JsonObject {
  return { Version: '1.0', ...machine };
}

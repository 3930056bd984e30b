/**
 * Splits policies into atoms, by which they are compared. An atom has one effect, one principal, one action and one
 * resource.
 */
import { isObject, oneOrMore } from '../../values/json';
import { parseText } from '../parse-text';
import { conditionKey, isAlternative, isImplied, readConditions, type Condition } from './conditions';
import { isMatcherContained, literalText, type Matcher } from './matchers';

/** The smallest part of a policy. */
export interface Atom {
  /** Whether the statement allows or denies. */
  readonly effect: 'Allow' | 'Deny';
  /** The principal of a resource-based policy; everyone in a policy of a role, which has no principals. */
  readonly principal: Matcher;
  /** The action, or the actions that are not in a list. */
  readonly action: Matcher;
  /** The resource, or the resources that are not in a list. */
  readonly resource: Matcher;
  /** The conditions, all of which must hold. */
  readonly conditions: readonly Condition[];
}

/** The maximum number of atoms of a policy. A larger policy can't be valid, because AWS limits its length. */
const maximumAtoms = 5000;
const anything: Matcher = { kind: 'is', text: '*' };

/**
 * Returns the atoms of a policy; `undefined` if the text is not a policy.
 *
 * @param text - The JSON of the policy.
 * @param resource - The resource of statements without a `Resource` element: the role of a trust policy.
 * @default resource every resource
 */
export function readAtoms(text: string, resource?: string): readonly Atom[] | undefined {
  const policy = parseText(text);
  if (!isObject(policy) || policy['Statement'] === undefined) return undefined;
  const atoms: Atom[] = [];
  for (const statement of oneOrMore(policy['Statement'])) {
    const parsed = readStatement(
      statement,
      resource === undefined ? anything : { kind: 'is', text: resource },
    );
    if (parsed === undefined || atoms.length + parsed.length > maximumAtoms) return undefined;
    atoms.push(...parsed);
  }
  return atoms;
}

/** Returns the same text for atoms with the same meaning. */
function atomKey({ effect, principal, action, resource, conditions }: Atom): string {
  return JSON.stringify([effect, principal, lowerCase(action), resource, conditions.map(conditionKey)]);
}

/** Returns the atoms of the first list that no atom of the second list covers, without repetitions. */
export function withoutCovered(atoms: readonly Atom[], covering: readonly Atom[]): readonly Atom[] {
  const keys = new Set(covering.map(atomKey));
  const left = new Map(atoms.map((atom) => [atomKey(atom), atom]));
  for (const key of keys) left.delete(key);
  const candidates = candidatesIn(covering);
  const uncovered = [...left.values()].filter(
    (atom) => !candidates(atom).some(([each]) => covers(each, atom)),
  );
  const others = candidatesIn(uncovered);
  return uncovered.filter((atom, index) =>
    others(atom).every(
      ([each, other]) => index === other || !covers(each, atom) || (covers(atom, each) && index < other),
    ),
  );
}

type NumberedAtom = readonly [atom: Atom, index: number];

/**
 * Returns a function that finds the atoms of a list that can cover an atom. Most atoms have a resource without wildcards,
 * which covers only itself, so they are found by their resource.
 */
function candidatesIn(atoms: readonly Atom[]): (atom: Atom) => readonly NumberedAtom[] {
  const byResource = new Map<string | undefined, NumberedAtom[]>();
  atoms.forEach((atom, index) => {
    const text = literalText(atom.resource);
    const same = byResource.get(text);
    if (same === undefined) byResource.set(text, [[atom, index]]);
    else same.push([atom, index]);
  });
  const others = byResource.get(undefined) ?? [];
  return ({ resource }) => {
    const text = literalText(resource);
    return text === undefined ? others : [...others, ...(byResource.get(text) ?? [])];
  };
}

/** Returns whether a denial forbids everything that an atom allows. */
export function isDenied(atom: Atom, denials: readonly Atom[]): boolean {
  return denials.some((denial) => covers({ ...denial, effect: atom.effect }, atom));
}

function covers(outer: Atom, inner: Atom): boolean {
  return (
    outer.effect === inner.effect &&
    isMatcherContained('action', inner.action, outer.action) &&
    isMatcherContained('resource', inner.resource, outer.resource) &&
    isMatcherContained('principal', inner.principal, outer.principal) &&
    outer.conditions.every((implied) => inner.conditions.some((given) => isImplied(given, implied)))
  );
}

function readStatement(statement: unknown, ownResource: Matcher): readonly Atom[] | undefined {
  if (!isObject(statement)) return undefined;
  const { Effect: effect, Condition: condition } = statement;
  const conditions = readConditions(condition);
  const principals = readPrincipals(statement);
  const actions = readMatchers(statement['Action'], statement['NotAction']);
  const hasResources = 'Resource' in statement || 'NotResource' in statement;
  const resources = hasResources
    ? readMatchers(statement['Resource'], statement['NotResource'])
    : [ownResource];
  if ((effect !== 'Allow' && effect !== 'Deny') || conditions === undefined) return undefined;
  if (principals === undefined || actions === undefined || resources === undefined) return undefined;
  const size = principals.length * actions.length * resources.length;
  const alternatives = alternativesOf(conditions, maximumAtoms / Math.max(1, size));
  if (size * alternatives.length > maximumAtoms) return undefined;
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.flatMap((resource) =>
        alternatives.map((each) => ({ effect, principal, action, resource, conditions: each })),
      ),
    ),
  );
}

/**
 * Splits conditions with several values into conditions with one value. Returns lists, of which at least one must hold.
 * A condition stays whole if there would be more than `maximum` lists.
 */
function alternativesOf(
  conditions: readonly Condition[],
  maximum: number,
): readonly (readonly Condition[])[] {
  return conditions.reduce<readonly (readonly Condition[])[]>(
    (lists, condition) => {
      const isSplit = isAlternative(condition) && lists.length * condition.values.length <= maximum;
      const single = isSplit
        ? condition.values.map((value) => ({ ...condition, values: [value] }))
        : [condition];
      return lists.flatMap((list) => single.map((each) => [...list, each]));
    },
    [[]],
  );
}

function readMatchers(included: unknown, excluded: unknown): readonly Matcher[] | undefined {
  const texts = textsOf(included ?? excluded);
  if (texts === undefined) return undefined;
  if (included === undefined) return [{ kind: 'isNot', texts: [...new Set(texts)].sort() }];
  return texts.map((text) => ({ kind: 'is', text }));
}

function readPrincipals(statement: Readonly<Record<string, unknown>>): readonly Matcher[] | undefined {
  const { Principal: included, NotPrincipal: excluded } = statement;
  if (included === undefined && excluded === undefined) return [anything];
  const texts = principalTexts(included ?? excluded);
  if (texts === undefined) return undefined;
  if (included === undefined) return [{ kind: 'isNot', texts: [...texts].sort() }];
  return texts.map((text) => ({ kind: 'is', text }));
}

/** Returns principals as texts: `*`, `Service scheduler.amazonaws.com`, `AWS arn:aws:iam::123456789012:role/x`. */
function principalTexts(principal: unknown): readonly string[] | undefined {
  if (principal === '*') return ['*'];
  if (!isObject(principal)) return undefined;
  const texts: string[] = [];
  for (const [type, value] of Object.entries(principal)) {
    const ofType = textsOf(value);
    if (ofType === undefined) return undefined;
    texts.push(...ofType.map((text) => (type === 'AWS' ? awsPrincipal(text) : `${type} ${text}`)));
  }
  return texts;
}

/** `123456789012` and `arn:aws:iam::123456789012:root` are the same principal: the account. */
function awsPrincipal(text: string): string {
  if (text === '*') return '*';
  const [, account] = /^(?:arn:[^:]+:iam::)?(\d{12}|<account_id>)(?::root)?$/.exec(text) ?? [];
  return account === undefined ? `AWS ${text}` : `account ${account}`;
}

function textsOf(value: unknown): readonly string[] | undefined {
  const texts = oneOrMore(value).filter((each) => typeof each === 'string');
  return texts.length === oneOrMore(value).length ? texts : undefined;
}

function lowerCase(matcher: Matcher): Matcher {
  return matcher.kind === 'is'
    ? { kind: 'is', text: matcher.text.toLowerCase() }
    : { kind: 'isNot', texts: matcher.texts.map((text) => text.toLowerCase()) };
}

/** Sets of actions, resources and principals: `Action` and `NotAction`, `Resource` and `NotResource`. */
import { canOverlap, everything, isContained, parsePattern, type Pattern } from './patterns';

/** The texts that match a pattern, or the texts that match none of several patterns. */
export type Matcher =
  | { readonly kind: 'is'; readonly text: string }
  | { readonly kind: 'isNot'; readonly texts: readonly string[] };

/** How texts are compared: actions ignore the case, the parts of an ARN are compared one by one. */
export type MatchedElement = 'action' | 'resource' | 'principal';

/** Returns whether the second matcher accepts all that the first matcher accepts. */
export function isMatcherContained(element: MatchedElement, inner: Matcher, outer: Matcher): boolean {
  if (inner.kind === 'is') {
    if (outer.kind === 'is') return isTextContained(element, inner.text, outer.text);
    return outer.texts.every((text) => !canTextsOverlap(element, inner.text, text));
  }
  if (outer.kind === 'isNot')
    return outer.texts.every((text) => inner.texts.some((each) => isTextContained(element, text, each)));
  return outer.text === '*';
}

/** Returns the text of a matcher: `ecs:RunTask`, or `everything except ecs:*`. */
export function matcherText(matcher: Matcher): string {
  return matcher.kind === 'is' ? matcher.text : `everything except ${matcher.texts.join(', ')}`;
}

/** Returns the only resource that a matcher accepts; `undefined` if it can accept several resources. */
export function literalText(resource: Matcher): string | undefined {
  // An ARN with fewer than six parts has wildcards for the others, and a variable has braces.
  return resource.kind === 'is' && /^(?:[^:*?${}]*:){5}[^*?${}]*$/.test(resource.text)
    ? resource.text
    : undefined;
}

function isTextContained(element: MatchedElement, inner: string, outer: string): boolean {
  if (inner === outer || outer === '*') return true;
  if (element === 'principal') return false;
  const [a, b] = [partsOf(element, inner), partsOf(element, outer)];
  return a.length === b.length && a.every((part, index) => isContained(part, b[index] ?? everything));
}

function canTextsOverlap(element: MatchedElement, a: string, b: string): boolean {
  if (a === '*' || b === '*') return true;
  if (element === 'principal') return a === b;
  const [left, right] = [partsOf(element, a), partsOf(element, b)];
  return left.every((part, index) => canOverlap(part, right[index] ?? everything));
}

function partsOf(element: MatchedElement, text: string): readonly Pattern[] {
  return element === 'action' ? [parsePattern(text.toLowerCase())] : arnParts(text);
}

/**
 * Returns the six parts of an ARN as patterns. A wildcard of a part matches no colon, except in the last part. IAM adds
 * `*` for each missing part.
 */
export function arnParts(text: string): readonly Pattern[] {
  if (text === '*') return Array.from({ length: 6 }, () => everything);
  // A colon inside a variable such as ${aws:username} does not separate parts.
  const [first, second, third, fourth, fifth, ...rest] = text.split(/:(?![^{}]*\})/);
  const last = rest.length === 0 ? undefined : rest.join(':');
  return [first, second, third, fourth, fifth, last].map((part) =>
    part === undefined ? everything : parsePattern(part),
  );
}

/**
 * JSONPaths into the input of a state and into the context object (`$$`), and reference paths for results.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
const name = String.raw`\.[\p{L}_][\p{L}\p{N}_-]*`;
const quoted = String.raw`\[(?:'(?:[^'\\]|\\.)+'|"(?:[^"\\]|\\.)+")\]`;
const index = String.raw`\[\d+\]`;
/** Matches a step of a path that can lead to several values: a wildcard, slice, list of indexes or filter. */
const multipleValues = String.raw`\.\*|\.\.(?:\*|[\p{L}_][\p{L}\p{N}_-]*)|\[\*\]|\[-?\d*:-?\d*\]|\[-?\d+(?:,-?\d+)*\]|\[\?\(.+?\)\]|\[@[^\]]*\]`;

const path = new RegExp(`^\\$\\$?(?:${name}|${quoted}|${index}|${multipleValues})*$`, 'su');
const referencePath = new RegExp(`^\\$(?:${name}|${quoted}|${index})*$`, 'su');
const referencePathOrContext = new RegExp(`^\\$\\$?(?:${name}|${quoted}|${index})*$`, 'su');

/** Whether a text is a path, which can lead to any number of values. */
export function isPath(text: string): boolean {
  return path.test(text);
}

/** Whether a text is a path to one value of the input or the context object. */
export function isSingularPath(text: string): boolean {
  return referencePathOrContext.test(text);
}

/** Whether a text is a reference path, to which a state can write its result. */
export function isReferencePath(text: string): boolean {
  return referencePath.test(text);
}

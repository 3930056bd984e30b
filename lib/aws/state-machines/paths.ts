/**
 * Paths into a state's input, into a state machine's context object (`$$`), and to where a result is put.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
const name = String.raw`\.[\p{L}_][\p{L}\p{N}_-]*`;
const quoted = String.raw`\[(?:'(?:[^'\\]|\\.)+'|"(?:[^"\\]|\\.)+")\]`;
const index = String.raw`\[\d+\]`;
/** Several values, or those that meet a condition. */
const several = String.raw`\.\*|\.\.(?:\*|[\p{L}_][\p{L}\p{N}_-]*)|\[\*\]|\[-?\d*:-?\d*\]|\[-?\d+(?:,-?\d+)*\]|\[\?\(.+?\)\]|\[@[^\]]*\]`;

const path = new RegExp(`^\\$\\$?(?:${name}|${quoted}|${index}|${several})*$`, 'su');
const referencePath = new RegExp(`^\\$(?:${name}|${quoted}|${index})*$`, 'su');
const referencePathOrContext = new RegExp(`^\\$\\$?(?:${name}|${quoted}|${index})*$`, 'su');

/** What reads a value: a path, also one that finds several. */
export function isPath(text: string): boolean {
  return path.test(text);
}

/** What reads one value, of the input or the context object: what a number or a timestamp is taken from. */
export function isSingularPath(text: string): boolean {
  return referencePathOrContext.test(text);
}

/** Where a result is put: in the state's input. */
export function isReferencePath(text: string): boolean {
  return referencePath.test(text);
}

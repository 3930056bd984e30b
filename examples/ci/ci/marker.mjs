/** The first line of the review's comment. */
export const marker = '<!-- background-jobs:review -->';
const digestsBegin = '<!-- background-jobs:plans -->';

/** Appends the digest of each environment's plan to a comment. A reader of the comment does not see these lines. */
export function withDigests(text, digests) {
  const lines = digests.map(([environment, digest]) => `<!-- ${environment} ${digest} -->`);
  return [text, '', digestsBegin, ...lines, ''].join('\n');
}

/**
 * Returns the digest of an environment's plan in a comment, or undefined. Only the lines after the last begin count, so that
 * no text of the review can look like a digest.
 */
export function digestIn(body, environment) {
  const lines = body.slice(body.lastIndexOf(digestsBegin)).split(/\r?\n/);
  const digests = lines.map((line) => /^<!-- (\S+) ([0-9a-f]{64}) -->$/.exec(line) ?? []);
  return digests.find(([, name]) => name === environment)?.[2];
}

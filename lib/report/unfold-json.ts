/**
 * Replaces JSON text in strings by its value, for snapshots. The diff of a changed definition, pattern, policy or template
 * then shows only the changed lines. The result is for reading only, because it does not show which values were strings.
 *
 * @example
 * ```ts
 * unfoldJson({ policy: '{"Statement":[]}' }); // { policy: { Statement: [] } }
 * ```
 */
export function unfoldJson(value: unknown): unknown {
  if (typeof value === 'string') return unfoldString(value);
  if (Array.isArray(value)) return value.map(unfoldJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unfoldJson(inner)]));
}

function unfoldString(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    const json = quoteBareExpressions(text);
    const value: unknown = JSON.parse(json);
    // The program writes JSON with JSON.stringify. Other JSON is a user's text, such as 12345678901234567890, which
    // parsing would change.
    return JSON.stringify(value) === json ? unfoldJson(value) : text;
  } catch {
    return text;
  }
}

/**
 * Adds quotes around the parts of a text that prevent it from being valid JSON: placeholders of input templates, and
 * lists that Terraform looks up.
 */
function quoteBareExpressions(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\.)*"|<[A-Za-z0-9_-]+>|\$\{jsonencode\((?:[^"{}]|"(?:[^"\\]|\\.)*")*\)\}/gs,
    (found) => (found.startsWith('"') ? found : JSON.stringify(found)),
  );
}

/**
 * JSON with the JSON inside its strings unfolded, for snapshots: the diff of a changed definition, pattern, policy or
 * template is then the line that changed. Only for reading: what a string holds and what it means are shown alike.
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
    // What is written otherwise than we write JSON, or holds more than a value can (12345678901234567890, a key
    // twice), is somebody's text.
    return JSON.stringify(value) === json ? unfoldJson(value) : text;
  } catch {
    return text;
  }
}

/** Placeholders of input templates and lists that Terraform looks up stand where JSON has a value. */
function quoteBareExpressions(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\.)*"|<[A-Za-z0-9_-]+>|\$\{jsonencode\((?:[^"{}]|"(?:[^"\\]|\\.)*")*\)\}/gs,
    (found) => (found.startsWith('"') ? found : JSON.stringify(found)),
  );
}

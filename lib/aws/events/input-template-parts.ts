/** Text as it stands, or a name in angle brackets. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly insideQuotes: boolean };

/** A template as EventBridge reads it: from left to right, with `<…>` as a placeholder wherever it stands. */
export function templateParts(inputTemplate: string): readonly TemplatePart[] {
  let insideQuotes = false;
  return [...inputTemplate.matchAll(/<([^<>]*)>|\\.|["<>\\]|[^"<>\\]+/gs)].map(([text, name]) => {
    if (name !== undefined) return { kind: 'placeholder', name, insideQuotes };
    if (text === '"') insideQuotes = !insideQuotes;
    return { kind: 'text', text };
  });
}

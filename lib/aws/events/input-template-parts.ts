/** A part of an input template: literal text, or a placeholder such as `<name>`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string; readonly insideQuotes: boolean };

/**
 * Splits an input template as EventBridge does: from left to right. Each `<…>` is a placeholder, even inside quotes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function templateParts(inputTemplate: string): readonly TemplatePart[] {
  let insideQuotes = false;
  return [...inputTemplate.matchAll(/<([^<>]*)>|\\.|["<>\\]|[^"<>\\]+/gs)].map(([text, name]) => {
    if (name !== undefined) return { kind: 'placeholder', name, insideQuotes };
    if (text === '"') insideQuotes = !insideQuotes;
    return { kind: 'text', text };
  });
}

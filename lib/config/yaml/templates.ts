import { contextAt, type Show, type YamlMistake } from './yaml-mistake';

/** A variable or a template that another program would replace. */
interface Template {
  /** The offset of the first character of the template in the file's text. */
  readonly offset: number;
  /** The text of the template, such as `${SG_ID}` or `{{ sg }}`. */
  readonly text: string;
}

/** Shell variables with braces, and the tags of Jinja, Helm, ERB and GitHub Actions. */
const templates = /\$?\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|\$\{[^{}\n]*\}|<%[^\n]*?%>/g;

/** A text that is a variable of a shell or of a template, or contains one. */
const variable = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{%.*?%\}|<%.*?%>|^\$[A-Za-z_]\w*$|^%[A-Za-z_]\w*%$/;

/** The end of a message about a variable or a template: the reason, and the fix. */
const unread =
  'variables and templates are not replaced in this file; write the value itself, or a separate value in the file of each environment';

/** Returns the template that contains the offset, or that ends directly before it. */
export function templateAt(text: string, offset: number): Template | undefined {
  const { start, context } = contextAt(text, offset);
  for (const match of context.matchAll(templates)) {
    const from = start + match.index;
    if (from <= offset && offset <= from + match[0].length) return { offset: from, text: match[0] };
  }
  return undefined;
}

/** Returns the syntax error of a template. */
export function explainTemplate({ offset, text }: Template, show: Show): YamlMistake {
  return { offset, message: `${show(text)}: ${unread}` };
}

/** Returns a message if a value contains a variable or a template, because the program does not replace it; otherwise `undefined`. */
export function explainVariable(text: string): string | undefined {
  return variable.test(text) ? unread : undefined;
}

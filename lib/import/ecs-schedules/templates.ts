/**
 * Hides the templates of ecschedule, such as `{{ must_env "NAME" }}`, before the YAML is parsed, as ecschedule fills them in
 * before it parses the file. The program does not evaluate them: the environment of the shell and the state are not known.
 *
 * @see https://github.com/Songmu/ecschedule/blob/v0.20.0/template.go
 */
import { failure, success, type Result } from '../../text/result';
import type { InputMap, InputNode } from '../input-tree';

/** A text in which each template is a word. */
export interface HiddenTemplates {
  /** The text without templates. */
  readonly text: string;
  /** Returns a text with its templates again; `undefined` if it has none. */
  readonly restore: (text: string) => string | undefined;
}

/** Hides the templates of a text. A failure has the first template that is not a value. */
export function hideTemplates(text: string): Result<HiddenTemplates> {
  let word = 'ecschedule-template';
  while (text.includes(word)) word += '-x';
  const found: string[] = [];
  let problem: string | undefined;
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const hidden = text.replace(
    /\{\{(?:`[^`]*`|"(?:\\.|[^"\\\n])*"|[^`"])*?\}\}/g,
    (template, offset: number) => {
      const body = template.replace(/^\{\{-?\s*|\s*-?\}\}$/g, '');
      const at = `line ${lineAt(offset)}`;
      if (template.includes('\n')) problem ??= `${at}: the template has several lines; write it in one line`;
      else if (
        /^(?:if|else|end|range|with|define|block|template|break|continue)\b|^\$\w*\s*:?=|^\/\*/.test(body)
      )
        problem ??= `${at}: the template is not a value, but controls which lines ecschedule reads; keep the lines of one environment, and delete the template`;
      found.push(template);
      return `${word}-${found.length - 1}-`;
    },
  );
  if (problem !== undefined) return failure(problem);
  const pattern = new RegExp(`${word}-(\\d+)-`, 'g');
  return success({
    text: hidden,
    restore: (each) =>
      each.includes(word)
        ? each.replace(pattern, (whole, index: string) => found[Number(index)] ?? whole)
        : undefined,
  });
}

/** Returns a tree with its templates again, and adds the values that have one to `templated`. */
export function restoreTemplates(
  root: InputMap,
  { restore }: HiddenTemplates,
  templated: Set<InputNode>,
): InputMap {
  const visitMap = (node: InputMap): InputMap => ({
    ...node,
    entries: new Map([...node.entries].map(([key, value]) => [restore(key) ?? key, visit(value)])),
  });
  const visit = (node: InputNode): InputNode => {
    if (node.kind === 'map') return visitMap(node);
    if (node.kind === 'list') return { ...node, items: node.items.map(visit) };
    const text = restore(node.text);
    if (text === undefined) return node;
    const restored: InputNode = { ...node, text, value: text };
    templated.add(restored);
    return restored;
  };
  return visitMap(root);
}

import { hiddenText } from '../../text/hidden-text';
import type { ConfigNode } from './tree';

/** Returns a value as YAML in one line, with `…` in place of values that must not be shown. */
export function writtenAsYaml(node: ConfigNode): string {
  switch (node.kind) {
    case 'scalar':
      if (node.isSecret) return hiddenText;
      return typeof node.value === 'string' ? writtenText(node.value) : node.source;
    case 'list':
      return `[${node.items.map(writtenAsYaml).join(', ')}]`;
    case 'map':
      if ([...node.entries.values()].some(({ value }) => value.kind === 'scalar' && value.isSecret))
        return `{ ${hiddenText} }`;
      return `{ ${[...node.entries].map(([key, { value }]) => `${writtenText(key)}: ${writtenAsYaml(value)}`).join(', ')} }`;
  }
}

/**
 * Returns a text as YAML, which is valid in a list too. The text has quotes if a version of YAML would read another
 * value without them.
 */
export function writtenText(text: string): string {
  const isPlain = /^-{0,2}[A-Za-z_/.][\w./:=+@-]*$/.test(text) && !text.endsWith(':');
  return isPlain && !/^(true|false|null|yes|no|on|off|y|n|\.(inf|nan)|\.?\d.*)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/**
 * EventBridge's input transformer, written from its documentation, independent of lib: the template is read from
 * left to right, once. The value's text replaces `<name>` inside a JSON string, and its JSON elsewhere.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export interface Transformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** The errors of PutTargets. */
export function putTargets({ inputPaths, inputTemplate }: Transformer): void {
  if (Object.keys(inputPaths).length > 100) throw new Error('too many input paths');
  for (const [name, path] of Object.entries(inputPaths)) {
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name) || name.startsWith('AWS')) throw new Error(`the name ${name}`);
    if (path.length > 256 || !/^\$(\.[A-Za-z0-9_-]+)+$/.test(path)) throw new Error(`the path ${path}`);
  }
  if (inputTemplate.length < 1 || inputTemplate.length > 8192) throw new Error('the size of the template');
  for (const [found, name = ''] of inputTemplate.matchAll(/<([^<>]*)>/g)) {
    if (!Object.keys(inputPaths).includes(name))
      throw new Error(`InputTemplate contains invalid placeholder ${found}`);
  }
  if (/[<>]/.test(inputTemplate.replace(/<[^<>]*>/g, ''))) throw new Error('a lone bracket');
}

/** Returns the input of the target, or `undefined` if EventBridge drops the event. */
export function deliver(transformer: Transformer, event: unknown): unknown {
  const { inputTemplate: template, inputPaths } = transformer;
  let output = '';
  let inString = false;
  for (let index = 0; index < template.length; index += 1) {
    const character = template.charAt(index);
    const end = character === '<' ? template.indexOf('>', index) : -1;
    if (end >= 0) {
      const value = find(event, inputPaths[template.slice(index + 1, end)] ?? '$');
      output += inString && typeof value === 'string' ? value : JSON.stringify(value);
      index = end;
      continue;
    }
    output += character;
    if (character === '"') inString = !inString;
    if (character === '\\' && inString) {
      index += 1;
      output += template.charAt(index);
    }
  }
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function find(event: unknown, path: string): unknown {
  let found = event;
  for (const name of path.split('.').slice(1)) {
    found =
      typeof found === 'object' && found !== null
        ? new Map<string, unknown>(Object.entries(found)).get(name)
        : undefined;
  }
  return found;
}

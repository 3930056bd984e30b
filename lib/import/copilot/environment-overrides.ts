/** Applies `environments` of a manifest, and replaces Copilot's variables in texts. */
import { isList } from '../../values/json';
import type { InputList, InputMap, InputNode, InputScalar } from '../input-tree';

/** The names in texts that Copilot replaces with values. */
export interface PredefinedVariables {
  /** Name of the application. */
  readonly COPILOT_APPLICATION_NAME: string;
  /** Name of the environment. */
  readonly COPILOT_ENVIRONMENT_NAME: string;
}

/** Fields in which a value of an environment replaces the whole value, because two forms exclude each other. */
const replacedWhole: ReadonlySet<string> = new Set([
  'build',
  'secrets.*',
  'placement',
  'platform',
  'range',
  'fifo',
]);

/**
 * Merges the values of an environment into a manifest as Copilot does: maps are merged, other values are replaced.
 *
 * @see https://github.com/aws/copilot-cli/blob/v1.34.0/internal/pkg/manifest/transform.go
 */
export function withEnvironment(base: InputMap, override: InputNode | undefined): InputMap {
  const entries = new Map(base.entries);
  entries.delete('environments');
  const whole: InputMap = { ...base, entries };
  return override?.kind === 'map' ? mergeMaps(whole, override, '') : whole;
}

function mergeMaps(base: InputMap, override: InputMap, field: string): InputMap {
  const entries = new Map(field === 'count' ? withoutExcluded(base, override) : base.entries);
  for (const [key, value] of override.entries) {
    const before = entries.get(key);
    const isWhole = replacedWhole.has(key) || replacedWhole.has(`${field}.*`);
    if (value.kind === 'scalar' && value.value === null) continue;
    entries.set(
      key,
      before?.kind === 'map' && value.kind === 'map' && !isWhole ? mergeMaps(before, value, key) : value,
    );
  }
  return { ...override, entries };
}

/** Returns the entries of `count` that an environment keeps: the number of Spot tasks and scaling exclude each other. */
function withoutExcluded(base: InputMap, override: InputMap): ReadonlyMap<string, InputNode> {
  const hasSpot = override.entries.has('spot');
  return new Map(
    [...base.entries].filter(([key]) =>
      hasSpot ? key === 'spot' : key !== 'spot' || override.entries.size === 0,
    ),
  );
}

/** A manifest whose texts have no variables of Copilot any more. Values with unknown variables are removed. */
export interface Interpolated {
  /** The manifest. */
  readonly root: InputMap;
  /** The name of an unknown variable, by the value in the file. */
  readonly unknown: ReadonlyMap<InputNode, string>;
  /** The value in the file, by the value in `root`. */
  readonly originals: ReadonlyMap<InputNode, InputNode>;
}

/** Replaces the variables in all texts. Copilot takes all other variables from the shell that deploys. */
export function interpolate(file: InputMap, variables: PredefinedVariables): Interpolated {
  const unknown = new Map<InputNode, string>();
  const originals = new Map<InputNode, InputNode>();
  const visitMap = (node: InputMap): InputMap => {
    const entries = [...node.entries].flatMap(([key, value]) => {
      const visited = visit(value);
      return visited === undefined ? [] : [[key, visited] as const];
    });
    return { ...node, entries: new Map(entries) };
  };
  const visit = (node: InputNode): InputNode | undefined => {
    const visited =
      node.kind === 'map' ? visitMap(node) : node.kind === 'list' ? visitList(node) : visitScalar(node);
    if (visited !== undefined) originals.set(visited, originals.get(node) ?? node);
    return visited;
  };
  // A list without one of its items would have a different meaning.
  const visitList = (node: InputList): InputNode | undefined => {
    const items = node.items.map(visit).filter((item) => item !== undefined);
    return items.length < node.items.length ? undefined : { ...node, items };
  };
  const visitScalar = (node: InputScalar): InputNode | undefined => {
    if (typeof node.value !== 'string') return { ...node };
    let missing: string | undefined;
    const text = node.value.replace(
      /(\\?)\$\{([_a-zA-Z][_a-zA-Z0-9]*)\}/g,
      (whole: string, escape: string, name: string) => {
        if (escape !== '') return whole.slice(1);
        if (name === 'COPILOT_APPLICATION_NAME' || name === 'COPILOT_ENVIRONMENT_NAME')
          return variables[name];
        missing ??= name;
        return whole;
      },
    );
    if (missing !== undefined) {
      unknown.set(node, missing);
      return undefined;
    }
    const texts = textsInJson(text);
    if (texts === undefined) return { ...node, value: text, text };
    return {
      kind: 'list',
      line: node.line,
      items: texts.map((item) => ({ ...node, value: item, text: item })),
    };
  };
  return { root: visitMap(file), unknown, originals };
}

/** Copilot reads a text that is a JSON list of texts as a list. */
function textsInJson(text: string): readonly string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isList(value) || value.length === 0) return undefined;
    const strings = value.filter((item) => typeof item === 'string');
    return strings.length === value.length ? strings : undefined;
  } catch {
    return undefined;
  }
}

/** What happens to each value of a manifest: a conversion found it out, or the rule of its field tells it. */
import type { FieldOutcome, ImportedField, RunDifference } from '../origin';
import { importedTypes, ruleOfLeaf, type ImportedType } from './manifest-fields';
import { leavesOf, inputNodeAt, inputText, type InputNode } from '../input-tree';
import { nameOf, typeOf, type Manifest } from './read-workspace';

/** What the conversions of all environments found out about values. */
export class Findings {
  /** The outcomes of values, by their nodes. */
  readonly outcomes = new Map<InputNode, FieldOutcome>();
  private readonly found = new Map<string, RunDifference>();

  /** Adds a difference between the runs before and after, once. */
  add(difference: RunDifference): void {
    this.found.set(JSON.stringify(difference), difference);
  }

  /** Returns the differences in the order in which they were found. */
  differences(): readonly RunDifference[] {
    return [...this.found.values()];
  }
}

/** What happened to a leaf of a manifest. */
export interface LeafOutcome {
  /** The keys and indexes from the top of the manifest. */
  readonly path: readonly string[];
  /** The value. */
  readonly node: InputNode;
  /** Whether env-config gets the value. */
  readonly outcome: FieldOutcome;
}

/** Returns what happened to each leaf below a node: what a conversion found out, or else the rule of its field. */
export function leavesWithOutcomes(
  type: ImportedType,
  root: InputNode,
  found: Findings,
): readonly LeafOutcome[] {
  return leavesOf(root).map(({ path, node }) => {
    const above = path.map((_, length) => descend(root, path.slice(0, length))).concat([node]);
    const known = above.flatMap((each) => (each === undefined ? [] : (found.outcomes.get(each) ?? [])));
    return { path, node, outcome: known.at(-1) ?? outcomeByRule(type, path, node) };
  });
}

function descend(root: InputNode, path: readonly string[]): InputNode | undefined {
  return path.reduce<InputNode | undefined>((node, step) => {
    if (node?.kind === 'map') return node.entries.get(step);
    return node?.kind === 'list' ? node.items[Number(step)] : undefined;
  }, root);
}

function outcomeByRule(type: ImportedType, path: readonly string[], node: InputNode): FieldOutcome {
  const rule = ruleOfLeaf(type, path);
  const text = inputText(node);
  if (rule === undefined)
    return {
      kind: 'not possible',
      reason: `a manifest of type ${type} has no such field; check its name`,
      text,
    };
  return rule.kind === 'not possible' ? { ...rule, text } : rule;
}

/** Returns what happened to each leaf of a manifest. */
export function fieldsOf(manifest: Manifest, found: Findings): readonly ImportedField[] {
  const { file, root } = manifest;
  const type = typeOf(manifest);
  const fieldOf = ({ path, node, outcome }: LeafOutcome): ImportedField => ({
    path: path.join('.'),
    location: { file, line: node.line },
    outcome,
  });
  if (type === undefined) {
    const given = inputNodeAt(root, 'type');
    const reason = `the manifest has the type ${given === undefined ? 'none' : inputText(given)}; only ${importedTypes.join(' and ')} become jobs`;
    return leavesOf(root).map(({ path, node }) =>
      fieldOf({ path, node, outcome: { kind: 'not possible', reason, text: inputText(node) } }),
    );
  }
  const section = type === 'Scheduled Job' ? 'scheduled_jobs' : 'queue_worker_jobs';
  const prefix = `${section}.${nameOf(manifest)}`;
  const fields = [...root.entries].flatMap(([key, value]): readonly LeafOutcome[] => {
    const whole: InputNode = { kind: 'map', line: value.line, entries: new Map([[key, value]]) };
    if (key !== 'environments' || value.kind !== 'map') return leavesWithOutcomes(type, whole, found);
    if (value.entries.size === 0) return [emptyOverride([key], value)];
    return [...value.entries].flatMap(([name, override]): readonly LeafOutcome[] =>
      override.kind !== 'map' || override.entries.size === 0
        ? [emptyOverride([key, name], override)]
        : leavesWithOutcomes(type, override, found).map((leaf) => ({
            ...leaf,
            path: [key, name, ...leaf.path],
          })),
    );
  });
  return fields.map((leaf) => fieldOf({ ...leaf, outcome: withPrefix(leaf.outcome, prefix) }));
}

function emptyOverride(path: readonly string[], node: InputNode): LeafOutcome {
  return {
    path,
    node,
    outcome: { kind: 'changed', to: undefined, reason: 'the environment replaces no value' },
  };
}

function withPrefix(outcome: FieldOutcome, prefix: string): FieldOutcome {
  if (outcome.kind === 'not possible' || outcome.to === undefined || outcome.to.startsWith('service.'))
    return outcome;
  return { ...outcome, to: `${prefix}.${outcome.to}` };
}

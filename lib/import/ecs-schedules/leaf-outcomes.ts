/** What happens to each value of the files: a conversion found it out, or the rule of its field tells it. */
import { inputText, leavesOf, type InputNode } from '../input-tree';
import type { FieldOutcome, ImportedComment, ImportedField } from '../origin';
import { ruleOfLeaf } from './field-rules';
import { textAt, type SourceFile } from './read-files';
import type { TaskPart } from './scheduled-task';

/** What the conversions of all environments found out. */
export interface Findings {
  /** The outcomes of values, by their nodes. */
  readonly outcomes: Map<InputNode, FieldOutcome>;
  /** The job of each part of a file. */
  readonly jobs: Map<InputNode, string>;
}

/** What happened to a leaf below a part of a file. */
interface LeafOutcome {
  readonly path: readonly string[];
  readonly node: InputNode;
  readonly outcome: FieldOutcome;
}

function leavesWithOutcomes({ source, path, node }: TaskPart, found: Findings): readonly LeafOutcome[] {
  return leavesOf(node).map((leaf) => {
    const above = leaf.path.map((_, length) => descend(node, leaf.path.slice(0, length))).concat([leaf.node]);
    const known = above.flatMap((each) => (each === undefined ? [] : (found.outcomes.get(each) ?? [])));
    const job = above.flatMap((each) => (each === undefined ? [] : (found.jobs.get(each) ?? []))).at(-1);
    const whole = [...path, ...leaf.path];
    const outcome = known.at(-1) ?? outcomeByRule(source, whole, leaf.node);
    return {
      path: whole,
      node: leaf.node,
      // The outcome of a map or list is about all its parts.
      outcome:
        outcome.kind === 'not possible' ? { ...outcome, text: inputText(leaf.node) } : withJob(outcome, job),
    };
  });
}

function descend(root: InputNode, path: readonly string[]): InputNode | undefined {
  return path.reduce<InputNode | undefined>((node, step) => {
    if (node?.kind === 'map') return node.entries.get(step);
    return node?.kind === 'list' ? node.items[Number(step)] : undefined;
  }, root);
}

function outcomeByRule({ format }: SourceFile, path: readonly string[], node: InputNode): FieldOutcome {
  const rule = ruleOfLeaf(format, path);
  const text = inputText(node);
  if (rule !== undefined) return rule.kind === 'not possible' ? { ...rule, text } : rule;
  if (format === 'ecschedule' && path[0] !== 'rules')
    return {
      kind: 'changed',
      to: undefined,
      reason: 'ecschedule ignores the field; its values count where an alias repeats them',
    };
  return { kind: 'not possible', reason: 'the program does not know this field; check its name', text };
}

const ofEnvironment = /^(?:service\.|account_id$|region$)/;

function withJob(outcome: FieldOutcome, job: string | undefined): FieldOutcome {
  if (outcome.kind === 'not possible' || outcome.to === undefined || ofEnvironment.test(outcome.to))
    return outcome;
  if (outcome.to.startsWith('scheduled_jobs.') || job === undefined) return outcome;
  return { ...outcome, to: `scheduled_jobs.${job}.${outcome.to}` };
}

/** Returns what happened to each value of a file. */
export function fieldsOf(source: SourceFile, found: Findings): readonly ImportedField[] {
  return leavesWithOutcomes({ source, path: [], node: source.root }, found).map(
    ({ path, node, outcome }) => ({
      path: path.join('.'),
      location: { file: source.file, line: node.line },
      outcome,
    }),
  );
}

/** Returns one comment for a part that becomes no job. */
export function commentOfSkipped(part: TaskPart, reason: string, found: Findings): ImportedComment {
  const name = ['Name', 'Id'].flatMap((field) => textAt(part.node, field) ?? [])[0] ?? part.source.name;
  const lines = leavesWithOutcomes(part, found).map(
    ({ path, node }) => `${path.slice(part.path.length).join('.')}: ${inputText(node)}`,
  );
  return { kind: 'comment', text: `${name}: not imported; ${reason}`, original: lines.join('\n') };
}

/** Returns a comment for each reason and each field of some parts whose values env-config does not get. */
export function commentsOf(parts: readonly TaskPart[], found: Findings): readonly ImportedComment[] {
  const groups = new Map<string, string[]>();
  for (const part of parts)
    for (const { path, outcome } of leavesWithOutcomes(part, found)) {
      if (outcome.kind !== 'not possible') continue;
      const own = path.slice(part.path.length);
      const text = `${own.find((step) => step !== 'EcsParameters' && step !== 'Target') ?? ''}: not imported; ${outcome.reason}`;
      groups.set(text, [...(groups.get(text) ?? []), `${own.join('.')}: ${outcome.text}`]);
    }
  return [...groups].map(([text, lines]) => ({ kind: 'comment', text, original: lines.join('\n') }));
}

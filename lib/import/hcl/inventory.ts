import type { FieldOutcome, ImportedField } from '../origin';
import type { HclExpression } from './expression';
import type { HclModule } from './read-module';
import type { Leaf } from './values';

/** The reason of values that no job needs. */
export const notAboutJobs =
  'no job needs this value: the service has it, and each run uses the task definition of the service. It stays in your HCL';

const duplicate = 'a later entry has the same key, and Terraform uses the later entry';
const unread = 'init did not read this value; write the field by hand';

/** Every leaf of the input, and what happened to it in each environment. */
export class Inventory {
  private readonly leaves = new Map<HclExpression, Leaf>();
  private readonly outcomes = new Map<Leaf, FieldOutcome>();
  private readonly duplicates = new Set<Leaf>();

  /** Adds the leaves of `locals`, of outputs and of the defaults of variables. */
  addModule({ locals, outputs, variables }: HclModule): void {
    for (const [name, expression] of locals) this.add(expression, `local.${name}`);
    for (const [name, expression] of outputs) this.add(expression, `output.${name}`);
    for (const [name, expression] of variables) this.add(expression, `var.${name}`);
  }

  /** Adds the leaves of an expression. */
  add(expression: HclExpression, path: string, isDuplicate = false): void {
    if (expression.kind === 'list' && expression.items.length > 0) {
      for (const [index, item] of expression.items.entries())
        this.add(item, `${path}[${index}]`, isDuplicate);
    } else if (expression.kind === 'object' && expression.entries.length > 0) {
      const last = new Map(expression.entries.map(({ key, value }) => [key, value]));
      for (const { key, value } of expression.entries) {
        const name = typeof key === 'string' ? key : key.text;
        if (typeof key !== 'string') this.register(key, `${path}.${name} (key)`, isDuplicate);
        this.add(value, `${path}.${name}`, isDuplicate || last.get(key) !== value);
      }
    } else this.register(expression, path, isDuplicate);
  }

  /** Returns the leaf of an expression, if the expression is one. */
  leafOf(expression: HclExpression): Leaf | undefined {
    return this.leaves.get(expression);
  }

  /** Records what happened to leaves. If a leaf has several outcomes, the worst one stays. */
  mark(leaves: readonly Leaf[], outcome: FieldOutcome): void {
    for (const leaf of leaves) {
      const before = this.outcomes.get(leaf);
      if (before === undefined || severity[outcome.kind] > severity[before.kind])
        this.outcomes.set(leaf, outcome);
    }
  }

  /** Records that a value was not imported. */
  markImpossible(leaves: readonly Leaf[], reason: string): void {
    for (const leaf of leaves)
      this.mark([leaf], { kind: 'not possible', reason, text: leaf.expression.text });
  }

  /** Returns every leaf with its outcome. */
  fields(): readonly ImportedField[] {
    return [...this.leaves.values()].map((leaf) => {
      const { path, expression } = leaf;
      return {
        path,
        location: expression.location,
        outcome: this.outcomes.get(leaf) ?? this.defaultOutcome(leaf),
      };
    });
  }

  private register(expression: HclExpression, path: string, isDuplicate: boolean): void {
    const leaf = { path, expression };
    this.leaves.set(expression, leaf);
    if (isDuplicate) this.duplicates.add(leaf);
  }

  private defaultOutcome(leaf: Leaf): FieldOutcome {
    const { path, expression } = leaf;
    const text = expression.text;
    if (this.duplicates.has(leaf)) return { kind: 'not possible', reason: duplicate, text };
    return /^local\.(scheduled_jobs|file_upload_jobs)\b/.test(path) &&
      text !== '{}' &&
      !/^\{\s*\}$/.test(text)
      ? { kind: 'not possible', reason: unread, text }
      : { kind: 'changed', to: undefined, reason: notAboutJobs };
  }
}

const severity = { carried: 0, changed: 1, 'not possible': 2 } as const;

/** Collects the fields of a job, the outcomes of its values, and the reasons to switch it off. */
import type { z } from 'zod';
import { inputText, plainValue, type InputNode } from '../input-tree';
import { importedField, type FieldOutcome, type ImportedEntry, type ImportedValue } from '../origin';

/** What the jobs of an environment find out, and what is known about its files. */
export interface BuildContext {
  /** The outcomes of values that differ from the rule of their field. */
  readonly outcomes: Map<InputNode, FieldOutcome>;
  /** The values that have a template. */
  readonly templated: ReadonlySet<InputNode>;
}

/** A job that is being built. */
export class JobBuilder {
  /** The fields and comments of the job. */
  readonly entries: ImportedEntry[] = [];
  /** Whether the job must be off, because it would run differently. */
  isOff = false;

  constructor(
    /** Name of the job. */
    readonly name: string,
    private readonly found: BuildContext,
  ) {}

  /** Adds a field. */
  add(key: string, value: ImportedValue): void {
    this.entries.push(importedField(key, value));
  }

  /** Adds a comment. */
  note(text: string): void {
    this.entries.push({ kind: 'comment', text });
  }

  /** Records that env-config does not get a value, and the job runs without it. */
  omit(node: InputNode | undefined, reason: string): void {
    if (node !== undefined)
      this.found.outcomes.set(node, { kind: 'not possible', reason, text: inputText(node) });
  }

  /** Records that env-config does not get a value, and switches the job off. */
  reject(node: InputNode | undefined, reason: string): void {
    this.omit(node, reason);
    this.isOff = true;
  }

  /** Records that a value has another form in env-config. */
  change(node: InputNode | undefined, to: string | undefined, reason: string): void {
    if (node !== undefined) this.found.outcomes.set(node, { kind: 'changed', to, reason });
  }

  /** Records that env-config has a value in another field than the rule of its field tells. */
  carry(node: InputNode | undefined, to: string): void {
    if (node !== undefined) this.found.outcomes.set(node, { kind: 'carried', to });
  }

  /** Returns whether a value, or a part of it, has a template. Then the value is rejected. */
  isTemplated(node: InputNode | undefined): boolean {
    if (node === undefined || !hasTemplate(node, this.found.templated)) return false;
    this.reject(
      node,
      'ecschedule fills in a template, which the program does not evaluate; write the value, or import the output of ecschedule dump',
    );
    return true;
  }

  /** Returns the text of a value without a template. */
  text(node: InputNode | undefined): string | undefined {
    if (node?.kind !== 'scalar' || node.value === null || this.isTemplated(node)) return undefined;
    return node.text;
  }

  /** Adds a field if its schema accepts the value. Otherwise the value is rejected, and the job is off. */
  addAccepted(
    key: string,
    schema: z.ZodType<ImportedValue | undefined>,
    node: InputNode | undefined,
    value?: unknown,
  ): void {
    if (node === undefined || this.isTemplated(node)) return;
    const parsed = schema.safeParse(value ?? plainValue(node));
    if (parsed.success && parsed.data !== undefined) this.add(key, parsed.data);
    else
      this.reject(node, `env-config rejects the value: ${parsed.error?.issues[0]?.message ?? 'it is empty'}`);
  }
}

function hasTemplate(node: InputNode, templated: ReadonlySet<InputNode>): boolean {
  if (node.kind === 'map')
    return [...node.entries].some(([key, value]) => key.includes('{{') || hasTemplate(value, templated));
  return node.kind === 'list' ? node.items.some((item) => hasTemplate(item, templated)) : templated.has(node);
}

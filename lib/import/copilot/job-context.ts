/** What the conversion of a manifest needs besides its values, and what it finds out about them. */
import type { z } from 'zod';
import type { FieldOutcome, ImportedEntry, ImportedValue, RunDifference } from '../origin';
import { importedField, importedMap } from '../origin';
import { inputNodeAt, inputText, plainValue, type InputMap, type InputNode } from '../input-tree';
import { shellWords } from './shell-words';

/** The values of an environment that manifests do not have. */
export interface EnvironmentFacts {
  /** Name of the application. */
  readonly application: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Region of the environment. */
  readonly region: string;
  /** ID of the account; `undefined` if nobody gave it. */
  readonly accountId: string | undefined;
}

/** Collects the fields of a job, and the outcomes of values that differ from the rule of their field. */
export class JobContext {
  /** The fields and comments of the job. */
  readonly entries: ImportedEntry[] = [];
  /** The differences between the runs before and after the import. */
  readonly differences: RunDifference[] = [];
  /** What happened to a value, if it differs from the rule of its field. */
  readonly outcomes = new Map<InputNode, FieldOutcome>();

  constructor(
    readonly section: 'scheduled_jobs' | 'queue_worker_jobs',
    readonly name: string,
    readonly root: InputMap,
    readonly facts: EnvironmentFacts,
  ) {}

  /** Returns the node at a path of the manifest. */
  at(...path: readonly string[]): InputNode | undefined {
    return inputNodeAt(this.root, ...path);
  }

  /** Returns the text at a path of the manifest; `undefined` if there is no single value. */
  text(...path: readonly string[]): string | undefined {
    const node = this.at(...path);
    return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
  }

  /** Adds a field. */
  add(key: string, value: ImportedValue): void {
    this.entries.push(importedField(key, value));
  }

  /** Records that env-config does not get a value. */
  reject(node: InputNode | undefined, reason: string): void {
    if (node !== undefined) this.outcomes.set(node, { kind: 'not possible', reason, text: inputText(node) });
  }

  /** Records a difference between the runs before and after the import. */
  differ(text: string): void {
    this.differences.push({ subject: `${this.section}.${this.name}`, text });
  }

  /** Returns the value that a schema of env-config accepts; otherwise records why it does not. */
  accepted<Value>(schema: z.ZodType<Value>, node: InputNode | undefined, value?: unknown): Value | undefined {
    if (node === undefined) return undefined;
    const parsed = schema.safeParse(value ?? plainValue(node));
    if (parsed.success) return parsed.data;
    this.reject(node, `env-config rejects the value: ${parsed.error.issues[0]?.message ?? 'it is invalid'}`);
    return undefined;
  }

  /** Returns the arguments of `entrypoint` or `command`; `undefined` if there are none. */
  arguments(field: 'entrypoint' | 'command'): readonly string[] | undefined {
    const node = this.at(field);
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined;
    if (node.kind === 'list') {
      const texts = node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
      return texts.length === node.items.length && texts.length > 0 ? texts : undefined;
    }
    const words = node.kind === 'scalar' ? shellWords(node.text) : undefined;
    if (words === undefined) this.reject(node, 'Copilot rejects this text; write a list of arguments');
    return words === undefined || words.length === 0 ? undefined : words;
  }

  /** Returns the job as a map. */
  toMap() {
    return importedMap(this.entries);
  }
}

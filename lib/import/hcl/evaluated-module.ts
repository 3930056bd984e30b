import { basename, dirname, resolve } from 'node:path';
import { evaluate, type Scope } from './evaluate';
import type { HclExpression, HclStep } from './expression';
import type { HclCall, HclModule } from './read-module';
import { scalar, unknown, type HclValue, type Leaf } from './values';

/** Returns the module in a folder, or `undefined` if the folder was not read. */
export type FindModule = (folder: string) => HclModule | undefined;

/** Returns the leaf of an expression, if the expression is one. */
export type FindLeaf = (expression: HclExpression) => Leaf | undefined;

/** What an evaluation needs besides the module and its inputs. */
export interface EvaluationContext {
  /** Finds the modules that a module calls. */
  readonly findModule: FindModule;
  /** Finds the leaves of the input. */
  readonly leafOf: FindLeaf;
}

/** A module with the values of its inputs. Each value is computed when it is needed, once. */
export class EvaluatedModule {
  private readonly values = new Map<string, HclValue>();
  private readonly pending = new Set<string>();
  private readonly scope: Scope;

  constructor(
    private readonly module: HclModule,
    private readonly inputs: ReadonlyMap<string, HclValue>,
    private readonly context: EvaluationContext,
  ) {
    this.scope = { find: (steps) => this.find(steps), leafOf: context.leafOf };
  }

  /** Returns a value of `locals`, or `undefined`. */
  local(name: string): HclValue | undefined {
    return this.module.locals.has(name) ? this.once('local', name) : undefined;
  }

  /** Returns the value of an output, or `undefined`. */
  output(name: string): HclValue | undefined {
    return this.module.outputs.has(name) ? this.once('output', name) : undefined;
  }

  /** Returns the value of a variable, or `undefined`. */
  variable(name: string): HclValue | undefined {
    return this.inputs.has(name) || this.module.variables.has(name) ? this.once('var', name) : undefined;
  }

  /** Returns the module that a call calls, with its inputs, or `undefined` if its folder was not read. */
  called({ inputs }: HclCall): EvaluatedModule | undefined {
    const folder = this.folderOf(inputs);
    const module = folder === undefined ? undefined : this.context.findModule(folder);
    if (module === undefined) return undefined;
    const values = [...inputs].map(([name, expression]) => [name, evaluate(expression, this.scope)] as const);
    return new EvaluatedModule(module, new Map(values), this.context);
  }

  /** Returns the folder of a call, if its `source` is a path. */
  folderOf(inputs: ReadonlyMap<string, HclExpression>): string | undefined {
    const source = inputs.get('source');
    return source?.kind === 'literal' && typeof source.value === 'string' && /^\.\.?\//.test(source.value)
      ? resolve(this.module.folder, source.value)
      : undefined;
  }

  private find(steps: readonly HclStep[]): { readonly value: HclValue; readonly used: number } {
    const [root, name, part] = steps;
    if ((root === 'local' || root === 'var') && typeof name === 'string')
      return { value: this.once(root, name), used: 2 };
    if (root === 'module' && typeof name === 'string' && typeof part === 'string')
      return { value: this.once('module', `${name}.${part}`), used: 3 };
    // Real environments use the workspace "default". Other workspaces are temporary environments.
    if (root === 'terraform' && name === 'workspace') return { value: scalar('default'), used: 2 };
    return { value: unknown(`${steps.join('.')} is known only to Terraform`), used: steps.length };
  }

  private once(kind: 'local' | 'output' | 'var' | 'module', name: string): HclValue {
    const key = `${kind}.${name}`;
    const known = this.values.get(key);
    if (known !== undefined) return known;
    if (this.pending.has(key)) return unknown(`${key} refers to itself`);
    this.pending.add(key);
    const value = this.compute(kind, name);
    this.pending.delete(key);
    this.values.set(key, value);
    return value;
  }

  private compute(kind: 'local' | 'output' | 'var' | 'module', name: string): HclValue {
    switch (kind) {
      case 'local':
        return this.computeFrom(this.module.locals.get(name), `local.${name}`);
      case 'output':
        return this.computeFrom(this.module.outputs.get(name), `output.${name}`);
      case 'var':
        return this.inputs.get(name) ?? this.computeFrom(this.module.variables.get(name), `var.${name}`);
      case 'module': {
        const [callName = '', output = ''] = name.split('.');
        const call = this.module.calls.find((other) => other.name === callName);
        if (call === undefined) return unknown(`module.${callName} is not in these files`);
        const value = this.called(call)?.output(output);
        return value ?? unknown(`module.${name} is not in the files that init reads`);
      }
    }
  }

  private computeFrom(expression: HclExpression | undefined, path: string): HclValue {
    if (expression === undefined) return unknown(`${path} has no value in these files`);
    return this.isNameOfFolder(expression) ? this.nameOfFolder(expression) : evaluate(expression, this.scope);
  }

  /** Returns whether an expression is template-infra's own for the name of the application: the folder above `app-config`. */
  private isNameOfFolder({ text }: HclExpression): boolean {
    return text.replaceAll(/\s/g, '') === 'regex("/infra/([^/]+)/app-config$",abspath(path.module))[0]';
  }

  private nameOfFolder(expression: HclExpression): HclValue {
    const folder = resolve(this.module.folder);
    const isKnown = basename(folder) === 'app-config' && basename(dirname(dirname(folder))) === 'infra';
    const leaf = this.context.leafOf(expression);
    const value = isKnown
      ? scalar(basename(dirname(folder)))
      : unknown('the folder is not infra/<application>/app-config');
    return { ...value, leaves: leaf === undefined ? [] : [leaf] };
  }
}

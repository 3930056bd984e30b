import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { isList } from '../values/json';

const substitutePrefix = 'background_jobs_hidden_value_';
const substitutePattern = new RegExp(`${substitutePrefix}(\\d+)_`, 'g');

/** The maximum length of a name that cdktf may search for tokens. For some longer texts, the search takes very long. */
const maximumVisibleCharacters = 256;

/** A construct that returns Terraform's JSON. */
interface TerraformWriter {
  /** Returns the construct as Terraform's JSON, in which cdktf resolves the tokens. */
  toTerraform(): unknown;
}

/**
 * The values of one stack that cdktf must not search for tokens. A user's text can look like a token: cdktf would replace
 * it, or throw an error. For some texts, the search takes quadratic time.
 *
 * While the stack returns its JSON, a substitute replaces each of these values. At the end, the stack restores the values.
 * Therefore `App.synth` and `Testing.synth` write them unchanged.
 */
export class HiddenValues {
  /** The hidden values. The index of a value is part of its substitute. */
  private readonly values: unknown[] = [];
  private readonly substitutes = new Map<string, string>();
  private readonly visible = new Set<string>();
  private isWriting = false;

  private constructor(private readonly stack: TerraformStack) {
    // The class of a user's stack is not in this library. So this constructor replaces methods of the one stack.
    const toTerraform: () => unknown = stack.toTerraform.bind(stack);
    const prepareStack = stack.prepareStack.bind(stack);
    stack.toTerraform = () => this.whileWriting(() => this.restore(toTerraform()));
    stack.prepareStack = () => {
      this.whileWriting(prepareStack);
    };
  }

  private static readonly ofStacks = new WeakMap<TerraformStack, HiddenValues>();

  /** Returns the hidden values of the stack that has the scope. */
  static of(scope: Construct): HiddenValues {
    const stack = TerraformStack.of(scope);
    const known = HiddenValues.ofStacks.get(stack) ?? new HiddenValues(stack);
    HiddenValues.ofStacks.set(stack, known);
    return known;
  }

  /**
   * Returns a substitute for a name or an expression, or the text itself if cdktf writes it unchanged. Names are in paths and
   * references, so most of them must stay readable.
   */
  hideName(text: string): string {
    if (this.isVisible(text)) return text;
    const substitute = this.substitutes.get(text) ?? this.substituteOf(text);
    this.substitutes.set(text, substitute);
    return substitute;
  }

  /**
   * Hides texts of a construct while the stack returns its JSON. At other times, the construct has the texts
   * themselves, and your code can read and change them.
   *
   * @param texts - The texts of the construct in Terraform's JSON.
   */
  hideIn(construct: TerraformWriter, texts: ReadonlySet<string>): void {
    const toTerraform = construct.toTerraform.bind(construct);
    construct.toTerraform = () =>
      this.isWriting ? this.withSubstitutes(toTerraform(), texts) : toTerraform();
  }

  /** Returns a substitute for the data if the stack is being written to JSON. At other times, returns the data. */
  hideValue(value: unknown): unknown {
    return this.isWriting ? this.substituteOf(value) : value;
  }

  private substituteOf(value: unknown): string {
    return `${substitutePrefix}${this.values.push(value) - 1}_`;
  }

  private isVisible(text: string): boolean {
    if (this.visible.has(text)) return true;
    if (!this.isUnchanged(text)) return false;
    this.visible.add(text);
    return true;
  }

  /** Returns whether cdktf writes a text unchanged, as a value and as a key. */
  private isUnchanged(text: string): boolean {
    if (text.length > maximumVisibleCharacters || text.includes(substitutePrefix)) return false;
    // This text can contain a real token of cdktf. The call below would resolve it, which can change the stack.
    if (text.includes('TfToken[')) return false;
    const tree = { [text]: [text] };
    try {
      const resolver = new DefaultTokenResolver(new StringConcat());
      const resolved: unknown = Tokenization.resolve(tree, { scope: this.stack, resolver, preparing: true });
      return JSON.stringify(resolved) === JSON.stringify(tree);
    } catch {
      return false;
    }
  }

  /** Calls `work`. Then removes the values that `work` has hidden, so that repeated calls do not fill the memory. */
  private whileWriting<Result>(work: () => Result): Result {
    const known = this.values.length;
    this.isWriting = true;
    try {
      return work();
    } finally {
      this.isWriting = false;
      this.values.length = known;
    }
  }

  /**
   * Returns a copy of the JSON in which substitutes replace the texts. The copy has the same structure, so that
   * overrides of a stack still find the arguments.
   */
  private withSubstitutes(tree: unknown, texts: ReadonlySet<string>): unknown {
    if (typeof tree === 'string') return texts.has(tree) ? this.substituteOf(tree) : tree;
    if (isList(tree)) return tree.map((item) => this.withSubstitutes(item, texts));
    if (!isPlainObject(tree)) return tree;
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [
        texts.has(key) && !this.isVisible(key) ? this.substituteOf(key) : key,
        this.withSubstitutes(value, texts),
      ]),
    );
  }

  private restore(tree: unknown): unknown {
    if (typeof tree === 'string') return this.restoreText(tree);
    if (isList(tree)) return tree.map((item) => this.restore(item));
    if (!isPlainObject(tree)) return tree;
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [String(this.restoreText(key)), this.restore(value)]),
    );
  }

  private restoreText(text: string): unknown {
    if (!text.includes(substitutePrefix)) return text;
    const [match] = text.matchAll(substitutePattern);
    if (match !== undefined && match[0] === text) return this.values[Number(match[1])];
    return text.replace(substitutePattern, (_, index: string) => String(this.values[Number(index)]));
  }
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The values of a script's arguments and variables while its commands are read. */
import { valueMark } from '../program-reader';
import { isMarked, none, unite, valueFrom, type Value } from './shell-values';

/** The arguments and variables of a script. */
export class ParameterValues {
  private readonly initial: readonly Value[];
  private positional: readonly Value[];
  /** The value of each argument behind the others, because a value without quotation marks can be several words. */
  private further: Value = none;
  private readonly variables: Map<string, Value>;

  /**
   * Keeps the values at the start of a script.
   *
   * @param positional - the name of the shell, and then `$1` and the following arguments
   * @param variables - the variables of the environment that have a value mark
   * @param isRepeated - whether the script has a loop or a function, in which a command can run with several arguments
   */
  constructor(
    positional: readonly string[],
    variables: ReadonlyMap<string, string>,
    private readonly isRepeated: boolean,
  ) {
    this.initial = positional.map((text, number) => valueFrom(text, number));
    this.positional = this.initial;
    this.variables = new Map([...variables].map(([name, text]) => [name, valueFrom(text, name)]));
  }

  /** The arguments without `$0`. */
  get arguments(): readonly Value[] {
    return this.positional.slice(1);
  }

  /** The values of all arguments and variables. */
  get all(): readonly Value[] {
    return [...this.positional, ...this.variables.values()];
  }

  /** The texts of the variables that have a value mark. */
  get markedTexts(): ReadonlyMap<string, string> {
    return new Map(
      [...this.variables].flatMap(([name, value]) => (isMarked(value) ? [[name, value.text]] : [])),
    );
  }

  /** Restores the arguments before the script is read again. In a loop, the end can change those of its start. */
  restart(): void {
    if (!this.isRepeated) this.positional = this.initial;
  }

  /** Sets a variable. A variable that once had a value of a run keeps it, because the order of a script is not known. */
  set(name: string, value: Value): void {
    const old = this.variables.get(name) ?? none;
    this.variables.set(name, isMarked(value) ? unite([old, value], value.text) : isMarked(old) ? old : value);
  }

  /** Removes the first arguments. A loop can do this any number of times, so all its arguments stay. */
  shift(count: number): void {
    if (this.isRepeated) return;
    this.positional = [
      ...this.positional.slice(0, 1),
      ...this.positional.slice(1 + (Number.isFinite(count) ? count : 1)),
    ];
  }

  /**
   * Replaces the arguments.
   *
   * @param values - the new arguments; an empty list changes nothing
   * @param canSplit - whether the shell can make further arguments of a value
   */
  replaceArguments(values: readonly Value[], canSplit: boolean): void {
    if (values.length > 0) this.positional = [...this.positional.slice(0, 1), ...values];
    if (canSplit) this.further = unite(values, valueMark);
  }

  /** Returns the value of a variable, or of one or all arguments. */
  valueOf(parameter: string): Value {
    const own = this.variables.get(parameter);
    if (own !== undefined) return own;
    if (/^[@*]$/.test(parameter)) return unite(this.arguments, valueMark);
    if (!/^[0-9]+$/.test(parameter)) return { text: `$${parameter}`, sources: [] };
    const number = Number(parameter);
    const value = this.positional[number] ?? (number > 0 ? this.further : none);
    // In a loop with shift, or in a function, each argument can have any number.
    const all = this.isRepeated && number > 0 ? this.arguments.filter(isMarked) : [];
    return all.length === 0 ? value : unite([value, ...all], valueMark);
  }
}

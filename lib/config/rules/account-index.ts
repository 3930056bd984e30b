/** A value, and its position in the order in which the values were added. */
interface Holder<Value> {
  readonly position: number;
  readonly value: Value;
}

/**
 * Finds values that have the same key and may be in the same account. An account is unknown until the plan if the
 * configuration does not contain it, and an unknown account may be any account.
 *
 * The index keeps two values of each key and account. So {@link firstOther} takes constant time, however many
 * environments there are.
 */
export class AccountIndex<Value> {
  private readonly holders = new Map<string, Holder<Value>[]>();
  private count = 0;

  /**
   * Adds a value.
   *
   * @param accountId - The account; `undefined` if it is unknown.
   */
  add(key: string, accountId: string | undefined, value: Value): void {
    this.count += 1;
    for (const name of [anyAccount(key), inAccount(key, accountId)]) {
      const known = this.holders.get(name);
      if (known === undefined) this.holders.set(name, [{ position: this.count, value }]);
      // Two values are enough to find one that is different from a given value.
      else if (known.length === 1) known.push({ position: this.count, value });
    }
  }

  /**
   * Returns the earliest value that has the key and may be in the same account; `undefined` if there is none.
   *
   * @param isSame - Returns whether a value is the caller's own value, which is never the result.
   */
  firstOther(
    key: string,
    accountId: string | undefined,
    isSame: (value: Value) => boolean = () => false,
  ): Value | undefined {
    const names =
      accountId === undefined ? [anyAccount(key)] : [inAccount(key, accountId), inAccount(key, undefined)];
    const found = names.flatMap((name) =>
      (this.holders.get(name) ?? []).filter(({ value }) => !isSame(value)).slice(0, 1),
    );
    return found.sort((a, b) => a.position - b.position)[0]?.value;
  }
}

function anyAccount(key: string): string {
  return JSON.stringify([key]);
}

function inAccount(key: string, accountId: string | undefined): string {
  return JSON.stringify([key, accountId ?? null]);
}

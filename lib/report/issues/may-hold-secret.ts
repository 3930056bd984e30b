const likely =
  /secret|passw|pwd|token|credential|(private|access|sas|api|client|customer).?key|BEGIN |\bsig=|:[^\s/@]{1,200}@/i;

/**
 * Returns whether a line may contain a secret and must not be printed. Issues with the code `secret` are always hidden; this
 * finds secrets below a misspelt key or in invalid YAML.
 */
export function mayHoldSecret(line: string): boolean {
  return likely.test(line);
}

const likely =
  /secret|passw|pwd|token|credential|(private|access|sas|api|client|customer).?key|BEGIN |\bsig=|:[^\s/@]{1,200}@/i;

/**
 * Returns whether a line may contain a secret and must not be printed. Lines with an issue of the code `secret` are never
 * printed. This function finds other secrets, for example below a misspelt key or in invalid YAML.
 */
export function mayHoldSecret(line: string): boolean {
  return likely.test(line);
}

const likely =
  /secret|passw|pwd|token|credential|(private|access|sas|api|client|customer).?key|BEGIN |\bsig=|:[^\s/@]{1,200}@/i;

/**
 * Whether a line of a file had better not be printed. A secret that stands where it is refused is known; one under a
 * misspelt key, or in YAML that can't be read, is not.
 */
export function mayHoldSecret(line: string): boolean {
  return likely.test(line);
}

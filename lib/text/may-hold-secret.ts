const likely =
  /secret|passw|passphrase|pwd|token|credential|(private|access|sas|api|client|customer|account|encryption|signing|license).?key|BEGIN |\bsig=|:[^\s/@]{1,200}@/i;

/** Words of names whose value is a secret: `DB_PASS`, `smtp-pw`, `dbPass`. */
const secretWords: ReadonlySet<string> = new Set(
  'auth bearer cert connstr creds dsn jwt otp pass pin pw salt signature webhook'.split(' '),
);

/**
 * Returns whether a line may contain a secret and must not be printed. Lines with an issue of the code `secret` are never
 * printed. This function finds other secrets, for example below a misspelt key or in invalid YAML.
 */
export function mayHoldSecret(line: string): boolean {
  return likely.test(line);
}

/** Returns whether a name shows that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return mayHoldSecret(name) || words.some((word) => secretWords.has(word));
}

/** Prints the start of a step that takes some seconds or longer. */
export function printProgress(text: string): void {
  process.stderr.write(`e2e: ${text}\n`);
}

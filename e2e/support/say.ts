/** Says what takes longer than a moment. */
export function say(text: string): void {
  process.stderr.write(`e2e: ${text}\n`);
}

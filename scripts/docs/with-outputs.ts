/** A call of the program in a page, and the block with its output below. */
const callAndOutput = /^```sh\nnpx background-jobs (.*)\n```\n\n```\n(?:[^`].*\n|\n)*```$/gm;

/**
 * Replaces the output below each call of the program in a page with the current output.
 *
 * @param run - Runs the program with arguments, and returns its output.
 */
export function withOutputs(page: string, run: (programArguments: readonly string[]) => string): string {
  return page.replaceAll(callAndOutput, (_, call: string) => {
    // Pages have no carriage returns and no trailing spaces.
    const output = run(call.split(' ')).replaceAll(/[ \r]+$/gm, '');
    return `\`\`\`sh\nnpx background-jobs ${call}\n\`\`\`\n\n\`\`\`\n${output}\`\`\``;
  });
}

/** A call of the program in a page, and the block below it with what the call prints. */
const callAndOutput = /^```sh\nnpx background-jobs (.*)\n```\n\n```\n(?:[^`].*\n|\n)*```$/gm;

/** A page in which each call of the program is followed by what it prints now, whatever stood there before. */
export function withOutputs(page: string, run: (programArguments: readonly string[]) => string): string {
  return page.replaceAll(callAndOutput, (_, call: string) => {
    // Pages keep no carriage returns, and no spaces at the ends of lines.
    const output = run(call.split(' ')).replaceAll(/[ \r]+$/gm, '');
    return `\`\`\`sh\nnpx background-jobs ${call}\n\`\`\`\n\n\`\`\`\n${output}\`\`\``;
  });
}

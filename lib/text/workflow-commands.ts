/**
 * Commands that a runner of workflows takes from the output of a program. GitHub takes `::name::` at the start of a line,
 * after any white space, and `##[name]` anywhere in a line. Azure Pipelines takes `##vso[name]`, and TeamCity
 * `##teamcity[name]`.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 */
const atLineStart = /^([^\S\r\n\u2028\u2029]*):(?=:)/gm;
const anywhere = /#(?=#[a-z]*\[)/gi;

/** A line that the format `github` writes: an annotation of a file. */
const annotation = /^::(error|warning) file=/;

/**
 * Escapes the first character of each workflow command, so that a runner does not obey the text. Uses the escapes of
 * JSON, such as `\u003a`, so that the output of a JSON format keeps its value.
 *
 * @param keepsAnnotations - Whether lines that annotate a file remain commands.
 */
export function escapeWorkflowCommands(text: string, keepsAnnotations = false): string {
  return text
    .replace(atLineStart, (found, space: string, offset: number) =>
      keepsAnnotations && annotation.test(text.slice(offset, offset + '::warning file='.length))
        ? found
        : `${space}\\u003a`,
    )
    .replace(anywhere, '\\u0023');
}

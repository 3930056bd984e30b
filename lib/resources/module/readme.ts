/** The README of a module: how to call it, its inputs and its outputs. */
import type { EnvironmentJobs } from '../../jobs/environment';
import { sectionOfType } from '../../jobs/job';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { generatedComment } from './generated-mark';
import type { ModuleOutput } from './outputs';
import type { ModuleVariable } from './variables';

/** Renders the README in Markdown. Texts of the configuration are in code spans, so they are never Markdown or HTML. */
export function renderReadme(
  { config, jobs }: EnvironmentJobs,
  variables: readonly ModuleVariable[],
  outputs: readonly ModuleOutput[],
): string {
  return [
    `<!-- ${generatedComment} -->`,
    '',
    `# Background jobs of ${code(config.name)}`,
    '',
    `This Terraform module creates the background jobs of the application ${code(config.appName)} in ${code(config.region)}. Change the`,
    'configuration in `env-config`, and run `background-jobs synth --module`. Do not edit the files of this folder.',
    '',
    '```hcl',
    'module "jobs" {',
    `  source = "./${config.name}"`,
    '}',
    '```',
    '',
    'The module has no provider and no state backend. It uses the provider `aws` of its caller. The region of the provider must',
    `be ${code(config.region)}${config.accountId === undefined ? '' : `, and its account ${code(config.accountId)}`}. Call the module once in each account and region, because its names are fixed.`,
    '',
    '## Inputs',
    '',
    'Each input is optional.',
    '',
    ...table(
      ['input', 'type', 'default', 'description'],
      variables.map(({ name, type, default: value, description }) => [
        code(name),
        code(type),
        value === null ? 'the values of `env-config`, or lookups' : code(JSON.stringify(value)),
        description,
      ]),
    ),
    '',
    '## Outputs',
    '',
    'Each output is a map. The key is the name of a job. A job without the resource has no entry.',
    '',
    ...table(
      ['output', 'value', 'jobs'],
      outputs.map(({ name, description, values }) => [
        code(name),
        description,
        [...values.keys()].map(code).join(', ') || 'none',
      ]),
    ),
    '',
    '## Jobs',
    '',
    ...(jobs.length === 0
      ? ['The environment has no jobs.']
      : table(
          ['job', 'section of `env-config`'],
          jobs.map(({ name, type }) => [code(name), code(sectionOfType[type])]),
        )),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Returns a text as a code span of a table. */
function code(text: string): string {
  const plain = escapeControlCharacters(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

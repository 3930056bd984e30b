import { catalogue } from '../../lib/checks/catalogue';

/** Renders docs/checks.md: every check, its reason and its fix. */
export function renderCatalogue(): string {
  return [
    '<!-- Written by `npm run docs` from lib/checks. Edit the checks there. -->',
    '',
    '# Checks',
    '',
    introduction,
    '',
    ...Object.values(catalogue).flatMap(({ code, why, fix }) => [
      `## \`${code}\``,
      '',
      why,
      '',
      `Fix: ${fix}.`,
      '',
    ]),
    '## `unused-ignore`',
    '',
    '`ignore_checks` ignores a check that finds nothing here. If the check finds something later, `ignore_checks` would hide it.',
    '',
    'Fix: remove the code of the check from `ignore_checks`.',
    '',
  ].join('\n');
}

const introduction = `These configurations are valid but often mistakes. \`background-jobs validate\` prints advice on them and exits with 0, or
with 1 if \`--strict\` is set. If a configuration is intended, give the reason in \`ignore_checks\` of the job or the
environment:

\`\`\`yaml
scheduled_jobs:
  close-the-books:
    ignore_checks:
      no-timeout: The duration depends on the number of rows
\`\`\``;

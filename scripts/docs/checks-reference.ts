import { catalogue } from '../../lib/checks/catalogue';

/** docs/checks.md: every check, with what it is for and what to do. */
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
      `What to do: ${fix}.`,
      '',
    ]),
    '## `unused-ignore`',
    '',
    'A reason to ignore a check that finds nothing hides what it will find one day.',
    '',
    'What to do: remove it.',
    '',
  ].join('\n');
}

const introduction = `What follows is allowed, AWS takes it, and it still may not be meant. \`background-jobs validate\` tells it as advice and ends
with 0; with \`--strict\`, with 1. Where it is meant, say why, for one job or for an environment:

\`\`\`yaml
scheduled_jobs:
  close-the-books:
    ignore_checks:
      no-timeout: A run takes as long as the month has rows
\`\`\``;

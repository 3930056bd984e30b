import { ruleCatalogue } from '../../lib/config/rule-reference/catalogue';
import type { ExampleFiles, RuleDocumentation } from '../../lib/config/rule-reference/rule';
import { compare } from '../../lib/text/compare';
import { renderIssues } from '../../lib/report/issues/text';
import { toMarkdown } from './field-table';
import { exampleDefaults, issuesOfExample } from './issues-of-example';

/** Returns docs/messages.md: every rule with its reason, an example of a violation with its message, and a correction. */
export function renderMessagesReference(): string {
  const rules = Object.entries<RuleDocumentation>(ruleCatalogue).sort(([a], [b]) => compare(a, b));
  return [
    '<!-- Written by `npm run docs` from lib/config/rule-reference. Edit the rules there. -->',
    '',
    '# Messages',
    '',
    introduction,
    '',
    ...renderFiles({ 'defaults.yml': exampleDefaults }),
    ...rules.flatMap(([code, rule]) => renderRule(code, rule)),
  ].join('\n');
}

const introduction = `This page lists each error of \`validate\` with an example. [checks.md](checks.md) lists the advice.

Each rule has a code, which stays the same when the message changes. The formats \`json\`, \`github\` and \`sarif\` contain
the code.

Every example also has this file:`;

function renderRule(code: string, { violation, why, wrong, right }: RuleDocumentation): readonly string[] {
  return [
    `## \`${code}\``,
    '',
    toMarkdown(`${violation.charAt(0).toUpperCase()}${violation.slice(1)}.`),
    '',
    toMarkdown(why),
    '',
    'Wrong:',
    '',
    ...renderFiles(wrong),
    ...fence('', abbreviate(renderIssues(issuesOfExample(wrong)))),
    'Right:',
    '',
    ...renderFiles(right),
  ];
}

function renderFiles(files: ExampleFiles): readonly string[] {
  return Object.entries(files).flatMap(([name, content]) =>
    content === ''
      ? [`\`env-config/${name}\` without these lines.`, '']
      : [`\`env-config/${name}\`:`, '', ...fence('yaml', abbreviate(content))],
  );
}

function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), '```', ''];
}

/** The maximum number of lines of an example. The examples of limits are too long for a page. */
const maximumLines = 12;
const maximumLineCharacters = 400;

function abbreviate(text: string): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines
    .slice(0, maximumLines)
    .map((line) =>
      line.length <= maximumLineCharacters ? line : `${line.slice(0, 80)}… (${line.length} characters)`,
    );
  const hidden = lines.length - shown.length;
  return [...shown, ...(hidden === 0 ? [] : [`# … and ${hidden} more lines`])].join('\n');
}

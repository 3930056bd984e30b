import { issueCodes } from '../../lib/config/issues';
import { renderIssues } from '../../lib/report/issues/text';
import { exampleDefaults, issueExamples, type ExampleFiles } from './message-examples';
import { issuesOfExample } from './issues-of-example';

/** docs/messages.md: every code, with a mistake that gets it and what is said. */
export function renderMessagesReference(): string {
  const examples = new Map<string, ExampleFiles>(Object.entries(issueExamples));
  const sections = Object.entries(issueCodes).flatMap(([code, meaning]) => [
    `## \`${code}\``,
    '',
    `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    '',
    ...sectionOf(examples.get(code) ?? {}),
  ]);
  return [
    '<!-- Written by `npm run docs` from the examples in lib/report/messages, each of which is run. -->',
    '',
    '# The messages',
    '',
    introduction,
    '',
    ...filesOf({ 'defaults.yml': exampleDefaults }),
    ...sections,
  ].join('\n');
}

const introduction = `Every message has a code, which stays what it is when the words become better: \`--format json\`, \`github\` and \`sarif\` name
it. Below is a mistake that gets each, and what is said. Beside the files that are shown, each example has this one:`;

function sectionOf(files: ExampleFiles): readonly string[] {
  return [...filesOf(files), ...fenced('', renderIssues(issuesOfExample(files)))];
}

function filesOf(files: ExampleFiles): readonly string[] {
  return Object.entries(files).flatMap(([name, content]) => [
    `\`env-config/${name}\`:`,
    '',
    ...fenced('yaml', content),
  ]);
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), '```', ''];
}

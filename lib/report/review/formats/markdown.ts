/** Renders a review as a comment for a pull request on GitHub or a merge request on GitLab. */
import { count } from '../../../text/count';
import { htmlWords, markdownBlock, markdownWords } from './escape';
import { headingOf, isUnchanged, reportHeading } from '../heading';
import {
  commonTitle,
  hasOwnChanges,
  partTable,
  permissionCells,
  permissionHead,
  type Table,
} from './part-table';
import { fitSections, type Section } from './size';
import type {
  CommonChange,
  JobAction,
  ReviewedDetail,
  ReviewedEnvironment,
  ReviewedJob,
  ReviewedPart,
  ReviewedPermission,
  ReviewedResource,
  ReviewView,
} from '../view';
import type { Words } from '../words';

/** The first line of a comment. With it, a workflow finds the comment to edit. */
const reviewMarker = '<!-- background-jobs:review -->';

/** The number of characters for the marker, the heading, and the sentence about parts that were left out. */
const reservedCharacters = 2000;

/**
 * Renders a review as Markdown.
 *
 * @param view - The review.
 * @param maximumCharacters - The maximum length; `Infinity` for the whole report.
 * @param wholeReport - The name of the folder with the whole report; `undefined` if no such folder was written.
 */
export function reviewToMarkdown(
  view: ReviewView,
  maximumCharacters: number,
  wholeReport: string | undefined,
): string {
  const { environments } = view;
  const isOnly = environments.length === 1;
  const sections = environments.flatMap((environment) => environmentSections(environment, isOnly));
  const { lines, cut } = fitSections(sections, maximumCharacters - reservedCharacters);
  const all = [
    reviewMarker,
    `## ${markdownWords(reportHeading(environments))}`,
    '',
    ...cutLines(cut, wholeReport),
    ...lines,
  ];
  return `${withoutEmptyRuns(all).join('\n').trimEnd()}\n`;
}

function cutLines(cut: readonly string[], wholeReport: string | undefined): readonly string[] {
  if (cut.length === 0) return [];
  const place: Words =
    wholeReport === undefined
      ? ['Run the command with --out to get the whole report.']
      : ['The whole report is in the folder ', { code: wholeReport }, '.'];
  return [
    `**This report is too long for a comment. It leaves out: ${cut.join(', ')}.** ${markdownWords(place)}`,
    '',
  ];
}

function environmentSections(environment: ReviewedEnvironment, isOnly: boolean): readonly Section[] {
  if (isUnchanged(environment))
    return isOnly ? [] : [{ kind: 'unchanged', lines: () => [markdownWords(headingOf(environment)), ''] }];
  const {
    warnings,
    losses,
    unknowns,
    common,
    jobs,
    shared,
    permissions,
    details,
    resources,
    otherResources,
    drift,
  } = environment;
  const title = isOnly ? [] : [`## ${markdownWords(headingOf(environment))}`, ''];
  const others = 'resource outside the jobs';
  const drifted = 'resource changed outside Terraform';
  return [
    { lines: () => [...title, ...warnings.flatMap((warning) => [`**${markdownWords(warning)}**`, ''])] },
    { lines: () => banner(losses) },
    { lines: () => sourceNote(environment) },
    { lines: () => [...unknowns.map((sentence) => `- ${markdownWords(sentence)}`), ''] },
    ...common.map(commonSection),
    ...jobs.filter(hasOwnChanges).map(jobSection),
    { kind: 'changed', lines: () => sharedLines(shared) },
    { lines: () => permissionLines(permissions) },
    { lines: () => unchangedLine(environment) },
    { lines: () => listFold(others, otherResources, true) },
    { lines: () => listFold(drifted, drift, false) },
    ...details.map((detail): Section => ({ kind: detail.kind, lines: () => detailFold(detail) })),
    { kind: 'resources', lines: () => listFold('resource', resources, false) },
  ];
}

/** Returns the losses as a block that GitHub and GitLab show in red. */
function banner(losses: readonly Words[]): readonly string[] {
  if (losses.length === 0) return [];
  return ['> [!CAUTION]', ...losses.map((loss) => `> - ${markdownWords(loss)}`), ''];
}

function sourceNote({ source }: ReviewedEnvironment): readonly string[] {
  const seen =
    source === 'plan'
      ? []
      : ['This report compares two configurations. It does not know which resources exist in AWS.'];
  return [
    [
      ...seen,
      source === 'plan' ? 'This report shows only what changes.' : 'It shows only what changes.',
    ].join(' '),
    '',
  ];
}

function jobSection(job: ReviewedJob): Section {
  const title = `### ${markdownWords([{ code: job.name }, ` (${job.label}): ${job.action === 'moved' ? 'moves in the Terraform state' : job.action}`])}`;
  const lines = () => [title, '', ...partLines(job, job.action)];
  const short = [title, ''];
  if (job.action === 'changed' || job.action === 'moved') return { kind: 'changed', lines, short };
  return job.action === 'added' ? { kind: 'added', lines, short } : { lines };
}

function commonSection(common: CommonChange): Section {
  const title = `### ${markdownWords(commonTitle(common))}`;
  return {
    kind: 'changed',
    lines: () => [title, '', ...partLines(common, 'changed')],
    short: [title, ''],
  };
}

function sharedLines(shared: ReviewedPart): readonly string[] {
  if (shared.rows.length === 0 && shared.notes.length === 0) return [];
  return ['### What the jobs share', '', ...partLines(shared, undefined)];
}

function partLines(part: ReviewedPart, action: JobAction | undefined): readonly string[] {
  const table = part.rows.length === 0 ? [] : tableLines(partTable(part, action));
  const list = part.notes.map((note) => `- ${markdownWords(note)}`);
  return [...table, ...(list.length === 0 ? [] : [...list, ''])];
}

function tableLines({ head, rows }: Table): readonly string[] {
  return [
    `|${head.map((heading) => (heading === '' ? ' ' : ` ${heading} `)).join('|')}|`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`),
    '',
  ];
}

function cell(lines: readonly Words[]): string {
  return lines.map((line) => markdownWords(line, 'cell')).join('<br>');
}

function permissionLines(permissions: readonly ReviewedPermission[]): readonly string[] {
  if (permissions.length === 0) return [];
  return [
    '### Permissions',
    '',
    'This table lists every change of the permissions that the roles of the jobs have. It does not include the task role of your application.',
    '',
    `| ${permissionHead.join(' | ')} |`,
    `|${permissionHead.map(() => '---').join('|')}|`,
    ...permissions.map(
      (permission) =>
        `| ${[signOf(permission), ...permissionCells(permission).map((each) => markdownWords(each, 'cell'))].join(' | ')} |`,
    ),
    '',
  ];
}

function signOf({ sign, effect }: ReviewedPermission): string {
  switch (sign) {
    case '+':
      return effect === 'Allow' ? '**+ allowed**' : '**+ denied**';
    case '-':
      return effect === 'Allow' ? '− allowed' : '− denied';
    case '?':
      return '**?**';
  }
}

function unchangedLine({ unchangedJobs }: ReviewedEnvironment): readonly string[] {
  if (unchangedJobs === 0) return [];
  return [`${count(unchangedJobs, 'job')} ${unchangedJobs === 1 ? 'does' : 'do'} not change.`, ''];
}

/** Returns an element that the reader can open, with a list of resources. */
function listFold(noun: string, resources: readonly ReviewedResource[], isOpen: boolean): readonly string[] {
  if (resources.length === 0) return [];
  const [head = '', ...rest] = noun.split(' ');
  const summary = `${count(resources.length, head)}${rest.length === 0 ? '' : ` ${rest.join(' ')}`}`;
  const rows = resources.map(
    ({ address, action }) =>
      `| ${markdownWords([{ code: address }], 'cell')} | ${markdownWords(action, 'cell')} |`,
  );
  return fold([summary], ['| resource | what Terraform does |', '|---|---|', ...rows], isOpen);
}

function detailFold({ title, lines }: ReviewedDetail): readonly string[] {
  return fold(
    title,
    markdownBlock(
      'diff',
      lines.map(({ sign, text }) => (sign === '…' ? `  … ${text}` : `${sign} ${text}`)),
    ),
  );
}

/** Returns an element that the reader can open. An empty line ends the HTML, so that the content is Markdown. */
function fold(summary: Words, lines: readonly string[], isOpen = false): readonly string[] {
  return [
    `<details${isOpen ? ' open' : ''}><summary>${htmlWords(summary)}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
    '',
  ];
}

function withoutEmptyRuns(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
}

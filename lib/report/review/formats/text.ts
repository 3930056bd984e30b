/** Renders a review as text for a terminal with 80 columns. */
import { count } from '../../../text/count';
import { fit } from '../../list/table';
import { textWords } from './escape';
import { headingOf, isUnchanged, reportHeading } from '../heading';
import { joinWords, listWords } from '../join-words';
import { whoWords } from '../permissions/who-words';
import { commonTitle, hasOwnChanges } from './part-table';
import type {
  ReviewedDetail,
  ReviewedEnvironment,
  ReviewedJob,
  ReviewedPart,
  ReviewedPermission,
  ReviewedResource,
  ReviewedRow,
  ReviewView,
} from '../view';
import type { Words } from '../words';

const columns = 80;

/** Renders a review as text. */
export function reviewToText({ environments }: ReviewView): string {
  const isOnly = environments.length === 1;
  const lines = [
    textWords(reportHeading(environments)),
    '',
    ...environments.flatMap((environment) => environmentLines(environment, isOnly)),
  ];
  return `${lines
    .flatMap((line) => fit(line, columns))
    .join('\n')
    .trimEnd()}\n`;
}

function environmentLines(environment: ReviewedEnvironment, isOnly: boolean): readonly string[] {
  const heading = isOnly ? [] : [textWords(headingOf(environment)), ''];
  if (isUnchanged(environment)) return heading;
  const { warnings, losses, common, jobs, shared, permissions, details, resources, otherResources, drift } =
    environment;
  return [
    ...heading,
    ...section(
      '',
      warnings.map((warning) => `! ${textWords(warning)}`),
    ),
    ...section(
      'Attention:',
      losses.map((loss) => `  - ${textWords(loss)}`),
    ),
    ...(environment.source === 'plan'
      ? []
      : ['This report compares two configurations. It does not know which resources exist in AWS.', '']),
    ...section(
      '',
      environment.unknowns.map((sentence) => `? ${textWords(sentence)}`),
    ),
    ...common.flatMap((each) => section(`${textWords(commonTitle(each))}:`, partLines(each))),
    ...jobs.filter(hasOwnChanges).flatMap((job) => section(titleOf(job), partLines(job))),
    ...section('What the jobs share:', partLines(shared)),
    ...section('Permissions:', permissions.map(permissionLine)),
    ...section('', unchangedLines(environment)),
    ...resourceLines('Resources that are not a part of the jobs:', otherResources),
    ...resourceLines('Changed outside Terraform:', drift),
    ...details.flatMap(detailLines),
    ...resourceLines('Resources:', resources),
  ];
}

/** Returns lines with a title before them, and an empty line after them. */
function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0 && !title.endsWith('.')) return [];
  return [...(title === '' ? [] : [title]), ...lines, ''];
}

function titleOf({ name, label, action }: ReviewedJob): string {
  return `${textWords([{ code: name }])} (${label}) ${action === 'moved' ? 'moves in the Terraform state' : `is ${action}`}.`;
}

function partLines({ rows, notes }: ReviewedPart): readonly string[] {
  return [...rows.flatMap(rowLines), ...notes.map((note) => `  - ${textWords(note)}`)];
}

function rowLines({ aspect, before, after }: ReviewedRow): readonly string[] {
  return [
    `  ${textWords(aspect)}`,
    ...before.map((line) => `    - ${textWords(line)}`),
    ...after.map((line) => `    + ${textWords(line)}`),
  ];
}

function permissionLine(permission: ReviewedPermission): string {
  const { sign, effect, actions, resources, conditions } = permission;
  const parts: readonly Words[] = [
    whoWords(permission),
    ...(actions.length === 0 ? [] : [[effect === 'Allow' ? 'allowed: ' : 'denied: ', ...listWords(actions)]]),
    ...(resources.length === 0 ? [] : [['on ', ...listWords(resources)]]),
    ...(conditions.length === 0 ? [] : [[sign === '?' ? '' : 'only if ', ...joinWords(conditions)]]),
  ];
  return `  ${sign} ${parts.map(textWords).join(' ')}`;
}

function unchangedLines({ unchangedJobs }: ReviewedEnvironment): readonly string[] {
  if (unchangedJobs === 0) return [];
  return [`${count(unchangedJobs, 'job')} ${unchangedJobs === 1 ? 'does' : 'do'} not change.`];
}

function resourceLines(title: string, resources: readonly ReviewedResource[]): readonly string[] {
  return section(
    title,
    resources.map(({ address, action }) => `  ${textWords([{ code: address }])}: ${textWords(action)}`),
  );
}

/** The lines of a difference are not wrapped, because their indentation shows the structure. */
function detailLines({ title, lines }: ReviewedDetail): readonly string[] {
  return section(
    `${textWords(title)}:`,
    lines.map(({ sign, text }) => `  ${sign} ${textWords([{ code: text }])}`),
  );
}

/** Renders a review as one HTML page without scripts. */
import { count } from '../../../text/count';
import { htmlText, htmlWords, oneLine } from './escape';
import { headingOf, isUnchanged, reportHeading } from '../heading';
import { commonTitle, hasOwnChanges, partTable, permissionCells, permissionHead } from './part-table';
import type {
  JobAction,
  ReviewedDetail,
  ReviewedEnvironment,
  ReviewedPart,
  ReviewedPermission,
  ReviewedResource,
  ReviewView,
} from '../view';
import type { Words } from '../words';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
code,pre{font:14px ui-monospace,monospace;background:#f0f1f3;border-radius:4px;overflow-wrap:anywhere}
code{padding:1px 4px}pre{padding:1rem;white-space:pre-wrap}
table{display:block;max-width:100%;overflow:auto;border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #d0d7de;padding:4px 10px;text-align:left;vertical-align:top}
.lost{border-left:4px solid #cf222e;padding:1px 1rem;background:#fff5f5}
.added{background:#dafbe1}.removed{background:#ffebe9}
summary{cursor:pointer}`;

/** Renders a review as HTML. */
export function reviewToHtml({ environments }: ReviewView): string {
  const isOnly = environments.length === 1;
  const heading = reportHeading(environments);
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${heading.map((part) => htmlText(typeof part === 'string' ? part : oneLine(part.code))).join('')}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1>${htmlWords(heading)}</h1>`,
    ...environments.flatMap((environment) => environmentHtml(environment, isOnly)),
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function environmentHtml(environment: ReviewedEnvironment, isOnly: boolean): readonly string[] {
  const heading = isOnly ? [] : [`<h2>${htmlWords(headingOf(environment))}</h2>`];
  if (isUnchanged(environment)) return heading;
  const { warnings, losses, common, jobs, shared, permissions, unchangedJobs, details } = environment;
  return [
    ...heading,
    ...warnings.map((warning) => `<p><strong>${htmlWords(warning)}</strong></p>`),
    ...(losses.length === 0 ? [] : [`<div class="lost">${list(losses)}</div>`]),
    ...(environment.source === 'plan'
      ? []
      : ['<p>This report compares two configurations. It does not know which resources exist in AWS.</p>']),
    ...(environment.unknowns.length === 0 ? [] : [list(environment.unknowns)]),
    ...common.flatMap((each) => [`<h3>${htmlWords(commonTitle(each))}</h3>`, ...partHtml(each, 'changed')]),
    ...jobs
      .filter(hasOwnChanges)
      .flatMap((job) => [
        `<h3>${htmlWords([{ code: job.name }, ` (${job.label}): ${job.action === 'moved' ? 'moves in the Terraform state' : job.action}`])}</h3>`,
        ...partHtml(job, job.action),
      ]),
    ...titled('What the jobs share', partHtml(shared, undefined)),
    ...titled('Permissions', permissionsHtml(permissions)),
    ...(unchangedJobs === 0
      ? []
      : [`<p>${count(unchangedJobs, 'job')} ${unchangedJobs === 1 ? 'does' : 'do'} not change.</p>`]),
    ...titled('Resources that are not a part of the jobs', resourcesHtml(environment.otherResources)),
    ...titled('Changed outside Terraform', resourcesHtml(environment.drift)),
    ...details.map(detailHtml),
    ...titled('Resources', resourcesHtml(environment.resources)),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`<h3>${title}</h3>`, ...lines];
}

function list(phrases: readonly Words[]): string {
  return `<ul>${phrases.map((phrase) => `<li>${htmlWords(phrase)}</li>`).join('')}</ul>`;
}

function partHtml(part: ReviewedPart, action: JobAction | undefined): readonly string[] {
  const { head, rows } = partTable(part, action);
  const lines = rows.map((cells) =>
    cells.map((phrases) => phrases.map((phrase) => htmlWords(phrase)).join('<br>')),
  );
  const { notes } = part;
  return [...(rows.length === 0 ? [] : [table(head, lines)]), ...(notes.length === 0 ? [] : [list(notes)])];
}

function permissionsHtml(permissions: readonly ReviewedPermission[]): readonly string[] {
  if (permissions.length === 0) return [];
  const rows = permissions.map((permission) => [
    permission.sign === '?'
      ? '?'
      : `${permission.sign} ${permission.effect === 'Allow' ? 'allowed' : 'denied'}`,
    ...permissionCells(permission).map(htmlWords),
  ]);
  return [table(permissionHead, rows)];
}

function resourcesHtml(resources: readonly ReviewedResource[]): readonly string[] {
  if (resources.length === 0) return [];
  const rows = resources.map(({ address, action }) => [htmlWords([{ code: address }]), htmlWords(action)]);
  return [table(['resource', 'what Terraform does'], rows)];
}

/** Returns a table. The cells are HTML. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function detailHtml({ title, lines }: ReviewedDetail): string {
  const shown = lines.map(({ sign, text }) => {
    const line = `${htmlText(sign)} ${htmlText(oneLine(text))}`;
    if (sign === '+') return `<span class="added">${line}</span>`;
    return sign === '-' ? `<span class="removed">${line}</span>` : line;
  });
  return `<details><summary>${htmlWords(title)}</summary><pre>${shown.join('\n')}</pre></details>`;
}

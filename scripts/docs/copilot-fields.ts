/** Renders the tables of the fields of Copilot's manifests, from the table that the import reads. */
import {
  manifestFields,
  scheduledJobFieldNames,
  sharedFieldNames,
  workerServiceFieldNames,
  type ManifestField,
} from '../../lib/import/copilot/manifest-fields';

const begin = '<!-- begin of the generated tables -->';
const end = '<!-- end of the generated tables -->';

/** Returns a page with the tables between its two marks. */
export function withCopilotFields(page: string): string {
  const [before = '', rest = ''] = page.split(begin);
  const [, after = ''] = rest.split(end);
  return `${before}${begin}\n\n${renderTables()}\n${end}${after}`;
}

function renderTables(): string {
  return [
    table('Jobs and workers', sharedFieldNames),
    table('Scheduled jobs', scheduledJobFieldNames),
    table('Worker services', workerServiceFieldNames),
  ].join('\n');
}

function table(title: string, names: readonly ManifestField[]): string {
  const rows = names.map((name) => {
    const rule = manifestFields[name];
    const to = rule.kind === 'not possible' || rule.to === undefined ? '' : `\`${rule.to}\``;
    return `| \`${name}\` | ${rule.kind} | ${to} | ${rule.kind === 'carried' ? '' : rule.reason} |`;
  });
  return `### ${title}\n\n| field of the manifest | outcome | field of env-config | reason |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

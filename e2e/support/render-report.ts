import { asRecord } from '../../__tests__/support/stack-json';
import { promises } from './report';

interface Row {
  readonly promise: string;
  readonly subject: string;
  readonly counts: Map<string, number>;
}

/**
 * Renders the report as a Markdown table. The order of the tests does not affect it.
 *
 * @param lines The entries that the tests wrote, one JSON object a line.
 */
export function renderReport(lines: string): string {
  const rows = new Map<string, Row>();
  for (const line of lines.split('\n').filter(Boolean)) {
    const { promise, subject, counts } = asRecord(JSON.parse(line));
    const key = `${String(promise)} ${String(subject)}`;
    const row = rows.get(key) ?? {
      promise: String(promise),
      subject: String(subject),
      counts: new Map<string, number>(),
    };
    rows.set(key, row);
    for (const [name, count] of Object.entries(asRecord(counts)))
      row.counts.set(name, (row.counts.get(name) ?? 0) + Number(count));
  }
  const order = Object.keys(promises);
  const text: Readonly<Record<string, string>> = promises;
  const cells = [...rows.values()]
    .sort((a, b) => order.indexOf(a.promise) - order.indexOf(b.promise) || (a.subject < b.subject ? -1 : 1))
    .map(({ promise, subject, counts }) => [
      text[promise] ?? promise,
      subject,
      [...counts].map(([name, count]) => `${name}: ${count}`).join(', '),
    ]);
  return table([['promise', 'subject', 'counts'], ...cells]);
}

/** Renders a Markdown table in prettier's format. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [header = [], ...others] = rows;
  return [line(header, ' '), line([], '-'), ...others.map((row) => line(row, ' ')), ''].join('\n');
}

/** Draws the layout of a generated dashboard: a picture for the docs, and not a picture of the AWS console. */
import { buildEnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { fieldOf, isList } from '../../lib/values/json';

const columnWidth = 40;
const rowHeight = 22;
const colors = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f'];

/**
 * Returns the picture of an environment's dashboard as SVG. The lines are examples: they have no data.
 *
 * @param folder - The folder of the configuration.
 * @param name - The name of the environment. The picture has a dashboard even if the environment has none.
 */
export function drawDashboard(folder: string, name: string): string {
  const [environment] = loadEnvironments(folder, [name]).environments;
  const alarms = environment?.config.alarms;
  if (environment === undefined || alarms === undefined) throw new Error(`no alarms in ${name}`);
  const { dashboard } = buildEnvironmentJobs({
    ...environment.config,
    alarms: { ...alarms, hasDashboard: true },
  });
  const widgets = fieldOf(dashboard?.body, 'widgets');
  if (!isList(widgets)) throw new Error('no widgets');
  const bottom = Math.max(...widgets.map((widget) => number(widget, 'y') + number(widget, 'height')));
  const [width, height] = [24 * columnWidth, bottom * rowHeight];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>Layout of the generated dashboard</title>`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    ...widgets.flatMap(drawWidget),
    '</svg>',
  ].join('\n')}\n`;
}

function drawWidget(widget: unknown): readonly string[] {
  const properties = fieldOf(widget, 'properties');
  const left = number(widget, 'x') * columnWidth + 4;
  const top = number(widget, 'y') * rowHeight + 4;
  const width = number(widget, 'width') * columnWidth - 8;
  const height = number(widget, 'height') * rowHeight - 8;
  const frame = `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="4" fill="#fff" stroke="#d5dbdb"/>`;
  const title = (value: unknown) =>
    `<text x="${left + 10}" y="${top + 20}" font-weight="bold">${escapeXml(String(value))}</text>`;
  switch (fieldOf(widget, 'type')) {
    case 'text': {
      const lines = String(fieldOf(properties, 'markdown')).replaceAll('**', '').split('\n\n');
      return [
        frame,
        ...lines.map(
          (line, index) =>
            `<text x="${left + 10}" y="${top + 22 + index * 18}" fill="#545b64">${escapeXml(line)}</text>`,
        ),
      ];
    }
    case 'alarm':
      return [frame, title(fieldOf(properties, 'title')), ...drawAlarms(properties, left, top, width)];
    default:
      return [
        frame,
        title(fieldOf(properties, 'title')),
        ...drawLines(properties, { left, top, width, height }),
      ];
  }
}

function drawAlarms(properties: unknown, left: number, top: number, width: number): readonly string[] {
  const alarms = fieldOf(properties, 'alarms');
  const boxWidth = (width - 20) / 4;
  return (isList(alarms) ? alarms : []).flatMap((alarm, index) => {
    const x = left + 10 + (index % 4) * boxWidth;
    const y = top + 30 + Math.floor(index / 4) * (rowHeight - 1);
    const name = String(alarm).split(':alarm:')[1] ?? '';
    return [
      `<rect x="${x}" y="${y}" width="${boxWidth - 6}" height="${rowHeight - 5}" rx="2" fill="#eaf6ed" stroke="#1d8102"/>`,
      `<text x="${x + 6}" y="${y + 12}" font-size="9">${escapeXml(name)}</text>`,
    ];
  });
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawLines(properties: unknown, { left, top, width, height }: Area): readonly string[] {
  const rows = fieldOf(properties, 'metrics');
  const labels = (isList(rows) ? rows : []).flatMap((row) => {
    const options = isList(row) ? row.at(-1) : undefined;
    return fieldOf(options, 'visible') === false ? [] : [String(fieldOf(options, 'label'))];
  });
  const middle = top + height / 2;
  return labels.flatMap((label, index) => {
    const color = colors[index % colors.length] ?? '#000';
    const points = Array.from({ length: 13 }, (_, step) => {
      const x = left + 10 + (step * (width - 20)) / 12;
      const y = middle - 6 + ((step * (index + 3) * 7 + index * 5) % 25) - 12;
      return `${round(x)},${round(y)}`;
    });
    const legendX = left + 10 + (index % 3) * ((width - 20) / 3);
    const legendY = top + height - 22 + Math.floor(index / 3) * 11;
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="1.5"/>`,
      `<rect x="${round(legendX)}" y="${legendY - 7}" width="7" height="7" fill="${color}"/>`,
      `<text x="${round(legendX + 10)}" y="${legendY}" font-size="9">${escapeXml(label)}</text>`,
    ];
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function number(value: unknown, field: string): number {
  return Number(fieldOf(value, field));
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

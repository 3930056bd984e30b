/** Draws simulations as self-contained SVG. The same simulation gives the same bytes. */
import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import { clock, describeDuration } from '../../text/durations';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { scaleTo, timeTicks, valueTicks, type Scale } from './chart-scales';
import type { SimulatedQueue } from './view';
import type { QueueMinute } from '../../simulate/queue/queue-simulation';

interface Line {
  readonly label: string;
  readonly style: 'first' | 'second';
  readonly value: (minute: QueueMinute) => number;
}

interface Panel {
  readonly title: string;
  readonly lines: readonly [Line, ...Line[]];
}

const panels: readonly Panel[] = [
  {
    title: 'messages',
    lines: [
      { label: 'waiting', style: 'first', value: ({ waiting }) => waiting },
      { label: 'in flight', style: 'second', value: ({ inFlight }) => inFlight },
    ],
  },
  {
    title: 'tasks',
    lines: [
      { label: 'running', style: 'first', value: ({ running }) => running },
      { label: 'desired', style: 'second', value: ({ desired }) => desired },
    ],
  },
  {
    title: 'age of the oldest message, in minutes',
    lines: [
      {
        label: 'age',
        style: 'first',
        value: ({ oldestSeconds }) => (oldestSeconds ?? 0) / metricPeriodSeconds,
      },
    ],
  },
];

const size = { width: 860, top: 62, panel: 130, gap: 52, bottom: 52, left: 66, right: 24 } as const;
const height = size.top + panels.length * (size.panel + size.gap) - size.gap + size.bottom;
const right = size.width - size.right;

/** Colors with enough contrast on light and dark backgrounds, and fonts of the reader’s system. */
const styles = `
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #59636e }
.paper { fill: #ffffff }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.axis { stroke: #59636e; stroke-width: 1 }
.area { fill: #0969da; fill-opacity: 0.18 }
.first { fill: none; stroke: #0969da; stroke-width: 1.5 }
.second { fill: none; stroke: #bc4c00; stroke-width: 1.5; stroke-dasharray: 5 3 }
.interrupted { stroke: #cf222e; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.quiet { fill: #9198a1 }
.paper { fill: #0d1117 }
.grid { stroke: #30363d }
.axis { stroke: #9198a1 }
.area { fill: #4493f8 }
.first { stroke: #4493f8 }
.second { stroke: #f0883e }
.interrupted { stroke: #ff7b72 }
}`;

/** Draws each queue as an image of its own. */
export function drawQueues(queues: readonly SimulatedQueue[]): string {
  return queues.map(drawQueue).join('');
}

function drawQueue(queue: SimulatedQueue): string {
  const { environment, job, simulation } = queue;
  const { minutes, totals } = simulation;
  const name = `${escapeControlCharacters(job)} in ${escapeControlCharacters(environment)}`;
  const lastMinute = Math.max(1, minutes.at(-1)?.minute ?? 0);
  const x = scaleTo([0, lastMinute], [size.left, right]);
  const interrupted = simulation.events.flatMap((event) =>
    event.kind === 'interrupted' ? [event.atSeconds / metricPeriodSeconds] : [],
  );
  const description = `${totals.messages} messages in ${clock(totals.seconds)}: at most ${totals.highestBacklog} wait, at most ${totals.maximumTasks} tasks exist, the longest wait is ${describeDuration(totals.longestWaitSeconds)}, and ${totals.interruptions} messages are interrupted.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">Queue of ${escape(name)}, by time</title>`,
    `<desc id="description">${escape(description)}</desc>`,
    `<style>${styles}\n</style>`,
    `<rect class="paper" width="${size.width}" height="${height}"/>`,
    text(size.left, 26, 'title', 'start', name),
    ...panels.flatMap((panel, index) =>
      drawPanel(panel, minutes, x, topOf(index), index === 0 ? interrupted : []),
    ),
    ...drawTime(lastMinute, x),
    '</svg>',
    '',
  ].join('\n');
}

function topOf(index: number): number {
  return size.top + index * (size.panel + size.gap);
}

function drawPanel(
  { title, lines }: Panel,
  minutes: readonly QueueMinute[],
  x: Scale,
  top: number,
  interrupted: readonly number[],
): readonly string[] {
  const bottom = top + size.panel;
  const maximum = Math.max(...lines.map((line) => largest(minutes.map(line.value))));
  const ticks = valueTicks(maximum);
  const y = scaleTo([0, ticks.at(-1) ?? 1], [bottom, top]);
  const [first] = lines;
  const outline = stepsOf(minutes, first.value, x, y);
  return [
    text(size.left, top - 12, undefined, 'start', title),
    ...(lines.length > 1 ? legend(lines, top - 12, interrupted.length > 0) : []),
    ...ticks.flatMap((tick) => [
      `<path class="grid" d="M${size.left} ${y(tick)}H${right}"/>`,
      text(size.left - 8, Number(y(tick)) + 4, 'quiet', 'end', String(tick)),
    ]),
    `<path class="area" d="${outline}V${bottom}H${size.left}Z"/>`,
    ...lines.map((line) => `<path class="${line.style}" d="${stepsOf(minutes, line.value, x, y)}"/>`),
    ...interrupted.map((minute) => `<path class="interrupted" d="M${x(minute)} ${bottom}v-12"/>`),
    `<path class="axis" d="M${size.left} ${bottom}H${right}"/>`,
  ];
}

/** Draws the legend, right-aligned. */
function legend(lines: readonly Line[], y: number, hasInterrupted: boolean): readonly string[] {
  const entries = [
    ...lines.map(({ label, style }) => ({ label, style })),
    ...(hasInterrupted ? [{ label: 'interrupted', style: 'interrupted' }] : []),
  ];
  return entries.flatMap(({ label, style }, index) => {
    const start = right - (entries.length - index) * 112;
    return [
      `<path class="${style}" d="M${start} ${y - 4}h18"/>`,
      text(start + 24, y, 'quiet', 'start', label),
    ];
  });
}

function drawTime(lastMinute: number, x: Scale): readonly string[] {
  const bottom = topOf(panels.length - 1) + size.panel;
  return [
    ...timeTicks(lastMinute).flatMap((minute) => [
      `<path class="axis" d="M${x(minute)} ${bottom}v5"/>`,
      text(x(minute), bottom + 19, 'quiet', 'middle', clock(minute * metricPeriodSeconds).slice(0, -3)),
    ]),
    text((size.left + right) / 2, bottom + 40, 'quiet', 'middle', 'hours and minutes since the start'),
  ];
}

/** Returns the path of a step chart. Equal neighbors become one step. */
function stepsOf(
  minutes: readonly QueueMinute[],
  value: (minute: QueueMinute) => number,
  x: Scale,
  y: Scale,
): string {
  let before: string | undefined;
  const parts = minutes.flatMap((minute, index) => {
    const at = y(value(minute));
    const isLast = index === minutes.length - 1;
    const part = before === undefined ? `M${x(minute.minute)} ${at}` : `H${x(minute.minute)}V${at}`;
    if (before === at && !isLast) return [];
    before = at;
    return [part];
  });
  return parts.join('');
}

function largest(values: readonly number[]): number {
  return values.reduce((maximum, value) => Math.max(maximum, value), 0);
}

function text(
  x: number | string,
  y: number | string,
  style: string | undefined,
  anchor: 'start' | 'middle' | 'end',
  content: string,
): string {
  const styled = style === undefined ? '' : ` class="${style}"`;
  return `<text${styled} x="${x}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escape(content: string): string {
  return content.replace(/[&<>"']/g, (sign) => entities.get(sign) ?? sign);
}

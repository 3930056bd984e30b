/**
 * A strict validator of CloudWatch dashboards, written from AWS's page alone. It rejects each field and each widget that the
 * generated dashboards do not need, so it accepts less than CloudWatch.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
import { z } from 'zod';

const box = {
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1).max(1000),
};

const id = z.string().regex(/^[a-z][A-Za-z0-9_]*$/);
const label = z.string().min(1);

/** The options at the end of a metric. */
const rendering = z.strictObject({
  id: id.optional(),
  label: label.optional(),
  stat: z.enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum']),
  visible: z.boolean().optional(),
});

/** The namespace, the name, and pairs of dimensions, with the options. AWS allows at most 30 dimensions. */
const metric = z
  .array(z.unknown())
  .min(3)
  .max(63)
  .refine((row) => row.length % 2 === 1, 'a dimension has no value')
  .refine((row) => row.slice(0, -1).every((part) => typeof part === 'string' && part.length > 0))
  .refine((row) => rendering.safeParse(row.at(-1)).success, 'the options are wrong');

const expression = z.tuple([z.strictObject({ expression: z.string().min(1), label, id })]);

const period = z.int().refine((seconds) => seconds > 0 && seconds % 60 === 0);

const widget = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...box,
    properties: z.strictObject({ markdown: z.string().min(1) }),
  }),
  z.strictObject({
    type: z.literal('alarm'),
    ...box,
    properties: z.strictObject({
      title: z.string(),
      alarms: z
        .array(z.string().regex(/^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:\d{12}:alarm:.+$/))
        .min(1)
        .max(100),
    }),
  }),
  z.strictObject({
    type: z.literal('metric'),
    ...box,
    properties: z.strictObject({
      title: z.string(),
      region: z.string().regex(/^[a-z]+(-[a-z]+)+-\d$/),
      view: z.enum(['timeSeries', 'singleValue', 'gauge', 'bar', 'pie']),
      stacked: z.boolean(),
      period,
      metrics: z
        .array(z.union([metric, expression]))
        .min(1)
        .max(500),
    }),
  }),
]);

const body = z.strictObject({
  start: z.string().regex(/^-P(T\d+[MH]|\d+[DWM])$/),
  periodOverride: z.enum(['auto', 'inherit']),
  widgets: z.array(widget).max(500),
});

/** A valid dashboard. */
export type DashboardBody = z.output<typeof body>;

/**
 * Returns the dashboard of a JSON value.
 *
 * @throws Error if CloudWatch could reject the dashboard, or could not draw it.
 */
export function parseDashboard(json: unknown): DashboardBody {
  const parsed = body.parse(json);
  let metrics = 0;
  for (const { x, width, ...one } of parsed.widgets) {
    if (x + width > 24) throw new Error(`a widget ends in column ${x + width}`);
    if (one.type !== 'metric') continue;
    const rows = one.properties.metrics;
    metrics += rows.length;
    const ids = rows.map((row) => optionsOf(row).id).filter((each) => each !== undefined);
    if (new Set(ids).size < ids.length) throw new Error('two metrics have the same ID');
    const used = rows.flatMap((row) => optionsOf(row).expression?.match(/\b[a-z]\w*/g) ?? []);
    const unknown = used.filter((each) => !ids.includes(each));
    if (unknown.length > 0) throw new Error(`no metric has the ID ${unknown.join(', ')}`);
    if (rows.every((row) => optionsOf(row).visible === false)) throw new Error('a graph has no visible line');
  }
  if (metrics > 2500) throw new Error(`the dashboard has ${metrics} metrics`);
  for (const [index, one] of parsed.widgets.entries())
    for (const other of parsed.widgets.slice(index + 1))
      if (overlap(one, other)) throw new Error(`two widgets overlap at ${one.x}, ${one.y}`);
  return parsed;
}

interface RowOptions {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly visible?: boolean | undefined;
  readonly expression?: string | undefined;
}

const rowOptions = z.looseObject({
  id: z.string().optional(),
  label: z.string().optional(),
  visible: z.boolean().optional(),
  expression: z.string().optional(),
});

/** Returns the options of a row of a graph. */
export function optionsOf(row: readonly unknown[]): RowOptions {
  return rowOptions.parse(row.at(-1));
}

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

import type { RunJob } from '../jobs/job';
import { stepsOf } from '../jobs/run/run-plan';
import {
  overrideFieldNames,
  type OverrideFieldName,
  type PlainFieldName,
} from '../jobs/run/ecs-task/task-fields';
import { escapeControlCharacters } from '../text/escape-control-characters';
import type { ContainerOverride } from '../simulate/run/container-override';
import { isLiteral } from '../values/event-templates';

interface OverrideRow {
  /** Label in the text format, at most 11 characters. */
  readonly label: string;
  /** Returns the lines of the value. The list is empty if the override does not have the field. */
  readonly lines: (override: ContainerOverride, isHidden: IsHidden) => readonly string[];
  /** Returns an object with the field for JSON. The object is empty if the override does not have the field. */
  readonly json: (override: ContainerOverride, isHidden: IsHidden) => Readonly<Record<string, unknown>>;
}

type Variable = ContainerOverride['environment'][number];
/** Returns whether the value of an environment variable is not shown. */
type IsHidden = (variable: Variable) => boolean;

/** Renderers of each field of a task. The table does not compile if a field of the configuration has no row. */
const overrideRows = {
  task_command: {
    label: 'command',
    lines: ({ command }) => command.map(quote),
    json: ({ command }) => ({ command }),
  },
  environment_variables: {
    label: 'environment',
    lines: ({ environment }, isHidden) =>
      environment.map(
        (variable) =>
          `${escapeControlCharacters(variable.name)}=${isHidden(variable) ? '…' : quote(variable.value)}`,
      ),
    json: ({ environment }, isHidden) => ({
      environment_variables: Object.fromEntries(
        environment.map((variable) => [variable.name, isHidden(variable) ? null : variable.value]),
      ),
    }),
  },
  cpu: plainRow('cpu', 'cpu', Number, ''),
  memory: plainRow('memory', 'memory', Number, ' MiB'),
  ephemeral_storage_gib: plainRow('ephemeral_storage_gib', 'storage', Number, ' GiB'),
  task_role_arn: plainRow('task_role_arn', 'task role', String, ''),
} as const satisfies Record<OverrideFieldName, OverrideRow>;

/** Creates the row of a field with one value. `parse` converts the text of the value to its value in JSON. */
function plainRow(
  field: PlainFieldName,
  label: string,
  parse: (text: string) => unknown,
  unit: string,
): OverrideRow {
  return {
    label,
    lines: ({ [field]: text }) => (text === undefined ? [] : [`${escapeControlCharacters(text)}${unit}`]),
    json: ({ [field]: text }) => (text === undefined ? {} : { [field]: parse(text) }),
  };
}

/**
 * Renders the override with which a task starts: a label, and a line for each value. The value of an environment variable is
 * shown only if it has a value of the event or run. The configuration has all other values, which can be secrets.
 */
export function renderOverride(override: ContainerOverride, job: Pick<RunJob, 'run'>): readonly string[] {
  const isHidden = configuredIn(job);
  return overrideFieldNames.flatMap((field) => {
    const { label, lines } = overrideRows[field];
    return labelled(label, lines(override, isHidden));
  });
}

/** Puts a label before the first line, and indents the other lines to the same column. */
export function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(11)} ${line}`);
}

/** Returns an override's fields for JSON. If the value of an environment variable must not be shown, it is `null`. */
export function overrideToJson(
  override: ContainerOverride,
  job: Pick<RunJob, 'run'>,
): Readonly<Record<string, unknown>> {
  const isHidden = configuredIn(job);
  const fields = overrideFieldNames.flatMap((field) =>
    Object.entries(overrideRows[field].json(override, isHidden)),
  );
  return { container: override.container, ...Object.fromEntries(fields) };
}

/**
 * Returns a function that hides configured values. It returns whether the value of a variable is the text in the
 * configuration, without a value of the event or run.
 */
function configuredIn({ run }: Pick<RunJob, 'run'>): IsHidden {
  const configured = new Set(
    stepsOf(run).flatMap(({ task }) =>
      task.overrides.environment_variables.flatMap(({ name, value }) =>
        isLiteral(value) ? [JSON.stringify([name, value])] : [],
      ),
    ),
  );
  return ({ name, value }) => configured.has(JSON.stringify([name, value]));
}

/** Quotes a value as JSON does, so that it can't control the terminal. */
function quote(text: string): string {
  return escapeControlCharacters(JSON.stringify(text));
}

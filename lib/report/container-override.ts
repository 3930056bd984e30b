import { escapeControlCharacters } from '../text/escape-control-characters';
import type { ContainerOverride } from '../simulate/run/container-override';

/** Renders the override with which a task starts: a label, and a line for each value. */
export function renderOverride({ command, environment, cpu, memory }: ContainerOverride): readonly string[] {
  return [
    ...labelled('command', command.map(quote)),
    ...labelled(
      'environment',
      environment.map(({ name, value }) => `${escapeControlCharacters(name)}=${quote(value)}`),
    ),
    ...(cpu === undefined ? [] : labelled('cpu', [cpu])),
    ...(memory === undefined ? [] : labelled('memory', [`${memory} MiB`])),
  ];
}

/** Puts a label before the first line, and aligns the others. */
export function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(11)} ${line}`);
}

/** Returns an override's fields for JSON. */
export function overrideToJson({ container, command, environment, cpu, memory }: ContainerOverride) {
  return {
    container,
    command,
    environment_variables: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    ...(cpu === undefined ? {} : { cpu: Number(cpu) }),
    ...(memory === undefined ? {} : { memory: Number(memory) }),
  };
}

/** Quotes a value as JSON does, so that it can't control the terminal. */
function quote(text: string): string {
  return escapeControlCharacters(JSON.stringify(text));
}

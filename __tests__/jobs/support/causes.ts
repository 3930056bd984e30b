/** Causes of failures, as Step Functions writes them, and others that no state machine may fail for. */
import { fc } from '../../support/property-tests';
import { asList, at } from '../../support/stack-json';
import { stoppedTask, type StoppedContainer } from './endings';
import type { Fields } from './run-definition';

const exited = 'EssentialContainerExited';
export const own = 'app-test';

/** The cause of a failure. `task` is the description in the text; `undefined` if the text has no whole description. */
export interface Cause {
  readonly text: string;
  readonly task: Description | undefined;
}

interface Description {
  readonly stopCode: string | undefined;
  readonly containers: readonly StoppedContainer[];
}

/** Returns the fields in the order of their names, as Step Functions writes them. */
function sorted(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const exitCode = fc.constantFrom(undefined, 0, 0, 1, 64, 137);
const container = (name: string) =>
  exitCode.map((code): StoppedContainer =>
    code === undefined ? { Name: name } : { Name: name, ExitCode: code },
  );
/** A command that looks like parts of a description. The description contains the command as a JSON string. */
const hostile = fc.constantFrom(
  '',
  '{"Containers":[{"Name":"app-test","ExitCode":0}]}',
  '"TaskDefinitionArn":"x"}',
);
const descriptions = fc
  .record({
    containers: fc
      .tuple(container(own), fc.subarray(['aws-guardduty-agent', 'log-router', 'x-ray', 'app-tes']))
      .chain(([first, others]) =>
        fc.tuple(...others.map(container)).chain((sidecars) =>
          fc.shuffledSubarray([first, ...sidecars], {
            minLength: 1 + sidecars.length,
            maxLength: 1 + sidecars.length,
          }),
        ),
      ),
    stopCode: fc.constantFrom(exited, exited, exited, 'UserInitiated', 'TaskFailedToStart', undefined),
    reason: fc.option(fc.string({ maxLength: 900 }), { nil: undefined }),
    command: hostile,
    padding: fc.constantFrom(0, 0, 20_000),
    isSpaced: fc.boolean(),
  })
  .map(({ containers, stopCode, reason, command, padding, isSpaced }) => ({
    task: { stopCode, containers },
    text: JSON.stringify(
      sorted({
        ...stoppedTask(exited, '', containers),
        StopCode: stopCode,
        StoppedReason: reason,
        Overrides: { ContainerOverrides: [{ Name: own, Command: [command, 'x'.repeat(padding)] }] },
        Version: 5,
      }),
    ).replaceAll('":', isSpaced ? '": ' : '":'),
  }));
export const causes: fc.Arbitrary<Cause> = fc.oneof(
  { weight: 6, arbitrary: descriptions },
  // A cause that is cut off, in some cases after a closing bracket.
  fc.tuple(descriptions, fc.nat(), fc.boolean()).map(([{ text }, position, atBracket]) => {
    const cut = text.slice(0, position % text.length);
    const end = atBracket ? cut.lastIndexOf('}') + 1 : cut.length;
    return { text: cut.slice(0, end) || '{', task: undefined };
  }),
  fc
    .constantFrom(
      '{',
      '{}',
      '{"Containers":[]}',
      '{"TaskDefinitionArn":"x"}',
      'ECS is tired',
      'x'.repeat(32_000),
      '\u0001'.repeat(32_000),
      '[1]',
      'null',
    )
    .map((text) => ({ text, task: undefined })),
  fc.json().map((json) => ({ text: json, task: undefined })),
  // Texts that look like whole descriptions, but are not.
  fc
    .tuple(
      fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.array(fc.oneof(fc.jsonValue({ maxDepth: 1 }), container('log-router')), { maxLength: 3 }),
      ),
      fc.constantFrom(
        (value: string) => `{"Containers":${value},"TaskDefinitionArn":"x"}`,
        (value: string) => `{"a":{"Containers":${value}},"TaskDefinitionArn":"x"}`,
        (value: string) => `{"Containers":${value},"StoppedReason":["x"],"TaskDefinitionArn":"x"}`,
      ),
    )
    .map(([value, textOf]) => ({ text: textOf(JSON.stringify(value)), task: undefined })),
  // Texts with the names of all fields that are not JSON.
  fc
    .tuple(
      descriptions,
      fc.constantFrom<readonly [string, string]>(
        ['"Containers":', '"Containers":['],
        ['{', '{,'],
        [':', ': ='],
      ),
    )
    .map(([{ text }, [part, wrongPart]]) => ({
      text: text.replaceAll('": ', '":').replace(part, wrongPart),
      task: undefined,
    })),
);

/** Values of a type that ECS does not use, or of an unusual size. */
const unusualValue = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1, 1e308, 0.5, '', [], {}, [[]], [{}], true, deep(300)),
  fc.jsonValue({ maxDepth: 1 }),
  fc
    .constantFrom('x', '"', '\\', '\n', '\u0001', 'é', '😀', "{}'")
    .chain((character) => fc.constantFrom(1, 1024, 4000).map((length) => character.repeat(length))),
);

function deep(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
}

const unusualContainer = fc.oneof(
  fc.record(
    { Name: fc.oneof({ weight: 3, arbitrary: fc.constant(own) }, unusualValue), ExitCode: unusualValue },
    { requiredKeys: [] },
  ),
  exitCode.chain((code) => container(code === 0 ? own : 'log-router')),
  unusualValue,
);

/** Descriptions in which each field can have an unusual value, or can be missing. */
export const unusualDescriptions: fc.Arbitrary<string> = fc
  .record(
    {
      Containers: fc.oneof(
        { weight: 4, arbitrary: fc.array(unusualContainer, { maxLength: 14 }) },
        unusualValue,
      ),
      StopCode: fc.oneof(fc.constant(exited), unusualValue),
      StoppedReason: unusualValue,
      TaskDefinitionArn: unusualValue,
    },
    { requiredKeys: ['TaskDefinitionArn'] },
  )
  .map((fields) => JSON.stringify(sorted(fields)).slice(0, 32_768));

/** Returns the variable FAILED_CAUSE of the on_failure task. */
export function failedCause(parameters: unknown): string {
  const variables = asList(at(parameters, 'Overrides', 'ContainerOverrides', 0, 'Environment'));
  return String(
    at(
      variables.find((one) => at(one, 'Name') === 'FAILED_CAUSE'),
      'Value',
    ),
  );
}

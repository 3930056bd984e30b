/** The states after the last attempt of a failed step. `$.failure` has the step's name, the error and its cause. */
import type { Step } from '../run-plan';
import { runTaskOnDemandState, runTaskState, stateName, type Fragment, type NamedState } from './fragments';
import { hasOnDemandFallback, stepStates, taskFailedState, type RunContext } from './step-states';
import { containerExited, presentAnd, readStoppedTask, spotInterruption, stoppedTask } from './stopped-task';

/** The name of the state that fails the run. */
export const failedState = 'Failed';

/** Builds the state that fails the run with the step's error. If there are several steps, the cause begins with the step's name. */
export function failState(hasSteps: boolean): NamedState {
  const CausePath = hasSteps ? '$.failure.message' : '$.failure.cause';
  return [failedState, { Type: 'Fail', ErrorPath: '$.failure.error', CausePath }];
}

/** The JSONPath of the summary. `is_short` marks a summary that has no text of ECS. */
const summaryPath = '$.failure_summary';
const shortSummary = {
  'cause.$': "States.Format('{}: the history of the execution has the cause', $.failure.error)",
  is_short: true,
} as const;

/** The failed containers of a task whose job's container succeeded. */
const failedContainers = stoppedTask.failed.map((path) => ({
  name: `${path}.Name`,
  exitCode: `${path}.ExitCode`,
}));
const failedContainerValues = failedContainers.flatMap((container) => [container.name, container.exitCode]);

/** The first words of the names of the states that write the summary, and the summary of each state. */
const summaries = {
  FormatUnreadableCause: shortSummary,
  FormatFailedSidecar: {
    'cause.$': `States.Format('{} (exit codes: {} {}, {} {})', ${[stoppedTask.reason, ...failedContainerValues].join(', ')})`,
  },
  FormatMissingSidecar: {
    'cause.$': `States.Format('{} (exit code 0; another container did not start)', ${stoppedTask.reason})`,
  },
  FormatExitCode: {
    'cause.$': `States.Format('{} (exit code {})', ${stoppedTask.reason}, ${stoppedTask.exitCode})`,
  },
  FormatStoppedReason: { 'cause.$': stoppedTask.reason },
  FormatCause: { 'cause.$': '$.failure.cause', is_short: true },
} as const;
type Summary = keyof typeof summaries;

/** Returns the name of a state of `on_failure`: its first words, and the name of the step if it has one. */
type NameState = (words: string) => string;

/**
 * Builds the step of `on_failure`. Its environment variables have a summary of the failure, because ECS's full
 * description can be too long for the overrides. JSONPath can't measure or shorten a text. If ECS rejects the overrides
 * with the summary, the step starts again with a short summary. So it runs whatever the cause is.
 */
export function onFailureStates(step: Step, context: RunContext): Fragment {
  const name: NameState = (words) => stateName(words, step.name);
  const run = stepStates(step, {
    ...context,
    // The run fails in any case.
    sidecarFailure: 'fail',
    record: { path: undefined, value: (failure) => failure, next: undefined },
    next: failedState,
    resultPath: null,
    label: step.name ?? '',
    onFailed: failedState,
    failurePath: '$.failure_of_on_failure',
    onInvalidLaunch: name('CheckSummaryLength'),
  });
  return {
    start: name('CheckFailureCause'),
    states: [
      ...readCause(step, name),
      chooseSummary(name),
      ...Object.entries(summaries).map(([words, Parameters]): NamedState => [
        name(words),
        { Type: 'Pass', Parameters, ResultPath: summaryPath, Next: run.start },
      ]),
      ...run.states,
      ...shortenSummary(step, name),
    ],
  };
}

/** Builds the states that read ECS's description of the failed task. */
function readCause(step: Step, name: NameState): readonly NamedState[] {
  const next = (summary: Summary): string => name(summary);
  return readStoppedTask({
    stepName: step.name,
    names: {
      checkTask: 'CheckFailureCause',
      parse: 'ParseFailureCause',
      convert: 'ConvertFailureCause',
      checkContainers: 'CheckFailedContainers',
      findContainer: 'FindFailedContainer',
      missingContainer: 'MissingFailedContainer',
    },
    failurePath: '$.failure',
    containerName: step.task.overrides.containerName,
    next: name('HasExitCode'),
    unreadable: next('FormatUnreadableCause'),
    // These causes are texts of this program. A cause of AWS can have 32,768 characters.
    choicesBefore: ['States.Timeout', spotInterruption].map((error) => ({
      Variable: '$.failure.error',
      StringEquals: error,
      Next: next('FormatCause'),
    })),
    noTask: next('FormatUnreadableCause'),
  });
}

/** Builds the state that chooses the summary by the values that the description has. */
function chooseSummary(name: NameState): NamedState {
  const next = (summary: Summary): string => name(summary);
  // States.Format fails for objects and lists.
  const isText = (path: string): ReturnType<typeof presentAnd> =>
    presentAnd({ Variable: path, IsString: true });
  const isNumber = (path: string): ReturnType<typeof presentAnd> =>
    presentAnd({ Variable: path, IsNumeric: true });
  const hasReason = isText(stoppedTask.reason);
  const hasSucceeded = [...hasReason, ...presentAnd({ Variable: stoppedTask.exitCode, NumericEquals: 0 })];
  return [
    name('HasExitCode'),
    {
      Type: 'Choice',
      Choices: [
        {
          And: [
            ...hasSucceeded,
            ...failedContainers.flatMap((container) => [
              ...isText(container.name),
              ...isNumber(container.exitCode),
            ]),
          ],
          Next: next('FormatFailedSidecar'),
        },
        {
          And: [
            ...hasSucceeded,
            ...presentAnd({ Variable: stoppedTask.stopCode, StringEquals: containerExited }),
          ],
          Next: next('FormatMissingSidecar'),
        },
        { And: [...hasReason, ...isNumber(stoppedTask.exitCode)], Next: next('FormatExitCode') },
        { And: hasReason, Next: next('FormatStoppedReason') },
      ],
      Default: next('FormatUnreadableCause'),
    },
  ];
}

/** Builds the states that start the step again with a short summary, after ECS rejected the overrides. */
function shortenSummary(step: Step, name: NameState): readonly NamedState[] {
  return [
    [
      name('CheckSummaryLength'),
      {
        Type: 'Choice',
        Choices: [{ Variable: `${summaryPath}.is_short`, IsPresent: true, Next: taskFailedState(step.name) }],
        Default: name('ShortenSummary'),
      },
    ],
    // This state starts the same attempt again, so it does not reset the number of the attempt.
    [
      name('ShortenSummary'),
      {
        Type: 'Pass',
        Parameters: shortSummary,
        ResultPath: summaryPath,
        Next: hasOnDemandFallback(step) ? runTaskOnDemandState(step.name) : runTaskState(step.name),
      },
    ],
  ];
}

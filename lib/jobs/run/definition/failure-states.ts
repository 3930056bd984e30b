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

/**
 * Builds the step of `on_failure`. Its environment variables have a summary of the failure, because ECS's full
 * description can be too long for the overrides. JSONPath can't measure or shorten a text. If ECS rejects the overrides
 * with the summary, the step starts again with a short summary. So it runs whatever the cause is.
 */
export function onFailureStates(step: Step, context: RunContext): Fragment {
  const name = (what: string): string => stateName(what, step.name);
  const [checkLength, shorten] = [name('CheckSummaryLength'), name('ShortenSummary')];
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
    onInvalidLaunch: checkLength,
  });
  const containers = stoppedTask.failed.map((path) => ({
    name: `${path}.Name`,
    exitCode: `${path}.ExitCode`,
  }));
  const containerValues = containers.flatMap((container) => [container.name, container.exitCode]);
  const summaries = {
    FormatUnreadableCause: shortSummary,
    FormatFailedSidecar: {
      'cause.$': `States.Format('{} (exit codes: {} {}, {} {})', ${[stoppedTask.reason, ...containerValues].join(', ')})`,
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
  // States.Format fails for objects and lists.
  const isText = (path: string): ReturnType<typeof presentAnd> =>
    presentAnd({ Variable: path, IsString: true });
  const isNumber = (path: string): ReturnType<typeof presentAnd> =>
    presentAnd({ Variable: path, IsNumeric: true });
  const hasReason = isText(stoppedTask.reason);
  const hasSucceeded = [...hasReason, ...presentAnd({ Variable: stoppedTask.exitCode, NumericEquals: 0 })];
  const next = (summary: keyof typeof summaries): string => name(summary);
  const choose = name('HasExitCode');
  return {
    start: name('CheckFailureCause'),
    states: [
      ...readStoppedTask({
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
        next: choose,
        unreadable: next('FormatUnreadableCause'),
        // These causes are texts of this program. A cause of AWS can have 32,768 characters.
        choicesBefore: ['States.Timeout', spotInterruption].map((error) => ({
          Variable: '$.failure.error',
          StringEquals: error,
          Next: next('FormatCause'),
        })),
        noTask: next('FormatUnreadableCause'),
      }),
      [
        choose,
        {
          Type: 'Choice',
          Choices: [
            {
              And: [
                ...hasSucceeded,
                ...containers.flatMap((container) => [
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
      ],
      ...Object.entries(summaries).map(([what, Parameters]): NamedState => [
        name(what),
        { Type: 'Pass', Parameters, ResultPath: summaryPath, Next: run.start },
      ]),
      ...run.states,
      [
        checkLength,
        {
          Type: 'Choice',
          Choices: [
            { Variable: `${summaryPath}.is_short`, IsPresent: true, Next: taskFailedState(step.name) },
          ],
          Default: shorten,
        },
      ],
      // This state starts the same attempt again, so it does not reset the number of the attempt.
      [
        shorten,
        {
          Type: 'Pass',
          Parameters: shortSummary,
          ResultPath: summaryPath,
          Next: hasOnDemandFallback(step) ? runTaskOnDemandState(step.name) : runTaskState(step.name),
        },
      ],
    ],
  };
}

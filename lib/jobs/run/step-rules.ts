/** What the steps of a job have to be beyond their fields' types, and what a retry may ask for. */
import type { Path, Problem } from '../../config/issues';
import type { ReadEnvironment } from '../../config/read-config';
import { jobsOf, taskConfigsOf, type PartialStep } from '../../config/cross-field-rules';
import { failureVariables, onFailureName } from './run-plan';

/** Each speaks only of fields that are right by themselves. */
export const stepRules: readonly ((environment: ReadEnvironment) => readonly Problem[])[] = [
  commandOrSteps,
  stepsComplete,
  stepNamesOnce,
  oneRuleOfExitCodes,
  onFailureNamesOnce,
  failureVariablesFree,
];

function commandOrSteps({ validParts: partial, isInvalid: isWrong }: ReadEnvironment): readonly Problem[] {
  return jobsOf(partial).flatMap(({ job, path }): readonly Problem[] => {
    if (['task_command', 'steps'].some((field) => isWrong([...path, field]))) return [];
    if (job.task_command === undefined && job.steps === undefined) {
      const message =
        'required, and missing: the command, as a list of arguments; or steps, for several in a row';
      return [{ path: [...path, 'task_command'], code: 'required', at: 'key', message }];
    }
    if (job.task_command === undefined || job.steps === undefined) return [];
    const message =
      'steps stand instead of task_command: give one of the two, and null for the other where it is given elsewhere';
    return [
      {
        path: [...path, 'steps'],
        alternatives: [[...path, 'task_command']],
        code: 'one-of',
        at: 'key',
        message,
      },
    ];
  });
}

function ofEachStep(
  { validParts: partial }: ReadEnvironment,
  check: (step: PartialStep, path: Path, isInside: boolean) => readonly Problem[],
): readonly Problem[] {
  return jobsOf(partial).flatMap(({ job, path }) =>
    (job.steps ?? []).flatMap((step, index) => {
      const here = [...path, 'steps', index];
      const inside = (step.parallel ?? []).flatMap((one, inner) =>
        check(one, [...here, 'parallel', inner], true),
      );
      return [...check(step, here, false), ...inside];
    }),
  );
}

/** A step has a name and a command, or is several side by side and nothing else. */
function stepsComplete(environment: ReadEnvironment): readonly Problem[] {
  return ofEachStep(environment, (step, path, isInside): readonly Problem[] => {
    if (environment.isInvalid([...path, 'parallel'])) return [];
    if (step.parallel === undefined) {
      const or = isInside ? '' : '; or parallel alone, for several side by side';
      return (['name', 'task_command'] as const).flatMap((field): readonly Problem[] => {
        if (step[field] !== undefined || environment.isInvalid([...path, field])) return [];
        const message = `required, and missing: a step has a name and a task_command${or}`;
        return [{ path: [...path, field], code: 'required', at: 'key', message }];
      });
    }
    return Object.entries(step).flatMap(([field, value]): readonly Problem[] => {
      if (field === 'parallel' || value === undefined) return [];
      const message = `parallel stands alone; give ${field} to the steps in it, or to the job for all of its steps`;
      return [{ path: [...path, field], code: 'one-of', at: 'key', message }];
    });
  });
}

function stepNamesOnce(environment: ReadEnvironment): readonly Problem[] {
  const seen = new Map<string, Set<string>>();
  return ofEachStep(environment, ({ name }, path): readonly Problem[] => {
    if (name === undefined) return [];
    const job = JSON.stringify(path.slice(0, 2));
    const names = seen.get(job) ?? new Set([onFailureName]);
    seen.set(job, names);
    const isTaken = names.has(name);
    names.add(name);
    if (!isTaken) return [];
    const message =
      name === onFailureName
        ? `${name}: what runs after a failure is called so; call the step something else`
        : `${name}: another step of the job has this name; every failure names its step, so call one of them something else`;
    return [{ path: [...path, 'name'], code: 'not-allowed', at: 'value', message }];
  });
}

/** A job with a single command calls it by its own name, wherever a failure is told. */
function onFailureNamesOnce({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  return jobsOf(partial).flatMap(({ name, job, path }): readonly Problem[] => {
    if (name !== onFailureName || job.on_failure === undefined) return [];
    const message = `${name}: what runs after a failure is called so, and the job has such a step; call the job something else`;
    return [{ path, code: 'not-allowed', at: 'key', message }];
  });
}

function oneRuleOfExitCodes({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  return taskConfigsOf(partial).flatMap(({ config: { retry }, path }): readonly Problem[] => {
    if (retry?.on_exit_codes === undefined || retry.unless_exit_codes === undefined) return [];
    const message =
      'on_exit_codes and unless_exit_codes are opposites: give one of the two, and null for the other where it is given elsewhere';
    const unless = [...path, 'retry', 'unless_exit_codes'];
    return [
      {
        path: unless,
        alternatives: [[...path, 'retry', 'on_exit_codes']],
        code: 'one-of',
        at: 'key',
        message,
      },
    ];
  });
}

function failureVariablesFree({ validParts: partial }: ReadEnvironment): readonly Problem[] {
  return jobsOf(partial).flatMap(({ job, path }) => {
    if (job.on_failure === undefined) return [];
    const places = [
      { config: job, path },
      { config: job.on_failure, path: [...path, 'on_failure'] },
    ];
    return places.flatMap(({ config, path: here }) =>
      failureVariables.flatMap((variable): readonly Problem[] => {
        if (config.environment_variables?.[variable] === undefined) return [];
        const message = `the task of on_failure is told by ${variable} what failed; give the variable another name`;
        return [
          { path: [...here, 'environment_variables', variable], code: 'not-allowed', at: 'key', message },
        ];
      }),
    );
  });
}

/** Validation rules that compare several fields of steps, retries or on_failure tasks. */
import type { Violation } from '../../config/apply-rules';
import type { Path } from '../../config/issues';
import type { ReadEnvironment } from '../../config/read-environment';
import { jobsOf, taskConfigsOf, type PartialStep } from '../../config/cross-field-rules';
import { failureVariables, onFailureName } from './run-plan';

/** Finds jobs that have neither task_command nor steps, or both. */
export function commandOrSteps({ validParts, isInvalid }: ReadEnvironment): readonly Violation[] {
  return jobsOf(validParts).flatMap(({ job, path }): readonly Violation[] => {
    if (['task_command', 'steps'].some((field) => isInvalid([...path, field]))) return [];
    if (job.task_command === undefined && job.steps === undefined) {
      const message =
        'the job has no command; set task_command to a list of arguments, or steps to run several commands';
      return [{ path: [...path, 'task_command'], at: 'key', message }];
    }
    if (job.task_command === undefined || job.steps === undefined) return [];
    const message = 'steps and task_command are both set; remove one, or set it to null if it is inherited';
    return [{ path: [...path, 'steps'], alternatives: [[...path, 'task_command']], at: 'key', message }];
  });
}

function ofEachStep(
  { validParts }: ReadEnvironment,
  check: (step: PartialStep, path: Path, isInParallel: boolean) => readonly Violation[],
): readonly Violation[] {
  return jobsOf(validParts).flatMap(({ job, path }) =>
    (job.steps ?? []).flatMap((step, index) => {
      const stepPath = [...path, 'steps', index];
      const inParallel = (step.parallel ?? []).flatMap((inner, innerIndex) =>
        check(inner, [...stepPath, 'parallel', innerIndex], true),
      );
      return [...check(step, stepPath, false), ...inParallel];
    }),
  );
}

/** Finds steps without a name or a command, except for steps with `parallel`. */
export function stepsComplete(environment: ReadEnvironment): readonly Violation[] {
  return ofEachStep(environment, (step, path, isInParallel): readonly Violation[] => {
    if (environment.isInvalid([...path, 'parallel']) || step.parallel !== undefined) return [];
    const alternative = isInParallel ? '' : ', or only parallel to run several steps at the same time';
    return (['name', 'task_command'] as const).flatMap((field): readonly Violation[] => {
      if (step[field] !== undefined || environment.isInvalid([...path, field])) return [];
      const message = `the step has no ${field}; a step must have a name and a task_command${alternative}`;
      return [{ path: [...path, field], at: 'key', message }];
    });
  });
}

/** Finds fields in a step with `parallel` that have no effect in such a step. */
export function parallelIsAlone(environment: ReadEnvironment): readonly Violation[] {
  return ofEachStep(environment, (step, path): readonly Violation[] => {
    if (environment.isInvalid([...path, 'parallel']) || step.parallel === undefined) return [];
    return Object.entries(step).flatMap(([field, value]): readonly Violation[] => {
      if (field === 'parallel' || value === undefined) return [];
      const message = `${field} has no effect in a step with parallel; move it into the steps of parallel, or into the job to set it for all steps`;
      return [{ path: [...path, field], at: 'key', message }];
    });
  });
}

/** Finds steps with the name of another step of the job. */
export function stepNamesUnique(environment: ReadEnvironment): readonly Violation[] {
  const namesByJob = new Map<string, Set<string>>();
  return ofEachStep(environment, ({ name }, path): readonly Violation[] => {
    if (name === undefined || name === onFailureName) return [];
    const job = JSON.stringify(path.slice(0, 2));
    const names = namesByJob.get(job) ?? new Set();
    namesByJob.set(job, names);
    if (!names.has(name)) {
      names.add(name);
      return [];
    }
    const message = `${name} is the name of another step of the job; rename one of the steps`;
    return [{ path: [...path, 'name'], at: 'value', message }];
  });
}

/**
 * Finds steps and jobs that have the same name as the on_failure task. The names must differ, because a failure
 * is identified by the name of its step, or by the name of the job if the job has a single command.
 */
export function onFailureNameUnused(environment: ReadEnvironment): readonly Violation[] {
  const steps = ofEachStep(environment, ({ name }, path): readonly Violation[] => {
    if (name !== onFailureName) return [];
    const message = `${name} is the name of the task that runs after a failure; rename the step`;
    return [{ path: [...path, 'name'], at: 'value', message }];
  });
  const jobs = jobsOf(environment.validParts).flatMap(({ name, job, path }): readonly Violation[] => {
    if (name !== onFailureName || job.on_failure === undefined) return [];
    const message = `${name} is the name of the task that runs after a failure of this job; rename the job`;
    return [{ path, at: 'key', message }];
  });
  return [...steps, ...jobs];
}

/** Finds retries that set both on_exit_codes and unless_exit_codes. */
export function exitCodesExclusive({ validParts }: ReadEnvironment): readonly Violation[] {
  return taskConfigsOf(validParts).flatMap(({ config: { retry }, path }): readonly Violation[] => {
    if (retry?.on_exit_codes === undefined || retry.unless_exit_codes === undefined) return [];
    const message =
      'on_exit_codes and unless_exit_codes exclude each other; remove one, or set it to null if it is inherited';
    const [on, unless] = ['on_exit_codes', 'unless_exit_codes'].map((field) => [...path, 'retry', field]);
    return [{ path: unless ?? path, alternatives: [on ?? path], at: 'key', message }];
  });
}

/**
 * Finds variables of the on_failure task that the configuration sets too. The task also inherits the variables of the
 * job.
 */
export function failureVariablesUnused({ validParts }: ReadEnvironment): readonly Violation[] {
  return jobsOf(validParts).flatMap(({ job, path }) => {
    if (job.on_failure === undefined) return [];
    const configs = [
      { config: job, path },
      { config: job.on_failure, path: [...path, 'on_failure'] },
    ];
    return configs.flatMap(({ config, path: configPath }) =>
      failureVariables.flatMap((variable): readonly Violation[] => {
        if (config.environment_variables?.[variable] === undefined) return [];
        const message = `${variable} is the name of a variable that describes the failure to the on_failure task; rename your variable`;
        return [{ path: [...configPath, 'environment_variables', variable], at: 'key', message }];
      }),
    );
  });
}

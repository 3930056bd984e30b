/** Validation rules that compare several fields of steps, retries or on_failure tasks. */
import type { Violation } from '../../config/rules/apply-rules';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import {
  jobsOf,
  taskConfigsOf,
  type JobEntry,
  type PartialStep,
  type TaskEntry,
} from '../../config/rules/cross-field-rules';
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

/**
 * Finds runs that end before an attempt can time out, or before the first retry. Step Functions ends the whole execution, so
 * neither the retry nor the on_failure task runs.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
 */
export function runOutlastsAttempts(environment: ReadEnvironment): readonly Violation[] {
  return jobsOf(environment.validParts).flatMap(({ job, path }): readonly Violation[] => {
    const { run_timeout_seconds: run, timeout_seconds: inherited } = job;
    if (run === undefined || environment.isInvalid([...path, 'steps'])) return [];
    const tasks = tasksOf(job, path);
    const seconds = tasks.map(({ config, path: taskPath }) => {
      const {
        max_attempts: attempts = 0,
        interval_seconds: interval,
        jitter,
      } = config.retry ?? job.retry ?? {};
      // With jitter, each wait is a random part of the interval.
      const canWaitLess = jitter === true || jitter === 'FULL' || attempts === 0;
      return {
        timeout: config.timeout_seconds ?? inherited,
        wait: canWaitLess ? undefined : interval,
        path: taskPath,
      };
    });
    const long = seconds.find(({ timeout }) => timeout !== undefined && timeout >= run);
    const late = seconds.find(({ wait }) => wait !== undefined && wait >= run);
    const [what, other] =
      long !== undefined
        ? [
            `timeout_seconds (${long.timeout ?? ''}), so that an attempt can time out and on_failure can run`,
            [...long.path, 'timeout_seconds'],
          ]
        : [
            `retry.interval_seconds (${late?.wait ?? ''}), so that the first retry can start`,
            [...(late?.path ?? path), 'retry', 'interval_seconds'],
          ];
    if (long === undefined && late === undefined) return [];
    const message = `run_timeout_seconds is ${run}; it must be greater than ${what}`;
    return [{ path: [...path, 'run_timeout_seconds'], alternatives: [other], at: 'value', message }];
  });
}

/**
 * Finds jobs whose expected_seconds is not less than the timeout of a run: their alarm could never fire. This timeout is
 * run_timeout_seconds. If a job has one command, no retry and no on_failure, it is also timeout_seconds.
 */
export function expectedBelowTimeout(environment: ReadEnvironment): readonly Violation[] {
  return jobsOf(environment.validParts).flatMap(({ job, path }): readonly Violation[] => {
    const { expected_seconds: expected, run_timeout_seconds: run, timeout_seconds: attempt, retry } = job;
    if (expected === undefined) return [];
    const isSingle =
      job.steps === undefined && job.on_failure === undefined && (retry?.max_attempts ?? 0) === 0;
    const limits = [
      { field: 'run_timeout_seconds', seconds: run },
      ...(isSingle ? [{ field: 'timeout_seconds', seconds: attempt }] : []),
    ];
    const limit = limits.find(({ seconds }) => seconds !== undefined && expected >= seconds);
    if (limit === undefined) return [];
    const message = `expected_seconds is ${expected}; it must be less than ${limit.field} (${limit.seconds ?? ''}), because a run ends at that time`;
    return [
      {
        path: [...path, 'expected_seconds'],
        alternatives: [[...path, limit.field]],
        at: 'value',
        message,
      },
    ];
  });
}

/** Returns the tasks of a run, without the on_failure task: the steps, or the job itself. */
function tasksOf(job: JobEntry['job'], path: Path): readonly Pick<TaskEntry, 'config' | 'path'>[] {
  if (job.steps === undefined) return [{ config: job, path }];
  return job.steps.flatMap((step, index) => {
    const stepPath = [...path, 'steps', index];
    return step.parallel === undefined
      ? [{ config: step, path: stepPath }]
      : step.parallel.map((config, inner) => ({ config, path: [...stepPath, 'parallel', inner] }));
  });
}

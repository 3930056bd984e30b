import { z } from 'zod';
import { commandFields, taskCommand, taskFields } from './task';
import { field, jobNamePattern } from './values';

const stepName = z
  .string()
  .regex(jobNamePattern, 'a step’s name must begin with a letter or a digit and have only letters, digits, - and _')
  .max(60, 'must have at most 60 characters');

const stepFields = {
  name: field(
    stepName.optional(),
    'Name of the step in lists, traces and failures, at most 60 letters, digits, - and _. Required.',
    'extract',
  ),
  task_command: field(
    taskCommand.optional(),
    'Command of the step’s task, as a list of arguments. Required.',
    ['bin/rails', 'reports:extract'],
  ),
  ...commandFields,
  ...taskFields,
} as const;

/**
 * A step inside `parallel`. Rules outside the schema require its name and command. The schema does not, because
 * {@link stepOrParallel} has the same fields, and a step with `parallel` must not have a name or a command.
 */
const step = z.strictObject(stepFields);

/**
 * A step, or several parallel steps.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export const stepOrParallel = z.strictObject({
  ...stepFields,
  parallel: field(
    z.array(step).min(2, 'must have at least two steps; a single step does not need parallel').optional(),
    'Steps that run at the same time, at least two, instead of name and task_command. The next step starts after all of them succeed. If one step fails, all other steps still run to their end.',
    [
      { name: 'claims', task_command: ['bin/export', 'claims'] },
      { name: 'payments', task_command: ['bin/export', 'payments'] },
    ],
  ),
});
export type StepConfig = z.output<typeof step>;
export type StepOrParallelConfig = z.output<typeof stepOrParallel>;

/** The task that runs after a step failed. */
export const onFailure = z.strictObject({
  task_command: field(taskCommand, 'Command of the task, as a list of arguments. Required.', ['bin/notify']),
  ...commandFields,
  ...taskFields,
});
export type OnFailureConfig = z.output<typeof onFailure>;

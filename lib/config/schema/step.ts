import { z } from 'zod';
import { taskCommand, taskFields } from './task';
import { field, jobNamePattern } from './values';

const stepName = z
  .string()
  .regex(jobNamePattern, 'a step’s name begins with a letter or a digit, and letters, digits, - and _ are allowed in it')
  .max(60, 'at most 60 characters');

const stepFields = {
  name: field(stepName.optional(), 'What the step is called in every list, trace and failure. Required.', 'extract'),
  task_command: field(
    taskCommand.optional(),
    'The command of the step’s task, as a list of arguments. Required.',
    ['bin/rails', 'reports:extract'],
  ),
  ...taskFields,
} as const;

/** A step by itself. That it has a name and a command is checked apart from the schema: `parallel` stands instead of both. */
const step = z.strictObject(stepFields);

/**
 * One step, or several side by side.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export const stepOrParallel = z.strictObject({
  ...stepFields,
  parallel: field(
    z.array(step).min(2, 'at least two: one step by itself needs no parallel').optional(),
    'Instead of a name and a task_command: steps that run side by side. The next begins when all of them ended well; when one fails, the others run to their end first.',
    [
      { name: 'claims', task_command: ['bin/export', 'claims'] },
      { name: 'payments', task_command: ['bin/export', 'payments'] },
    ],
  ),
});
export type StepConfig = z.output<typeof step>;
export type StepOrParallelConfig = z.output<typeof stepOrParallel>;

/** What runs when a step failed. */
export const onFailure = z.strictObject({
  task_command: field(taskCommand, 'The command of the task, as a list of arguments. Required.', ['bin/notify']),
  ...taskFields,
});
export type OnFailureConfig = z.output<typeof onFailure>;

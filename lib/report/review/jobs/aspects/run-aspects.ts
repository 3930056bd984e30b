/** The aspects of runs: the steps, and the command, the environment variables and the size of each task. */
import {
  launchRetriesOf,
  overlapOf,
  retryOf,
  sidecarFailureOf,
  stepsOfDefinition,
  timeoutOf,
  waitsOfRetry,
  type ReviewedStep,
} from '../../../../review/jobs/steps';
import type { PartOfJob } from '../../../../review/jobs/group-changes';
import { TaskOfRule, TaskOfService } from '../../../../review/jobs/task-of-resource';
import { sameValue } from '../../../../review/same-value';
import type { ReviewedTask } from '../../../../review/jobs/task';
import { describeDuration } from '../../../../text/durations';
import { oncePer } from '../../../../values/once';
import { describeRetry, overlapText } from '../../../list/words/run-policy';
import type { ReviewedRow } from '../../view';
import { words, type Words } from '../../words';
import { aspect, rowOf, type Aspect, type JobSide, type ReviewContext } from './aspect';
import { commandRow } from './command-words';
import { environmentRow } from './environment-words';
import { taskTagRows } from './tags-aspect';
import { taskLines, taskSummaryNames } from './task-lines';
import { joinWords } from '../../join-words';
import { durationWords } from '../value-words';

/** A task of a job, with its step. */
interface NamedTask {
  /** The name of the step; empty if the job has a single task. */
  readonly name: string;
  readonly task: ReviewedTask;
  readonly step: ReviewedStep | undefined;
}

/** The name of a container of a worker, other than the job's own one, without its number. A step can't have this name. */
const furtherContainer = 'container ';
/** The aspects that each container of a task has for itself. */
const containerAspects: ReadonlySet<string> = new Set(['image', 'container']);

function isFurtherContainer(task: string): boolean {
  return task.startsWith(furtherContainer);
}

/** The parts that have the tasks of a job. */
const taskParts: readonly PartOfJob[] = ['service', 'state_machine', 'target', 'task_definition'];

/** Returns the steps of a job's state machine. It reads no value, so all aspects have the same steps. */
const stepsOfSide: (side: JobSide) => readonly ReviewedStep[] = oncePer((side) =>
  stepsOfDefinition(side.only('state_machine').at('definition')),
);

/** Returns the tasks of a job. It reads no value, so all aspects have the same tasks. */
const tasksOf: (side: JobSide) => readonly NamedTask[] = oncePer((side) => {
  const steps = stepsOfSide(side).map((step) => ({ name: step.name ?? '', task: step.task, step }));
  const rules = side
    .all('target')
    .filter(({ cursor }) => cursor.at('ecs_target').exists())
    .map(({ cursor }) => ({ name: '', task: new TaskOfRule(cursor), step: undefined }));
  const services = side.all('task_definition').flatMap(({ cursor }) => {
    const containers = cursor.at('container_definitions').items();
    const named = containers.map((container, index) => ({
      name: index === 0 ? '' : `${furtherContainer}${index + 1}`,
      task: new TaskOfService(cursor, container, side.only('service')),
      step: undefined,
    }));
    const unknown = new TaskOfService(cursor, cursor.at('container_definitions', 0), side.only('service'));
    return named.length === 0 ? [{ name: '', task: unknown, step: undefined }] : named;
  });
  return [...steps, ...rules, ...services];
});

/** The aspects of runs, in the order of the report. */
export const runAspects: readonly Aspect[] = [
  aspect('steps', ['state_machine'], stepLines, { isInSummary: true }),
  ofTasks('command', true, commandRow),
  ofTasks('environment variables', true, environmentRow),
  ...[true, false].map((isInSummary): Aspect => ({
    parts: taskParts,
    isInSummary,
    rows: (before, after, context) => taskRows(before, after, context, isInSummary),
  })),
  ofTasks('tags of tasks', false, (name, before, after) =>
    name.includes(` of ${furtherContainer}`) ? [] : taskTagRows(name, before, after),
  ),
  ofSteps('retries', true, retryWords),
  ofSteps('timeout', true, (step) => {
    const seconds = timeoutOf(step);
    return seconds === undefined ? ['none'] : durationWords(seconds);
  }),
  aspect(
    'timeout of the whole run',
    ['state_machine'],
    (side) => {
      const timeout = side.only('state_machine').at('definition', 'TimeoutSeconds');
      return timeout.exists() ? [durationWords(timeout.value())] : [];
    },
    { isInSummary: true },
  ),
  aspect(
    'a run while another is active',
    ['state_machine'],
    (side) =>
      stepsOfSide(side).length === 0
        ? []
        : [[overlapText[overlapOf(side.only('state_machine').at('definition'))]]],
    { isInSummary: true },
  ),
  ofSteps('launches that ECS rejects', false, (step) => {
    const retries = launchRetriesOf(step);
    return retries === undefined ? ['not retried'] : [`retried up to ${retries} times`];
  }),
  ofSteps('a sidecar that fails', false, (step) => [sidecarText[sidecarFailureOf(step)]]),
];

const sidecarText = {
  ignore: 'is ignored',
  fail: 'fails the run',
  'fail-if-started': 'fails the run, unless it never started',
} as const;

/** Describes the steps and their order; no line for a job with a single command. */
function stepLines(side: JobSide): readonly Words[] {
  const steps = stepsOfSide(side);
  if (steps.length <= 1) return [];
  const stages = new Map<number, ReviewedStep[]>();
  for (const step of steps) {
    const known = stages.get(step.stage);
    if (known === undefined) stages.set(step.stage, [step]);
    else known.push(step);
  }
  let number = 0;
  return [...stages.values()].map((ofStage) => {
    const names = joinWords(
      ofStage.map(({ name }) => (name === undefined ? ['the command'] : words`${name}`)),
    );
    if (ofStage.some(({ isAfterFailure }) => isAfterFailure)) return words`if a step fails: ${names}`;
    number += 1;
    return ofStage.some(({ isParallel }) => isParallel)
      ? words`${number}. in parallel: ${names}`
      : words`${number}. ${names}`;
  });
}

function retryWords(step: ReviewedStep): Words {
  const retry = retryOf(step);
  if (retry === undefined) return ['no retries'];
  const waits = waitsOfRetry(step).map((seconds) => describeDuration(seconds));
  const upTo = retry.jitter ? 'up to ' : '';
  const pauses = waits.length === 0 ? '' : `, after ${upTo}${shortened(waits).join(', ')}`;
  return [`${describeRetry(retry)}${pauses}`];
}

/** Returns the first items of a long list, and the last one. */
function shortened(items: readonly string[]): readonly string[] {
  return items.length <= 5 ? items : [...items.slice(0, 3), '…', ...items.slice(-1)];
}

/** Returns an aspect with a line for each step of a state machine. */
function ofSteps(name: string, isInSummary: boolean, describe: (step: ReviewedStep) => Words): Aspect {
  return {
    parts: taskParts,
    isInSummary,
    rows: (before, after) =>
      pairsOf(before, after).flatMap(([task, old, current]) =>
        rowOf(
          aspectName(task, name),
          old?.step === undefined ? [] : [describe(old.step)],
          current?.step === undefined ? [] : [describe(current.step)],
        ),
      ),
  };
}

/** Returns an aspect with a row for each task. */
function ofTasks(
  name: string,
  isInSummary: boolean,
  row: (
    name: string,
    before: ReviewedTask | undefined,
    after: ReviewedTask | undefined,
  ) => readonly ReviewedRow[],
): Aspect {
  return {
    parts: taskParts,
    isInSummary,
    rows: (before, after) =>
      pairsOf(before, after).flatMap(([task, old, current]) =>
        isSameTask(old, current) ? [] : row(aspectName(task, name), old?.task, current?.task),
      ),
  };
}

function taskRows(
  before: JobSide,
  after: JobSide,
  context: ReviewContext,
  isInSummary: boolean,
): readonly ReviewedRow[] {
  return pairsOf(before, after).flatMap(([name, old, current]) => {
    if (isSameTask(old, current)) return [];
    return (
      Object.entries(taskLines)
        .filter(([parameter]) => taskSummaryNames.has(parameter) === isInSummary)
        // The containers of a task share its size, its roles and its network. The first container has their rows.
        .filter(([parameter]) => !isFurtherContainer(name) || containerAspects.has(parameter))
        .flatMap(([parameter, linesOf]) =>
          rowOf(
            aspectName(name, parameter),
            old === undefined ? [] : linesOf(old.task, context),
            current === undefined ? [] : linesOf(current.task, context),
          ),
        )
    );
  });
}

/** Whether two tasks are read from equal values. Most changes of a definition do not change its tasks. */
function isSameTask(before: NamedTask | undefined, after: NamedTask | undefined): boolean {
  const [old, current] = [before?.step?.source, after?.step?.source];
  return (
    old !== undefined &&
    current !== undefined &&
    sameValue(old.parameters, current.parameters) &&
    sameValue(old.eventPaths, current.eventPaths)
  );
}

/** Returns the tasks of both sides by their names, in the order of the job after the change. */
function pairsOf(
  before: JobSide,
  after: JobSide,
): readonly (readonly [name: string, before: NamedTask | undefined, after: NamedTask | undefined])[] {
  const [old, current] = [tasksByName(before), tasksByName(after)];
  const names = new Set([...current.keys(), ...old.keys()]);
  return [...names].map((name) => [name, old.get(name), current.get(name)]);
}

const tasksByName: (side: JobSide) => ReadonlyMap<string, NamedTask> = oncePer(
  (side) => new Map(tasksOf(side).map((task) => [task.name, task])),
);

/**
 * Returns the name of an aspect of a step. It needs no escapes, because `validate` accepts only letters, digits and
 * hyphens in the name of a step.
 */
function aspectName(task: string, name: string): string {
  return task === '' ? name : `${name} of ${task}`;
}

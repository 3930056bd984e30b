/**
 * The aspects of a worker's scaling: the bounds of its tasks, their scheduled changes, and the steps of its policies.
 */
import { parseScheduleExpression } from '../../../../aws/schedules/expressions/parse-schedule-expression';
import type { Cursor } from '../../../../review/jobs/cursor';
import type { PlanValue } from '../../../../review/planned-environment';
import { describeDuration } from '../../../../text/durations';
import { describeBounds } from '../../../list/words/worker-words';
import { words, type Words } from '../../words';
import { aspect, rowOf, type Aspect, type JobSide } from './aspect';
import { timingWords } from '../schedules/schedule-timings';
import { joinWords } from '../../join-words';
import { numberOf, sameLines, valueWords } from '../value-words';

/** The aspects of scaling, in the order of the report. */
export const scalingAspects: readonly Aspect[] = [
  aspect('number of tasks', ['alarm', 'bounds', 'scalable_target', 'scaling_policy'], boundsLines, {
    isInSummary: true,
  }),
  aspect(
    'scheduled number of tasks',
    ['scheduled_action'],
    (side) => side.all('scheduled_action').map(({ cursor }) => actionWords(cursor)),
    {
      isInSummary: true,
    },
  ),
  {
    parts: ['alarm', 'scaling_policy'],
    isInSummary: false,
    rows: (before, after) => {
      const [old, current] = [scalingLines(before), scalingLines(after)];
      const isIn = (lines: readonly Words[], line: Words) => lines.some((each) => sameLines([each], [line]));
      return rowOf(
        'how messages start and stop tasks',
        old.filter((line) => !isIn(current, line)),
        current.filter((line) => !isIn(old, line)),
      );
    },
  },
];

/**
 * Describes the configured bounds. If scheduled actions change the bounds of the scalable target, Terraform ignores
 * these changes.
 */
function boundsLines(side: JobSide): readonly Words[] {
  if (!side.has('scalable_target') && !side.has('bounds')) return [];
  const target = side.only('scalable_target');
  const input = side.only('bounds').at('input');
  const [minimum, maximum] = [input.at('min_capacity'), input.at('max_capacity')];
  const [atTarget, maximumAtTarget] = [target.at('min_capacity'), target.at('max_capacity')];
  const isConfigured = minimum.exists() && maximum.exists();
  // The steps follow from the maximum. Reading them here prevents further rows for them.
  for (const { key, cursor } of side.all('scaling_policy')) {
    const steps = cursor.at('step_scaling_policy_configuration', 0, 'step_adjustment');
    const alarm = side.all('alarm').find((each) => each.key === key)?.cursor;
    if (isRegular(steps.items().map(stepOf), alarm?.at('threshold').number() ?? 0)) steps.value();
  }
  // The target gets the same bounds. Reading them here prevents further rows for them.
  if (isConfigured) for (const bound of [atTarget, maximumAtTarget]) bound.value();
  return [isConfigured ? boundsWords(minimum, maximum) : boundsWords(atTarget, maximumAtTarget)];
}

function boundsWords(minimum: Cursor, maximum: Cursor): Words {
  const low = minimum.value();
  const high = maximum.value();
  const [minimumCapacity, maximumCapacity] = [numberOf(low), numberOf(high)];
  return minimumCapacity === undefined || maximumCapacity === undefined
    ? words`from ${valueWords(low)} to ${valueWords(high)} tasks`
    : [describeBounds({ minimumCapacity, maximumCapacity })];
}

function actionWords(action: Cursor): Words {
  const schedule = action.at('schedule').value();
  const timezone = action.at('timezone').text() ?? 'UTC';
  const parsed = parseScheduleExpression(typeof schedule === 'string' ? schedule : '');
  const times = parsed.ok
    ? timingWords({ expression: parsed.value, timezone, startDate: undefined, endDate: undefined })
    : words`${valueWords(schedule)}, ${timezone}`;
  const target = action.at('scalable_target_action', 0);
  return words`${times}: ${boundsWords(target.at('min_capacity'), target.at('max_capacity'))} from then on`;
}

/** Describes each scaling policy with its alarm. The alarm counts the tasks that the messages need. */
function scalingLines(side: JobSide): readonly Words[] {
  return side.all('scaling_policy').map(({ key, cursor }) => {
    const alarm = side.all('alarm').find((each) => each.key === key)?.cursor;
    const policy = cursor.at('step_scaling_policy_configuration', 0);
    const cooldown = policy.at('cooldown').number();
    const pause = cooldown === undefined ? '' : `, at most once in ${describeDuration(cooldown)}`;
    const when = key === 'idle' ? ['without messages'] : messagesWords(alarm);
    const steps = stepsWords(policy, alarm);
    const tasks = steps.length === 0 ? [] : words`: ${steps}`;
    return words`${when}${tasks}${[pause]}${periodWords(alarm)}`;
  });
}

/** Describes the number of messages for each task, which it reads from the expression of the alarm. */
function messagesWords(alarm: Cursor | undefined): Words {
  for (const query of alarm?.at('metric_query').items() ?? []) {
    const expression = query.at('expression').peek();
    const [, count] =
      /^CEIL\(messages \/ ([\d.]+)\)$/.exec(typeof expression === 'string' ? expression : '') ?? [];
    if (count === undefined) continue;
    query.at('expression').value();
    return [count === '1' ? 'one task for every message' : `one task for every ${count} messages`];
  }
  return ['with messages'];
}

/** Describes the steps of a policy. A policy with one step for each number of tasks, up to the maximum, has no words. */
function stepsWords(policy: Cursor, alarm: Cursor | undefined): Words {
  const threshold = alarm?.at('threshold').number() ?? 0;
  const steps = policy.at('step_adjustment').items().map(stepOf);
  if (isRegular(steps, threshold)) return [];
  return joinWords(
    steps.map(({ lower, upper, tasks }) => {
      const low = boundText(lower, threshold);
      const high = boundText(upper, threshold);
      return words`${tasksWords(tasks)}${low.length === 0 ? [] : words` from ${low}`}${high.length === 0 ? [] : words` below ${high}`}`;
    }),
  );
}

interface ScalingStep {
  readonly lower: PlanValue | undefined;
  readonly upper: PlanValue | undefined;
  readonly tasks: PlanValue | undefined;
}

function stepOf(step: Cursor): ScalingStep {
  return {
    lower: boundOf(step.at('metric_interval_lower_bound')),
    upper: boundOf(step.at('metric_interval_upper_bound')),
    tasks: step.at('scaling_adjustment').value(),
  };
}

/** Returns a bound as a number, if the plan shows it. A plan has it as text, and an empty text for no bound. */
function boundOf(bound: Cursor): PlanValue | undefined {
  const value = bound.value();
  return value === '' || value === null ? undefined : (numberOf(value) ?? value);
}

/** Whether each step starts as many tasks as the alarm counts, and ends where the next one begins. */
function isRegular(steps: readonly ScalingStep[], threshold: number): boolean {
  return steps.every(({ lower, upper, tasks }, index) => {
    const low = numberOf(lower ?? 0);
    const next = steps[index + 1]?.lower;
    return low !== undefined && low + threshold === tasks && (upper ?? null) === (next ?? null);
  });
}

/** Describes a bound of a step as a value of the metric. AWS has it as a distance from the threshold of the alarm. */
function boundText(bound: PlanValue | undefined, threshold: number): Words {
  if (bound === undefined || bound === null || bound === '') return [];
  const number = numberOf(bound);
  return number === undefined ? valueWords(bound) : [String(number + threshold)];
}

function tasksWords(tasks: PlanValue | undefined): Words {
  return tasks === 1 ? ['1 task'] : words`${valueWords(tasks)} tasks`;
}

function periodWords(alarm: Cursor | undefined): Words {
  const periods = alarm?.at('evaluation_periods').number();
  return periods === undefined || periods === 1 ? [] : [`, after ${periods} periods in a row`];
}

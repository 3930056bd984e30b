import { allowedValues, allowedValuesOf } from '../../aws/schedules/expressions/cron-days';
import { cronFieldNames, cronFields } from '../../aws/schedules/expressions/cron-fields';
import { renderCronItem } from '../../aws/schedules/expressions/render-schedule-expression';
import type { Cron, CronFieldName, CronItem } from '../../aws/schedules/expressions/schedule-expression';
import type { Check } from '../check';
import { enabledTimes } from './enabled-times';

export const misleadingStep: Check = {
  code: 'misleading-step',
  why: 'A step counts within its field, and starts again in the next hour, day or month. A step of 60 minutes matches only minute 0, and a step of 45 matches minutes 0 and 45.',
  fix: 'list the values, such as 0,45; or use a fixed interval, such as rate(45 minutes)',
  find: (environment) =>
    enabledTimes(environment).flatMap(({ timing: { expression }, expressionPath }) => {
      if (expression.kind !== 'cron') return [];
      return cronFieldNames.flatMap((name) =>
        expression[name].flatMap((item) => {
          const message = explainStep(expression, name, item);
          return message === undefined ? [] : [{ path: expressionPath, at: 'value' as const, message }];
        }),
      );
    }),
};

function explainStep(cron: Cron, name: CronFieldName, item: CronItem): string | undefined {
  if (item.kind !== 'step') return undefined;
  const { title, minimum, maximum } = cronFields[name];
  const text = renderCronItem(item);
  const [first, second, ...others] = allowedValuesOf([item], name);
  if (first === undefined || others.length > 0) return undefined;
  if (second === undefined) return `${text} for ${title} matches only ${first}, so its step never applies`;
  const size = maximum - minimum + 1;
  const isOpen = item.base.kind === 'all' || (item.base.kind === 'value' && item.base.value < item.step);
  const repeats = name === 'hours' || (name === 'minutes' && allowedValues(cron, 'hours').length === 24);
  if (!isOpen || !repeats || cron[name].length > 1 || 2 * item.step === size) return undefined;
  const unit = name === 'hours' ? 'hours' : 'minutes';
  return `${text} is not every ${item.step} ${unit}: it matches ${title} ${first} and ${second}, which are ${item.step} and ${size - item.step} ${unit} apart`;
}

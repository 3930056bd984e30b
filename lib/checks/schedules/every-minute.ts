import { allowedValues } from '../../aws/schedules/expressions/cron-days';
import { cronFieldNames } from '../../aws/schedules/expressions/cron-fields';
import type { Check } from '../check';
import { enabledTimes } from './enabled-times';

export const everyMinute: Check = {
  code: 'every-minute',
  why: 'An asterisk for the minutes means each minute of every selected hour. With hour 4, the job runs 60 times between 04:00 and 04:59. Often, one run at the beginning of the hour is intended.',
  fix: 'write one minute in the first field',
  find: (environment) =>
    enabledTimes(environment).flatMap(({ expression, timing, expressionPath }) => {
      const cron = timing.expression;
      if (cron.kind !== 'cron') return [];
      const hours = allowedValues(cron, 'hours');
      // Hours in sequence, such as 9-17, are probably an intended period with a run in each minute.
      const isAlone = (hour: number) => !hours.includes((hour + 1) % 24);
      if (allowedValues(cron, 'minutes').length < 60 || !hours.every(isAlone)) return [];
      const fields = expression.slice('cron('.length, -1).split(' ');
      const once = `cron(${cronFieldNames.map((name, index) => (name === 'minutes' ? '0' : (fields[index] ?? ''))).join(' ')})`;
      const message = `${expression} fires ${60 * hours.length} times a day: in each minute of ${hours.length === 1 ? 'the hour' : 'the hours'} ${hours.join(', ')}; ${once} fires ${hours.length === 1 ? 'once' : `${hours.length} times`}`;
      return [{ path: expressionPath, at: 'value', message }];
    }),
};

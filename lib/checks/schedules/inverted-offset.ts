import type { Check } from '../check';
import { enabledTimes } from './enabled-times';

export const invertedOffset: Check = {
  code: 'inverted-offset',
  why: 'The names Etc/GMT+1 to Etc/GMT+12 are west of Greenwich, so Etc/GMT+5 is UTC-5. Most people read them the other way round. These time zones also have no daylight saving time.',
  fix: 'write the time zone of a place, such as America/New_York, or check the sign of the offset',
  find: (environment) =>
    enabledTimes(environment).flatMap(({ timing, timeZonePath, isFirst }) => {
      const [, sign, hours] = /^Etc\/GMT([+-])([1-9]\d?)$/.exec(timing.timezone) ?? [];
      // A rate does not depend on the time zone.
      if (sign === undefined || hours === undefined || !isFirst || timing.expression.kind === 'rate')
        return [];
      const other = sign === '+' ? '-' : '+';
      const side = sign === '+' ? 'behind' : 'ahead of';
      const amount = `${hours} ${hours === '1' ? 'hour' : 'hours'}`;
      const message = `${timing.timezone} is ${amount} ${side} UTC, because its sign is inverted; UTC${sign}${hours} is Etc/GMT${other}${hours}`;
      return [{ path: timeZonePath, at: 'value', message }];
    }),
};

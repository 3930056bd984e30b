import { expect, test } from '@jest/globals';
import { scalingByBacklog, type ScheduledAction } from '../../../lib/aws/scaling/scaling';
import { planCapacity } from '../../../lib/aws/scaling/scheduled-capacity';
import { parseSchedule } from '../../../lib/jobs/triggers/schedule';

const day: ScheduledAction = {
  key: 'day',
  name: 'day',
  ...parseSchedule('cron(0 8 ? * MON-FRI *)'),
  timezone: 'Europe/Berlin',
  minimumCapacity: 2,
  maximumCapacity: 10,
};
const night: ScheduledAction = {
  ...day,
  key: 'night',
  ...parseSchedule('cron(0 18 ? * * *)'),
  minimumCapacity: 0,
  maximumCapacity: 1,
};

function planOf(scheduledActions: readonly ScheduledAction[], from: string) {
  const scaling = scalingByBacklog({
    clusterName: 'c',
    serviceName: 's',
    queueName: 'q',
    minimumCapacity: 1,
    maximumCapacity: 4,
    scheduledActions,
    backlogPerTask: 10,
    isProtected: false,
  });
  const { limits, changes } = planCapacity(scaling, new Date(from), 86_400);
  return { limits, changes: changes.map(({ atSeconds, action }) => [atSeconds, action.key]) };
}

test('the bounds do not change without scheduled actions', () => {
  expect(planOf([], '2027-06-01T00:00:00Z')).toEqual({ limits: { minimum: 1, maximum: 4 }, changes: [] });
});

test('actions apply at their times in their time zone', () => {
  // A Tuesday; Berlin is two hours ahead of UTC.
  expect(planOf([night, day], '2027-06-01T04:00:00Z')).toEqual({
    limits: { minimum: 0, maximum: 1 },
    changes: [
      [2 * 3600, 'day'],
      [12 * 3600, 'night'],
    ],
  });
});

test('the last action before the start applies at the start, however long ago it was', () => {
  expect(planOf([day], '2027-06-06T04:00:00Z').limits).toEqual({ minimum: 2, maximum: 10 });
  const yearly = { ...night, ...parseSchedule('cron(0 0 1 1 ? *)') };
  expect(planOf([yearly], '2027-06-06T04:00:00Z').limits).toEqual({ minimum: 0, maximum: 1 });
  const later = { ...night, ...parseSchedule('at(2027-06-07T00:00:00)') };
  expect(planOf([later], '2027-06-06T04:00:00Z').limits).toEqual({ minimum: 1, maximum: 4 });
});

test('an action at the start is a change', () => {
  expect(planOf([day], '2027-06-01T06:00:00Z').changes).toEqual([[0, 'day']]);
});

test('a rate is counted from the start, and has no action before it', () => {
  expect(planOf([{ ...day, ...parseSchedule('rate(12 hours)') }], '2027-06-01T06:00:00Z')).toEqual({
    limits: { minimum: 1, maximum: 4 },
    changes: [
      [0, 'day'],
      [12 * 3600, 'day'],
    ],
  });
});

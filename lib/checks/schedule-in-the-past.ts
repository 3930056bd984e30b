import type { Check } from './check';

export const scheduleInThePast: Check = {
  code: 'schedule-in-the-past',
  why: 'AWS takes a schedule whose every time has passed, and it never fires.',
  fix: 'give a time that is to come, or remove the job',
  find: () => [],
};

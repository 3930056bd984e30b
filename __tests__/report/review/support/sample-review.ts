import type { ReviewedEnvironment, ReviewView } from '../../../../lib/report/review/view';
import { words } from '../../../../lib/report/review/words';

/** Returns an environment with every part of a report. Each value of a plan is the given one. */
export function environmentWith(value: string): ReviewedEnvironment {
  const sentence = words`Before ${value} after.`;
  const resource = { address: value, action: words`replaced, because AWS cannot change ${value}` };
  const rows = [{ aspect: words`rule: ${value}`, before: [words`${value}`], after: [sentence, sentence] }];
  return {
    name: value,
    source: 'configurations',
    warnings: [sentence],
    risks: [],
    unknowns: [sentence],
    losses: [sentence],
    common: [
      { jobs: [value, value], isAll: false, rows, notes: [sentence] },
      { jobs: [value], isAll: true, rows, notes: [] },
    ],
    jobs: [
      { name: value, label: 'scheduled job', action: 'deleted', stopped: undefined, rows, notes: [sentence] },
      { name: value, label: 'scheduled job', action: 'changed', stopped: sentence, rows, notes: [] },
    ],
    unchangedJobs: 2,
    shared: { rows, notes: [sentence] },
    permissions: [
      {
        sign: '+',
        who: value,
        givenBy: 'queue',
        effect: 'Allow',
        actions: [value],
        resources: [value, value],
        conditions: [sentence],
      },
    ],
    details: [
      { kind: 'definition', title: words`Definition of ${value}`, lines: [{ sign: '+', text: value }] },
    ],
    resources: [resource],
    otherResources: [resource],
    drift: [resource],
  };
}

/** Returns a review of two environments with a value in every place. */
export function reviewWith(value: string): ReviewView {
  return { environments: [environmentWith(value), environmentWith(value)] };
}

import type { Check, Finding } from './check';

/**
 * What an account has room for in a region, until it asks for more.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const rulesPerBus = 300;
const near = 0.8;

export const nearQuota: Check = {
  code: 'near-quota',
  why: 'An event bus takes 300 rules until its account asks for more, and everything else in the account has its rules on the same bus: the apply that would make one too many fails in the middle.',
  fix: 'ask for a higher quota of rules before the next job (Service Quotas, EventBridge)',
  find({ jobs }): readonly Finding[] {
    const count = jobs.filter(({ type }) => type === 'file_upload_job').length;
    if (count < rulesPerBus * near) return [];
    const message = `this environment alone makes ${count} of the ${rulesPerBus} rules that a bus has room for`;
    return [{ path: ['file_upload_jobs'], at: 'key', message }];
  },
};

import { describe, expect, test } from '@jest/globals';
import { commonTitle, partTable, permissionCells } from '../../../../lib/report/review/formats/part-table';
import type { JobAction, ReviewedPermission, ReviewedRow } from '../../../../lib/report/review/view';
import { plainText } from '../../../../lib/report/review/words';

const added: ReviewedRow = { aspect: ['size'], before: [], after: [['1 vCPU']] };
const removed: ReviewedRow = { aspect: ['size'], before: [['1 vCPU']], after: [] };

function cellsOf(rows: readonly ReviewedRow[], action: JobAction | undefined) {
  const table = partTable({ rows, notes: [] }, action);
  return [table.head, ...table.rows.map((cells) => cells.map((lines) => lines.map(plainText).join()))];
}

describe('the table of a part', () => {
  test('of a job that exists on one side has one column, whose heading names the side', () => {
    expect(cellsOf([added], 'added')).toEqual([
      ['', 'settings of the new job'],
      ['size', '1 vCPU'],
    ]);
    expect(cellsOf([removed], 'deleted')).toEqual([
      ['', 'settings of the deleted job'],
      ['size', '1 vCPU'],
    ]);
    expect(cellsOf([added, added], undefined)[0]).toEqual(['', 'new']);
    expect(cellsOf([removed], undefined)[0]).toEqual(['', 'deleted']);
  });

  test('has the word none for what does not exist', () => {
    expect(cellsOf([added], 'changed')).toEqual([
      ['', 'before', 'after'],
      ['size', 'none', '1 vCPU'],
    ]);
    expect(cellsOf([added, removed], undefined)).toEqual([
      ['', 'before', 'after'],
      ['size', 'none', '1 vCPU'],
      ['size', '1 vCPU', 'none'],
    ]);
  });
});

describe('the cells of a permission', () => {
  const permission: ReviewedPermission = {
    sign: '+',
    who: 'x',
    givenBy: 'role',
    effect: 'Allow',
    actions: ['sqs:SendMessage'],
    resources: ['*'],
    conditions: [],
  };
  const textsOf = (change: Partial<ReviewedPermission>) =>
    permissionCells({ ...permission, ...change }).map(plainText);

  test.each([
    ['role', 'the role x, by its own policies'],
    ['trust', 'x, by the trust policy of the role'],
    ['queue', 'x, by the policy of the queue'],
    ['policy', 'every role with the policy x'],
  ] as const)('say that the permission is given by: %s', (givenBy, expected) => {
    expect(textsOf({ givenBy })).toEqual([expected, 'sqs:SendMessage', '*', 'no condition']);
  });

  test('of a policy that nobody knows say so', () => {
    expect(textsOf({ sign: '?', givenBy: 'queue', actions: [], conditions: [['a reason']] })).toEqual([
      'the policy of the queue x',
      'not known',
      '*',
      'a reason',
    ]);
  });
});

test('the title of a common change names the jobs, or says that it is all of them', () => {
  const titleOf = (jobs: readonly string[], isAll: boolean) =>
    plainText(commonTitle({ jobs, isAll, rows: [], notes: [] }));
  expect(titleOf(['a', 'b', 'c'], true)).toBe('All 3 jobs');
  expect(titleOf(['a', 'b', 'c'], false)).toBe('3 jobs: a, b, c');
  const many = Array.from({ length: 23 }, (_, index) => `job-${index}`);
  expect(titleOf(many, false)).toMatch(/^23 jobs: job-0, .*, job-19 and 3 more$/);
});

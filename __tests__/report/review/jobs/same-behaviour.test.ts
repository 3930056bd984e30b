import { expect, test } from '@jest/globals';
import { reviewJobs } from '../../../../lib/report/review/jobs/review-jobs';
import { plainText } from '../../../../lib/report/review/words';
import { planned } from '../planned';

/** Returns the rows of a state machine whose definition changes. */
function rowsOf(before: object, after: object): readonly string[] {
  const side = (definition: object) => ({ name: 'nightly', definition: JSON.stringify(definition) });
  const address = 'aws_sfn_state_machine.jobs_nightly';
  const { jobs } = reviewJobs(planned({ address, before: side(before), after: side(after) }));
  return jobs
    .flatMap(({ rows }) => rows)
    .map(({ aspect, after: lines }) => [plainText(aspect), ...lines.map(plainText)].join(': '));
}

test('a definition with renamed states is one line', () => {
  const machine = (name: string, result: number) => ({
    StartAt: name,
    States: { [name]: { Type: 'Pass', Result: result, End: true } },
  });
  expect(rowsOf(machine('A', 1), machine('B', 1))).toEqual([
    'state machine: definition: has a different text, but does the same',
  ]);
  expect(rowsOf(machine('A', 1), machine('B', 2)).join()).not.toContain('behaves the same');
});

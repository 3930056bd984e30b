import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { run, TemporaryFolder } from '../../support/run-program';

const config = join(__dirname, '..', '..', 'fixtures', 'watched-runs', 'env-config');

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
});
afterAll(() => {
  folder.remove();
});

const simulate = (job: string, history: unknown, ...more: readonly string[]) => {
  folder.write({ 'history.json': JSON.stringify(history) });
  const file = join(folder.path, 'history.json');
  return run('simulate', 'alarms', job, '--config', config, '--history', file, ...more);
};

const history = {
  from: '2027-03-25T00:00:00Z',
  until: '2027-03-31T00:00:00Z',
  runs: [
    { started: '2027-03-25T03:00:20Z', ended: '2027-03-25T03:30:00Z', status: 'SUCCEEDED' },
    { started: '2027-03-29T02:00:20Z', ended: '2027-03-29T03:30:00Z', status: 'FAILED' },
    { started: '2027-03-30T02:00:20Z', status: 'RUNNING' },
  ],
};

describe('background-jobs simulate alarms', () => {
  test('shows the times of the notifications of each alarm, across a clock change and a weekend', () => {
    const { out, status } = simulate('nightly', history);
    expect(out).toBe(`prod: nightly, 3 runs from 2027-03-25T00:00:00.000Z to 2027-03-31T00:00:00.000Z
  failed run: 1 notification to arn:aws:sns:eu-central-1:123456789012:jobs
    2027-03-29T03:30:00.000Z  A run of a background job ended with the status FAILED at 2027-03-29T03:30:00Z, in the environment prod. | Job: arn:aws:states:eu-central-1:123456789012:stateMachine:ledger-prod-nightly | Run: https://console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/arn:aws:states:eu-central-1:123456789012:execution:ledger-prod-nightly:run-2 | Show the log: npx background-jobs commands --execution arn:aws:states:eu-central-1:123456789012:execution:ledger-prod-nightly:run-2 | Runbook: docs/alarms.md#failed-run
  missed run: 1 notification to arn:aws:sns:eu-central-1:123456789012:jobs
    2027-03-26T03:30:00.000Z  A run was due at 2027-03-26T03:00:00Z. No run started in the 30 minutes after this time.
  slow run: 2 notifications to arn:aws:sns:eu-central-1:123456789012:jobs
    2027-03-29T03:00:20.000Z  The run started at 2027-03-29T02:00:20Z, and is still active after 1 hour.
    2027-03-30T03:00:20.000Z  The run started at 2027-03-30T02:00:20Z, and is still active after 1 hour.
  undelivered event: no alarm, because the job has no delivery.dead_letter_queue, or it notifies no SNS topic
`);
    expect(status).toBe(0);
  });

  test('prints the same as JSON', () => {
    const { out } = simulate('nightly', history, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      environments: [
        {
          name: 'prod',
          job: 'nightly',
          alarms: [
            { kind: 'failed', notifications: [{ topic: 'arn:aws:sns:eu-central-1:123456789012:jobs' }] },
            { kind: 'missed', notifications: [{ at: '2027-03-26T03:30:00.000Z' }] },
            { kind: 'slow', notifications: [{}, {}] },
            { kind: 'undelivered', off_because: expect.any(String), notifications: [] },
          ],
        },
      ],
    });
  });

  test('prints the reason why a job has no alarm', () => {
    const { out } = simulate('frequent', history);
    expect(out).toContain('no alarm, because the runs are less than 15 minutes apart');
  });

  test.each([
    [[], 'must contain a JSON object'],
    [{ ...history, runs: 1 }, 'runs must be a list'],
    [{ ...history, from: 'yesterday' }, 'from: "yesterday" must be a time in UTC'],
    [{ ...history, until: history.from }, 'until must be after from'],
    [
      { ...history, runs: [{ started: history.from, status: 'DONE' }] },
      'runs[0].status: "DONE" must be one of',
    ],
    [
      { ...history, runs: [{ started: history.from, status: 'FAILED' }] },
      'runs[0].ended: must be a time after',
    ],
  ])('rejects a history that is invalid', (wrong, message) => {
    const { error, status } = simulate('nightly', wrong);
    expect(error).toContain(message);
    expect(status).toBe(2);
  });
});

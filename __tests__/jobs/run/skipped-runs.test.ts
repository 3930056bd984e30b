import { describe, expect, test } from '@jest/globals';
import { at, resourcesOf } from '../../support/stack-json';
import { environmentOf, stateMachineTarget } from '../support/environments';
import type { EcsAnswer } from '../support/endings';
import { interpret, type Fields } from '../support/run-definition';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import { aslErrors } from '../support/asl';

const alarms = { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' };

function environmentWith(fields: Fields = {}, sections: Fields = { alarms }) {
  const job = { task_command: ['job'], schedule_expression: 'rate(1 hour)', overlap: 'skip', ...fields };
  return environmentOf({ scheduled_jobs: { job }, ...sections });
}

function definitionOf(...options: Parameters<typeof environmentWith>) {
  const [job] = environmentWith(...options).jobs;
  if (job === undefined) throw new TypeError('no job');
  return stateMachineTarget(job).stateMachine.definition;
}

/** Returns the failure of the third skipped run. */
const failed = (holder: string): string =>
  `FAILED SkippedRuns: 3 runs in a row were skipped, because this run is still active: ${holder}`;

/** The item of the lock table: its holder, and the skipped runs. */
class LockItem {
  holder: string | undefined;
  private readonly skipped = new Set<string>();
  private readonly ended = new Set<string>();

  /** Starts a run. Its task does not end. Returns the status, with the error. */
  start(definition: unknown, run: string, { isRepeated = false } = {}): string {
    const context = {
      Execution: { Id: run, StartTime: '2027-01-01T00:00:00.000Z' },
      StateMachine: { Name: 'machine' },
    };
    const { end } = interpret(
      definition,
      (state, parameters) => {
        if (isRepeated && state === 'CountSkippedRun') this.answer(run, state, parameters);
        return this.answer(run, state, parameters);
      },
      {},
      context,
    );
    return end.status === 'FAILED' ? `FAILED ${end.error}: ${end.cause}` : String(at(end.output, 'outcome'));
  }

  endHolder(): void {
    if (this.holder !== undefined) this.ended.add(this.holder);
  }

  private answer(run: string, state: string, parameters: unknown): EcsAnswer {
    const failed: EcsAnswer = {
      kind: 'error',
      error: 'DynamoDB.ConditionalCheckFailedException',
      cause: 'The conditional request failed',
    };
    switch (state) {
      case 'AcquireLock':
        if (this.holder !== undefined) return failed;
        this.holder = run;
        return { kind: 'result', value: {} };
      case 'GetLock':
        return { kind: 'result', value: { Item: { holder: { S: this.holder } } } };
      case 'DescribeLockHolder':
        return {
          kind: 'result',
          value: { Status: this.ended.has(this.holder ?? '') ? 'SUCCEEDED' : 'RUNNING', StartDate: 'x' },
        };
      case 'ReplaceLockHolder':
        // PutItem replaces the whole item.
        this.skipped.clear();
        this.holder = run;
        return { kind: 'result', value: {} };
      case 'CountSkippedRun': {
        expect(at(parameters, 'ConditionExpression')).toBe(
          '#holder = :holder AND (attribute_not_exists(#skipped) OR size(#skipped) < :limit OR contains(#skipped, :run))',
        );
        expect(at(parameters, 'UpdateExpression')).toBe('ADD #skipped :runs');
        const values = at(parameters, 'ExpressionAttributeValues');
        const limit = Number(at(values, ':limit', 'N'));
        const isCounted = this.skipped.has(String(at(values, ':run', 'S')));
        const isFull = this.skipped.size >= limit;
        if (at(values, ':holder', 'S') !== this.holder || (isFull && !isCounted)) return failed;
        this.skipped.add(String(at(values, ':runs', 'SS', 0)));
        return { kind: 'result', value: { Attributes: { skipped: { SS: [...this.skipped] } } } };
      }
      default:
        return { kind: 'result', value: { outcome: 'ran', Containers: [] } };
    }
  }
}

describe('skipped runs of a scheduled job with alarms', () => {
  test('fail once if three are skipped in a row', () => {
    const definition = definitionOf();
    const item = new LockItem();
    const runs = ['a', 'b', 'c', 'd', 'e', 'f'].map((run) => item.start(definition, run));
    expect(runs).toEqual(['ran', 'skipped', 'skipped', failed('a'), 'skipped', 'skipped']);
  });

  test('are counted again after another run has started', () => {
    const definition = definitionOf();
    const item = new LockItem();
    expect(['a', 'b', 'c'].map((run) => item.start(definition, run))).toEqual(['ran', 'skipped', 'skipped']);
    item.endHolder();
    const later = ['d', 'e', 'f', 'g', 'h'].map((run) => item.start(definition, run));
    expect(later).toEqual(['ran', 'skipped', 'skipped', failed('d'), 'skipped']);
  });

  test('are counted once if a request is repeated', () => {
    const definition = definitionOf();
    const item = new LockItem();
    const runs = ['a', 'b', 'c', 'd'].map((run) => item.start(definition, run, { isRepeated: true }));
    expect(runs).toEqual(['ran', 'skipped', 'skipped', failed('a')]);
  });

  test('are skipped if they can’t be counted', () => {
    const denied: EcsAnswer = { kind: 'error', error: 'DynamoDB.AccessDeniedException', cause: 'denied' };
    const held: EcsAnswer = {
      kind: 'error',
      error: 'DynamoDB.ConditionalCheckFailedException',
      cause: 'held',
    };
    const { end } = interpret(definitionOf(), (state) => {
      if (state === 'AcquireLock') return held;
      if (state === 'GetLock') return { kind: 'result', value: { Item: { holder: { S: 'other' } } } };
      if (state === 'CountSkippedRun') return denied;
      return { kind: 'result', value: { Status: 'RUNNING', StartDate: 'x' } };
    });
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'skipped' } });
  });

  test('have a valid definition', () => {
    expect(validateDefinition(definitionOf())).toEqual([]);
    expect(aslErrors(definitionOf())).toEqual([]);
  });
});

test.each([
  ['the environment has no alarms', {}, {}],
  ['the job has alarms: false', { alarms: false }, { alarms }],
  ['the job has missed_run: false', { missed_run: false }, { alarms }],
  ['the runs are frequent', { schedule_expression: 'rate(5 minutes)' }, { alarms }],
  ['the job is disabled', { state: 'DISABLED' }, { alarms }],
  ['the newer run replaces the older one', { overlap: 'replace' }, { alarms }],
] as const)('no skipped runs are counted if %s', (_, fields, sections) => {
  expect(Object.keys(definitionOf(fields, sections).States)).not.toContain('CountSkippedRun');
  expect(actionsOf(fields, sections)).not.toContain('dynamodb:UpdateItem');
});

test('the role may count the skipped runs', () => {
  expect(actionsOf()).toContain('dynamodb:UpdateItem');
});

/** Returns the text of the policies of the environment. */
function actionsOf(...options: Parameters<typeof environmentWith>): string {
  const environment = environmentWith(...options);
  const path = stackFile(environment.config.name);
  const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
  return JSON.stringify(resourcesOf(content).filter(({ type }) => type === 'aws_iam_policy'));
}

import { describe, expect, test } from '@jest/globals';
import { changedArguments, commandRow } from '../../../../lib/report/review/jobs/aspects/command-words';
import { unknownValue, type PlanValue } from '../../../../lib/review/planned-environment';
import type { Command, ReviewedTask } from '../../../../lib/review/jobs/task';
import { fc, tries } from '../../../support/property-tests';
import { rowText } from './support/review-change';

function task(command: Command): ReviewedTask {
  return { command: () => command, environment: () => [], parameter: (): PlanValue | undefined => undefined };
}

function textOf(before: Command, after: Command): string {
  return commandRow('command', task(before), task(after)).map(rowText).join('\n');
}

const argv = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });

describe('the arguments of a command that change', () => {
  test('both commands are equal without them', () => {
    fc.assert(
      fc.property(argv, argv, (old, current) => {
        const { before, after } = changedArguments(old, current);
        const kept = old.filter((_, index) => !before.includes(index));
        expect(kept).toEqual(current.filter((_, index) => !after.includes(index)));
      }),
      { numRuns: tries(500) },
    );
  });

  test('are as few as possible', () => {
    fc.assert(
      fc.property(argv, fc.nat(6), fc.constantFrom('x', 'y'), (old, place, added) => {
        const current = [...old.slice(0, place), added, ...old.slice(place)];
        const { before, after } = changedArguments(old, current);
        expect([before.length, after.map((index) => current[index])]).toEqual([0, [added]]);
      }),
      { numRuns: tries(500) },
    );
  });
});

describe('a command', () => {
  test('never shows a value that may be a secret', () => {
    const hidden = textOf(['bin/x', '--password', 'blue', '--api-key=green'], ['bin/x', '--password', 'red']);
    expect(hidden).toContain('(hidden, because it may be a secret)');
    expect(hidden).not.toMatch(/blue|green|red/);
  });

  test('that the plan does not show is named as such', () => {
    expect(textOf(['bin/x'], unknownValue)).toBe('command: bin/x -> known after the apply');
  });

  test('of the task definition is named as such', () => {
    expect(textOf(['bin/x'], undefined)).toBe('command: bin/x -> from the task definition');
  });
});

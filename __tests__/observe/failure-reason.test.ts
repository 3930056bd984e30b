import { describe, expect, test } from '@jest/globals';
import { failureReason } from '../../lib/observe/failure-reason';
import { fc, tries } from '../support/property-tests';

/** The cause of ecs:runTask.sync: ECS's description of the task, with all overrides. */
const stoppedTask = (exitCode?: number) => ({
  Containers: [
    { Name: 'sidecar', ExitCode: 9 },
    { Name: 'app', ...(exitCode === undefined ? {} : { ExitCode: exitCode }) },
  ],
  Overrides: {
    ContainerOverrides: [{ Name: 'app', Environment: [{ Name: 'PASSWORD', Value: 'hunter2' }] }],
  },
  StopCode: 'EssentialContainerExited',
  StoppedReason: 'Essential container in task exited',
});

describe('the reason of a failed run', () => {
  test.each([
    [
      'has the exit code of the job’s own container',
      'States.TaskFailed',
      JSON.stringify(stoppedTask(3)),
      { exitCode: 3, reason: 'Essential container in task exited' },
    ],
    [
      'has the step of a run with several steps',
      'States.TaskFailed',
      `second: ${JSON.stringify(stoppedTask(3))}`,
      { exitCode: 3, reason: 'second: Essential container in task exited' },
    ],
    [
      'has no exit code if the container never started',
      'States.TaskFailed',
      JSON.stringify(stoppedTask()),
      { exitCode: undefined, reason: 'Essential container in task exited' },
    ],
    [
      'is the text of the cause if there is no task',
      'ECS.AccessDeniedException',
      'User is not authorized',
      { exitCode: undefined, reason: 'ECS.AccessDeniedException: User is not authorized' },
    ],
    ['is the error if there is no cause', 'States.Timeout', undefined, { reason: 'States.Timeout' }],
    [
      'is the error if AWS cut the description of the task',
      'States.TaskFailed',
      JSON.stringify(stoppedTask(3)).slice(0, 120),
      { reason: 'States.TaskFailed' },
    ],
    [
      'is the reason of a rejected launch',
      'AmazonECS.Unknown',
      '{"Failures":[{"Reason":"RESOURCE:MEMORY"}]}',
      { reason: 'RESOURCE:MEMORY' },
    ],
  ])('%s', (_, error, cause, expected) => {
    expect(failureReason(error, cause, 'app')).toEqual({ exitCode: undefined, ...expected });
  });

  test('never has a value of the overrides, even if the description is cut or follows another text', () => {
    const description = JSON.stringify(stoppedTask(3));
    const property = fc.property(
      fc.constantFrom('', 'second: ', 'The task failed. ', '[', 'x\n'),
      fc.integer({ min: 0, max: description.length }),
      (before, length) => {
        const { reason } = failureReason('E', before + description.slice(0, length), 'app');
        expect(reason).not.toMatch(/PASSWORD|hunter2/);
      },
    );
    fc.assert(property, { numRuns: tries(1000) });
  });
});

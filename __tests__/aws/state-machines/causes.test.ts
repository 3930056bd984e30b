import { expect, test } from '@jest/globals';
import { runMachine, type CallResult } from '../../../lib/aws/state-machines/interpreter/run-machine';

/** A machine whose only task fails, and which passes the error of the task on. */
const machine = {
  StartAt: 'Run',
  States: {
    Run: {
      Type: 'Task',
      Resource: 'arn:aws:states:::ecs:runTask.sync',
      Parameters: {},
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handle' }],
      End: true,
    },
    Handle: { Type: 'Pass', Parameters: { 'cause.$': '$.Cause' }, End: true },
  },
};

function endAfter(result: CallResult, definition: unknown = machine): unknown {
  const execution = runMachine(definition, { input: {}, context: {} });
  execution.next();
  return execution.next(result).value;
}

test('an empty cause is a value, and a missing one is not', () => {
  expect(endAfter({ kind: 'error', error: 'ECS.ServerException', cause: '' })).toEqual({
    status: 'SUCCEEDED',
    output: { cause: '' },
  });
  expect(endAfter({ kind: 'error', error: 'States.Timeout', cause: undefined })).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
  });
});

test('an execution that fails has the cause of the error', () => {
  const uncaught = { ...machine, States: { Run: { ...machine.States.Run, Catch: [] } } };
  for (const cause of ['', 'x', undefined]) {
    expect(endAfter({ kind: 'error', error: 'E', cause }, uncaught)).toEqual({
      status: 'FAILED',
      error: 'E',
      cause,
    });
  }
});

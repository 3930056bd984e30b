import type { AwsReader } from '../../../lib/observe/aws-reader';

/** An account with a reader that has nothing, except for what a test changes. */
export function fakeAws(changes: Partial<AwsReader> = {}): AwsReader {
  const nothing = { items: [], isComplete: true };
  return {
    accountId: () => Promise.resolve('123456789012'),
    executions: () => Promise.resolve(nothing),
    executionEnd: () => Promise.resolve(undefined),
    lastTaskOf: () => Promise.resolve(undefined),
    tasks: () => Promise.resolve(nothing),
    service: () => Promise.resolve({ desired: 1, running: 1, pending: 0 }),
    messages: () => Promise.resolve({ visible: 0, inFlight: 0, delayed: 0 }),
    schedule: () => Promise.resolve(undefined),
    activeAlarms: () => Promise.resolve([]),
    containerLog: () => Promise.resolve(undefined),
    logLines: () => Promise.resolve(undefined),
    ...changes,
  };
}

import { itemsOf, parseJson } from '../values/json';
import type { Task } from './aws-reader';

/** Why a run failed, without the environment variables of its task. */
export interface FailureReason {
  /** The exit code of the job's own container; `undefined` if the container has none. */
  readonly exitCode: number | undefined;
  /** The reason in the words of AWS or of the state machine; `undefined` if it is unknown. */
  readonly reason: string | undefined;
}

const maximumReasonCharacters = 300;
const stepAndTask = /^(?:([\w-]+): )?(\{.*)$/s;

/**
 * Returns why an execution failed. If a task failed, the cause is ECS's description of the task as JSON, after the
 * name of the step. The description contains the environment variables of the task, so only the fields that are known
 * to have no secrets are returned.
 *
 * @param error - The name of the error.
 * @param cause - The cause of the error.
 * @param containerName - The name of the job's own container.
 */
export function failureReason(
  error: string | undefined,
  cause: string | undefined,
  containerName: string,
): FailureReason {
  const [, step, description] = stepAndTask.exec(cause ?? '') ?? [];
  if (description === undefined) return { exitCode: undefined, reason: joined(error, plainPart(cause)) };
  const task = recordOf(parseJson(description));
  const container = itemsOf(task['Containers'])
    .map(recordOf)
    .find(({ Name }) => Name === containerName);
  const exitCode = container?.['ExitCode'];
  const reason =
    textOf(task['StoppedReason']) ?? textOf(recordOf(itemsOf(task['Failures'])[0])['Reason']) ?? error;
  return {
    exitCode: typeof exitCode === 'number' ? exitCode : undefined,
    reason: joined(step, reason),
  };
}

/** Returns why a task failed; `undefined` if the task runs, or its container exited with 0. */
export function failureOfTask(
  { lastStatus, exitCodes, stoppedReason }: Pick<Task, 'lastStatus' | 'exitCodes' | 'stoppedReason'>,
  containerName: string,
): FailureReason | undefined {
  const exitCode = exitCodes[containerName];
  if (lastStatus !== 'STOPPED' || exitCode === 0) return undefined;
  return { exitCode, reason: plainPart(stoppedReason) };
}

/** Returns the text before the first brace, which can begin a description of a task. */
function plainPart(text: string | undefined): string | undefined {
  const plain = text?.split('{')[0]?.trim();
  if (plain === undefined || plain === '') return undefined;
  return plain.length > maximumReasonCharacters ? `${plain.slice(0, maximumReasonCharacters)}…` : plain;
}

function joined(before: string | undefined, after: string | undefined): string | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return `${before}: ${after}`;
}

/** Returns the value of a field of a JSON object that is a text; `undefined` if the JSON has no such text. */
export function textField(json: string | undefined, name: string): string | undefined {
  return textOf(recordOf(parseJson(json ?? ''))[name]);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? plainPart(value) : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

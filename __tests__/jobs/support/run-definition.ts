/** Runs the definitions of scheduled jobs in two implementations of the States Language. */
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import { runMachine, type ExecutionEvent } from '../../../lib/aws/state-machines/interpreter/run-machine';
import type { EcsAnswer } from './endings';
import { environmentOf, stateMachineTarget } from './environments';
import { executeCalls, serviceError } from './step-functions';

export type Fields = Readonly<Record<string, unknown>>;

/** Returns a service's response to a state that calls it. */
export type AnswerOf = (state: string, parameters: unknown) => EcsAnswer;

const context = {
  Execution: { Id: 'arn:run', StartTime: '2027-01-01T00:00:00.000Z' },
  StateMachine: { Name: 'machine' },
};

export function definitionsOf(jobs: readonly Fields[]): readonly StateMachineDefinition[] {
  const named = jobs.map((job, index) => [`job-${String(index).padStart(4, '0')}`, job] as const);
  return environmentOf({ scheduled_jobs: Object.fromEntries(named) }).jobs.map(
    (job) => stateMachineTarget(job).stateMachine.definition,
  );
}

/** Executes a definition with the interpreter of lib. Returns every event and the end. */
export function interpret(
  definition: unknown,
  answerOf: AnswerOf,
  input: unknown = {},
  contextObject: unknown = context,
) {
  const happenings: ExecutionEvent[] = [];
  const run = runMachine(JSON.parse(JSON.stringify(definition)), { input, context: contextObject });
  let next = run.next();
  while (next.done !== true) {
    happenings.push(next.value);
    next = run.next(
      next.value.kind === 'call' ? answerOf(next.value.state, next.value.parameters) : undefined,
    );
  }
  return { happenings, end: next.value };
}

export const callsOf = (happenings: readonly ExecutionEvent[]) =>
  happenings.flatMap((happening) => (happening.kind === 'call' ? [happening] : []));

/** Executes a definition with aws-local-stepfunctions. Returns the calls, their arguments and the end. */
export async function executeElsewhere(
  definition: StateMachineDefinition,
  answerOf: AnswerOf,
  input: unknown = {},
) {
  const started: { readonly state: string; readonly parameters: unknown }[] = [];
  const answer = (state: string, parameters: unknown): unknown => {
    started.push({ state, parameters });
    const answered = answerOf(state, parameters);
    if (answered.kind === 'error') throw serviceError(answered.error, answered.cause);
    return answered.value;
  };
  try {
    const output = await executeCalls(definition, { input, context, answer });
    return { started, failed: undefined, output };
  } catch (error) {
    return { started, failed: messageOf(error), output: undefined };
  }
}

/** Returns the error of a run, which the library wraps. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

import type { PathRoots } from './paths-io';
import { runMachine, type ExecutionEnd, type ServiceCall } from './run-machine';

/**
 * Runs a definition. Each service call succeeds with an empty object as its result.
 *
 * @param definition - The definition, without lookups.
 * @param roots - The input of the execution and the context object.
 * @returns The calls in their order, and the end of the execution.
 */
export function runSuccessfully(
  definition: unknown,
  roots: PathRoots,
): { readonly calls: readonly ServiceCall[]; readonly end: ExecutionEnd } {
  const calls: ServiceCall[] = [];
  const run = runMachine(definition, roots);
  let step = run.next();
  while (step.done !== true) {
    if (step.value.kind === 'call') calls.push(step.value);
    step = run.next({ kind: 'result', value: {} });
  }
  return { calls, end: step.value };
}

import type { PathRoots } from './paths-io';
import { runMachine, type ExecutionEnd, type ServiceCall } from './run-machine';

/** The calls of a run in which every one of them succeeds, in their order, and how it ends. */
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

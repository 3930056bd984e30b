/**
 * The outcome of a run of steps by the documentation of the fields, without a definition: an oracle for
 * interpreters of definitions.
 */
export type Ending =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'timeout' }
  /** AWS interrupted the Spot task. Its containers exited with this code. */
  | { readonly kind: 'spot'; readonly code: 0 | 143 }
  /** The job's container exited with 0. Another container exited with this code; `undefined` if it never started. */
  | { readonly kind: 'sidecar'; readonly code: number | undefined }
  /** ECS created a task, and it never ran. */
  | { readonly kind: 'no-start' }
  /** ECS created no task, for lack of capacity. */
  | { readonly kind: 'rejected' }
  /** ECS had an internal error: a task may exist. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'success' };

export interface StepModel {
  readonly name: string;
  readonly timeout: number | undefined;
  /** The capacity; `fallback` is Spot for the first attempt only. */
  readonly capacity: 'fargate' | 'spot' | 'fallback';
  readonly retry:
    | {
        readonly max: number;
        readonly on: readonly number[] | undefined;
        readonly unless: readonly number[] | undefined;
        readonly onStartFailure: boolean;
      }
    | undefined;
  /** The ends of its tasks, in order; further tasks succeed. */
  readonly endings: readonly Ending[];
}

export interface RunModel {
  readonly sidecarFailure: 'ignore' | 'fail' | undefined;
  readonly stages: readonly (readonly StepModel[])[];
  readonly onFailure: boolean;
}

export interface Expected {
  /** The steps of the launches, in order. */
  readonly started: readonly string[];
  readonly failed: string | undefined;
}

export function expectedOf({ stages, onFailure, sidecarFailure }: RunModel): Expected {
  const started: string[] = [];
  for (const steps of stages) {
    const failed = steps.filter((step) => {
      const outcome = runStep(step, sidecarFailure);
      started.push(...Array.from({ length: outcome.asked }, () => step.name));
      return !outcome.isGood;
    });
    const [first] = failed;
    if (first === undefined) continue;
    return { started: [...started, ...(onFailure ? ['on_failure'] : [])], failed: first.name };
  }
  return { started, failed: undefined };
}

function runStep(
  { retry, endings }: StepModel,
  sidecarFailure: RunModel['sidecarFailure'],
): { readonly asked: number; readonly isGood: boolean } {
  let left = retry?.max ?? 0;
  for (let asked = 1; ; asked += 1) {
    const ending = endings[asked - 1] ?? { kind: 'success' };
    if (ending.kind === 'success') return { asked, isGood: true };
    // A rejected launch is not an attempt.
    if (ending.kind === 'rejected') continue;
    // The work is done, so the task never runs again.
    if (ending.kind === 'sidecar')
      return {
        asked,
        isGood: sidecarFailure === 'ignore' || (sidecarFailure === undefined && ending.code === undefined),
      };
    if (ending.kind === 'lost') return { asked, isGood: false };
    if (left === 0 || !isTriedAgain(ending, retry)) return { asked, isGood: false };
    left -= 1;
  }
}

function isTriedAgain(ending: Ending, retry: StepModel['retry']): boolean {
  if (retry === undefined) return false;
  switch (ending.kind) {
    case 'timeout':
    case 'spot':
      return true;
    case 'no-start':
      return retry.onStartFailure;
    case 'exit':
      if (retry.on !== undefined) return retry.on.includes(ending.code);
      return retry.unless?.includes(ending.code) !== true;
    case 'success':
    case 'sidecar':
    case 'lost':
    case 'rejected':
      return true;
  }
}

import { parseScheduleDate } from '../aws/schedules/schedules';
import { isRunJob, type RunJob } from '../jobs/job';
import { onFailureName, stepsOf, type Step } from '../jobs/run/run-plan';
import { plainText, type Color } from '../report/color';
import { renderRuns, runsToJson } from '../report/simulate-run/render-run';
import { simulateRun, type TaskOutcomesByState } from '../simulate/run/simulate-run';
import { allSucceed, type TaskOutcomes } from '../simulate/run/task-outcomes';
import { CommandError } from './command-error';
import { findJob } from './find-job';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export interface SimulateRunOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
  /** Each `STEP:TIMES`, `STEP` for always, or, in a job with a single command, `TIMES`. */
  readonly fail: readonly string[];
  readonly timeout: readonly string[];
  readonly notStarted: readonly string[];
  readonly rejectedLaunches: readonly string[];
  /** `STEP:CODE`, or `CODE` for every step. */
  readonly exitCode: readonly string[];
  readonly previousRunActive: boolean;
  readonly scheduledTime: string;
}

/**
 * What a run of a job does, by the definition that is generated; returns what to print.
 *
 * @throws CommandError for a configuration that is wrong, and for a job or step that is not there.
 */
export function simulateRuns(name: string, options: SimulateRunOptions, paint: Color = plainText): string {
  const loaded = load(options.config, options.environment);
  throwOnErrors(loaded, { format: options.format, paint });
  const traces = findJob(loaded.environments, name).map(({ environment, job }) => {
    if (isRunJob(job)) return simulateRun(environment, job, wishesOf(job, options));
    const message = `${name}: a queue worker’s tasks run until they are stopped; simulate queue shows how many there are`;
    throw new CommandError(2, message);
  });
  return options.format === 'json' ? runsToJson(traces) : renderRuns(traces);
}

function wishesOf(job: RunJob, options: SimulateRunOptions): TaskOutcomesByState {
  const steps = new Map<string, TaskOutcomes>();
  const wish = (step: string, wished: Partial<TaskOutcomes>): void => {
    steps.set(step, { ...(steps.get(step) ?? allSucceed), ...wished });
  };
  for (const text of options.exitCode) {
    const { step, number: code } = parseWish(job, '--exit-code', text, 'CODE');
    if (code < 1 || code > 255)
      throw new CommandError(2, `--exit-code ${text}: a task that fails exits 1 to 255`);
    for (const one of step === undefined ? namesOf(job) : [step]) wish(one, { exitCode: code });
  }
  const each = (
    option: string,
    texts: readonly string[],
    field: 'fail' | 'timeout' | 'notStarted' | 'refused',
  ) => {
    for (const text of texts) {
      const { step, number: times } = parseWish(job, option, text, 'TIMES');
      wish(onlyStep(job, step, option, text), { [field]: times });
    }
  };
  each('--fail', options.fail, 'fail');
  each('--not-started', options.notStarted, 'notStarted');
  each('--rejected-launches', options.rejectedLaunches, 'refused');
  each('--timeout', options.timeout, 'timeout');
  for (const [step, { timeout }] of steps) refuseWithoutTimeout(job, step, timeout);
  if (options.previousRunActive && job.run.overlap === 'allow')
    throw new CommandError(
      2,
      `--previous-run-active: ${job.name} has overlap: allow, and takes no notice of other runs`,
    );
  const parsed = parseScheduleDate(options.scheduledTime);
  if (!parsed.ok) throw new CommandError(2, `--scheduled-time ${options.scheduledTime}: ${parsed.reason}`);
  return { steps, isRunning: options.previousRunActive, scheduledTime: parsed.value };
}

/** What steps are called: the only one of a job with a single command has the job's name. */
function namesOf(job: RunJob): readonly string[] {
  return stepsOf(job.run).map(({ name }) => name ?? job.name);
}

interface Wish {
  readonly step: string | undefined;
  readonly number: number;
}

/** `STEP:NUMBER`, `STEP`, which means always, or `NUMBER`. */
function parseWish(job: RunJob, option: string, text: string, what: 'CODE' | 'TIMES'): Wish {
  const found = /^(?:(?<step>.+):)?(?<digits>\d{1,9})$/.exec(text)?.groups;
  if (found === undefined && what === 'CODE')
    throw new CommandError(2, `${option} ${text}: give CODE, or STEP:CODE`);
  const step = found === undefined ? text : found['step'];
  const names = namesOf(job);
  if (step !== undefined && !names.includes(step))
    throw new CommandError(
      2,
      `${option} ${text}: ${job.name} has no step ${step}; it has ${names.join(', ')}`,
    );
  return { step, number: found === undefined ? Infinity : Number(found['digits']) };
}

function onlyStep(job: RunJob, step: string | undefined, option: string, text: string): string {
  const names = namesOf(job);
  const [first = '', second] = names;
  if (step !== undefined) return step;
  if (second === undefined || second === onFailureName) return first;
  throw new CommandError(
    2,
    `${option} ${text}: of which step? ${job.name} has ${names.join(', ')}; give STEP:TIMES`,
  );
}

function refuseWithoutTimeout(job: RunJob, name: string, times: number): void {
  if (times === 0) return;
  const step: Step | undefined = stepsOf(job.run).find((one) => (one.name ?? job.name) === name);
  if (step?.timeoutSeconds !== undefined) return;
  throw new CommandError(2, `--timeout ${name}: it has no timeout_seconds, so that nothing would stop it`);
}

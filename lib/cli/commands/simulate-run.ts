import { Option } from 'commander';
import { parseScheduleDate } from '../../aws/schedules/schedules';
import { isRunJob, type RunJob } from '../../jobs/job';
import { isOnSpot, onFailureName, stepsOf, type Step } from '../../jobs/run/run-plan';
import { runFormats } from '../../report/simulate-run/formats';
import { simulateRun, type RunAssumptions } from '../../simulate/run/simulate-run';
import { allSucceed, type TaskOutcomes } from '../../simulate/run/task-outcomes';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, repeatableOption, type ConfigOptions } from '../options';

/** Options with numbers of attempts: how often the task of a step fails, times out or can't start. */
interface OutcomeOptions {
  /** Each value is `STEP:TIMES`, `STEP` (every attempt fails), or `TIMES` if the job has a single command. */
  readonly failures: readonly string[];
  readonly timeouts: readonly string[];
  readonly spotInterruptions: readonly string[];
  readonly failedStarts: readonly string[];
  readonly rejectedLaunches: readonly string[];
  readonly unstartedSidecars: readonly string[];
  readonly failedSidecars: readonly string[];
}

interface SimulateRunOptions extends ConfigOptions, OutcomeOptions {
  readonly format: keyof typeof runFormats;
  /** Each value is `STEP:CODE`, or `CODE` for all steps. */
  readonly exitCode: readonly string[];
  /**
   * Whether the previous run is still active.
   *
   * @default false
   */
  readonly previousRunActive?: boolean;
  /** Scheduled time of the run: an ISO 8601 instant. */
  readonly scheduledTime: string;
}

const outcomeFlags = {
  failures: '--failures',
  failedStarts: '--failed-starts',
  rejectedLaunches: '--rejected-launches',
  timeouts: '--timeouts',
  spotInterruptions: '--spot-interruptions',
  unstartedSidecars: '--unstarted-sidecars',
  failedSidecars: '--failed-sidecars',
} as const satisfies Record<keyof OutcomeOptions, string>;

const outcomeNames = [
  'failures',
  'failedStarts',
  'rejectedLaunches',
  'timeouts',
  'spotInterruptions',
  'unstartedSidecars',
  'failedSidecars',
] as const satisfies readonly (keyof OutcomeOptions)[];

/** `background-jobs simulate run JOB` */
export const simulateRunCommand = defineCommand({
  name: 'run',
  summary: 'simulate a run of a job with failures that you choose: its tasks, retries and result',
  argument: { name: 'job', description: 'name of the job' },
  options: [
    ...configOptions(),
    outcomeOption('failures', 'make the step fail this many times; STEP alone means every time'),
    repeatableOption(
      '--exit-code <step:code>',
      'exit code of the failures from --failures; CODE alone applies to every step',
      '1',
    ),
    outcomeOption('timeouts', 'make the step exceed its timeout_seconds this many times'),
    outcomeOption('failedStarts', 'make the step’s task fail before its command starts, this many times'),
    outcomeOption('rejectedLaunches', 'make ECS reject the step’s launch for capacity, this many times'),
    outcomeOption('spotInterruptions', 'make AWS interrupt the step’s Spot task, this many times'),
    outcomeOption(
      'unstartedSidecars',
      'make the step’s container exit with 0, and another container of the task never start, this many times',
    ),
    outcomeOption(
      'failedSidecars',
      'make the step’s container exit with 0, and another container of the task fail, this many times',
    ),
    new Option('--previous-run-active', 'assume that the previous run is still active'),
    new Option('--scheduled-time <time>', 'scheduled time of the run').default('2026-01-01T00:00:00Z'),
    formatOption(runFormats),
  ],
  run: simulateRuns,
});

function outcomeOption(outcome: keyof OutcomeOptions, description: string): Option {
  return repeatableOption(`${outcomeFlags[outcome]} <step:times>`, description, 'none');
}

function simulateRuns(
  options: SimulateRunOptions,
  { errorColor }: CommandContext,
  name: string,
): CommandResult {
  const { environments } = loadValid(options, errorColor);
  const traces = findJob(environments, name).map(({ environment, job }) => {
    if (isRunJob(job)) return simulateRun(environment, job, parseAssumptions(job, options));
    throw new CommandError(2, `${name}: a queue worker has no runs; use simulate queue`);
  });
  return { output: runFormats[options.format](traces) };
}

function parseAssumptions(job: RunJob, options: SimulateRunOptions): RunAssumptions {
  if (options.previousRunActive === true && job.run.overlap === 'allow')
    throw new CommandError(
      2,
      `--previous-run-active: ${job.name} has overlap: allow, so it ignores other runs`,
    );
  const parsed = parseScheduleDate(options.scheduledTime);
  if (!parsed.ok) throw new CommandError(2, `--scheduled-time ${options.scheduledTime}: ${parsed.reason}`);
  return {
    steps: parseOutcomes(job, options),
    isPreviousRunActive: options.previousRunActive ?? false,
    scheduledTime: parsed.value,
  };
}

function parseOutcomes(job: RunJob, options: SimulateRunOptions): ReadonlyMap<string, TaskOutcomes> {
  const steps = new Map<string, TaskOutcomes>();
  const add = (step: string, outcomes: Partial<TaskOutcomes>): void => {
    steps.set(step, { ...(steps.get(step) ?? allSucceed), ...outcomes });
  };
  for (const text of options.exitCode) {
    const { step, number: exitCode } = parseStepNumber(job, '--exit-code', text, 'CODE');
    if (exitCode < 1 || exitCode > 255)
      throw new CommandError(2, `--exit-code ${text}: the exit code of a failure must be from 1 to 255`);
    for (const one of step === undefined ? stepNames(job) : [step]) add(one, { exitCode });
  }
  for (const outcome of outcomeNames) {
    const flag = outcomeFlags[outcome];
    for (const text of options[outcome]) {
      const { step, number: times } = parseStepNumber(job, flag, text, 'TIMES');
      add(step ?? onlyStep(job, flag, text), { [outcome]: times });
    }
  }
  for (const [step, { timeouts, spotInterruptions }] of steps) {
    if (timeouts > 0) assertHasTimeout(job, step);
    if (spotInterruptions > 0) assertIsOnSpot(job, step);
  }
  return steps;
}

/** Returns the names of the steps; the step of a job with a single command has the job's name. */
function stepNames(job: RunJob): readonly string[] {
  return stepsOf(job.run).map(({ name }) => name ?? job.name);
}

interface StepNumber {
  /** The name of the step; `undefined` if the text has only a number. */
  readonly step: string | undefined;
  /** The exit code or number of attempts; `Infinity` if the text has only the name of a step. */
  readonly number: number;
}

/** Parses `STEP:NUMBER`, `NUMBER` or `STEP`. A `STEP` without a number means every attempt of the step. */
function parseStepNumber(job: RunJob, flag: string, text: string, unit: 'CODE' | 'TIMES'): StepNumber {
  const found = /^(?:(?<step>.+):)?(?<digits>\d{1,9})$/.exec(text)?.groups;
  if (found === undefined && unit === 'CODE')
    throw new CommandError(2, `${flag} ${text}: must be CODE or STEP:CODE`);
  const step = found === undefined ? text : found['step'];
  const names = stepNames(job);
  if (step !== undefined && !names.includes(step))
    throw new CommandError(
      2,
      `${flag} ${text}: ${job.name} has no step ${step}; its steps are ${names.join(', ')}`,
    );
  return { step, number: found === undefined ? Infinity : Number(found['digits']) };
}

/**
 * Returns the step of a job with a single command.
 *
 * @throws CommandError if the job has several steps.
 */
function onlyStep(job: RunJob, flag: string, text: string): string {
  const names = stepNames(job);
  const [first = '', second] = names;
  if (second === undefined || second === onFailureName) return first;
  throw new CommandError(
    2,
    `${flag} ${text}: must be STEP:TIMES, because ${job.name} has the steps ${names.join(', ')}`,
  );
}

function assertHasTimeout(job: RunJob, name: string): void {
  const step: Step | undefined = stepsOf(job.run).find((one) => (one.name ?? job.name) === name);
  if (step?.timeoutSeconds !== undefined) return;
  throw new CommandError(2, `--timeouts ${name}: ${name} has no timeout_seconds, so it can't time out`);
}

function assertIsOnSpot(job: RunJob, name: string): void {
  const step: Step | undefined = stepsOf(job.run).find((one) => (one.name ?? job.name) === name);
  if (step !== undefined && isOnSpot(step)) return;
  throw new CommandError(
    2,
    `--spot-interruptions ${name}: ${name} has no capacity_provider: FARGATE_SPOT, so AWS does not interrupt it`,
  );
}

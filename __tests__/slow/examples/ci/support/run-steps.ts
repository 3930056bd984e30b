import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asList, asRecord } from '../../../../support/stack-json';

/** What a program printed, and its exit status. */
export interface ProgramOutcome {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program. The test's own server can answer it in the meantime. */
export function runProgram(
  cwd: string,
  program: string,
  programArguments: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProgramOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { cwd, env });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}

/** A place where the steps of a job run. */
export interface StepsContext {
  /** The folder of the repository. */
  readonly folder: string;
  /** The variables of all steps. */
  readonly env: Readonly<Record<string, string>>;
  /** The values of expressions, such as `inputs.plans`. Other expressions make the test fail. */
  readonly expressions: Readonly<Record<string, string>>;
}

/** The result of the steps of a job. */
export interface JobOutcome {
  /** Whether a step failed. */
  readonly isFailed: boolean;
  /** The commands of the steps that ran, in order. An action is its name. */
  readonly ran: readonly string[];
  /** What all steps printed. */
  readonly output: string;
  /** The summary that the job wrote. */
  readonly summary: string;
}

/** Runs the scripts of a job as GitHub's runner does: with its conditions, outputs and variables. Actions do nothing. */
export async function runSteps(
  steps: unknown,
  { folder, env, expressions }: StepsContext,
): Promise<JobOutcome> {
  const summaryFile = join(folder, '.runner-summary');
  const outputFile = join(folder, '.runner-output');
  writeFileSync(summaryFile, '');
  const values = new Map(Object.entries(expressions));
  const ran: string[] = [];
  let output = '';
  let isFailed = false;
  for (const step of asList(steps).map(asRecord)) {
    const { id, if: condition, run, uses } = step;
    const isRun = isTrue(typeof condition === 'string' ? condition : 'success()', values, isFailed);
    let status: number | null = 0;
    if (isRun && typeof run === 'string') {
      writeFileSync(outputFile, '');
      const own = Object.entries(asRecord(step['env'] ?? {})).map(
        ([name, value]) => [name, fill(String(value), values)] as const,
      );
      const files = { GITHUB_STEP_SUMMARY: summaryFile, GITHUB_OUTPUT: outputFile };
      const script = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run];
      const outcome = await runProgram(folder, 'bash', script, {
        ...env,
        ...files,
        ...Object.fromEntries(own),
      });
      ({ status } = outcome);
      output += outcome.output;
      for (const line of readFileSync(outputFile, 'utf8').split('\n').filter(Boolean)) {
        const [name = '', ...value] = line.split('=');
        values.set(`steps.${String(id)}.outputs.${name}`, value.join('='));
      }
    }
    if (isRun) ran.push(typeof run === 'string' ? run.trim() : String(uses).replace(/@.*/, ''));
    if (typeof id === 'string')
      values.set(`steps.${id}.outcome`, isRun ? (status === 0 ? 'success' : 'failure') : 'skipped');
    isFailed ||= status !== 0;
  }
  return { isFailed, ran, output, summary: readFileSync(summaryFile, 'utf8') };
}

/** Replaces the expressions in a value. */
function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => valueOf(name, values));
}

function valueOf(name: string, values: ReadonlyMap<string, string>): string {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the test has no value for ${name}`);
  return value;
}

/** Evaluates the condition of a step: comparisons with texts, functions of the status, `&&`, `||` and parentheses. */
function isTrue(condition: string, values: ReadonlyMap<string, string>, isFailed: boolean): boolean {
  const hasStatus = /(?:always|cancelled|failure|success)\(\)/.test(condition);
  let text = condition
    .replace(/^\$\{\{|\}\}$/g, '')
    .replaceAll('!cancelled()', 'true')
    .replaceAll('always()', 'true')
    .replaceAll('success()', String(!isFailed))
    .replace(/([\w.-]+) (==|!=) '([^']*)'/g, (_, name: string, operator: string, expected: string) =>
      String((valueOf(name, values) === expected) === (operator === '==')),
    )
    .trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replace(/\((true|false)\)/, '$1')
      .replace(/(true|false) && (true|false)/, (both) => String(!both.includes('false')))
      .replace(
        /(^|\()(true|false) \|\| (true|false)(?=$|\))/,
        (all, open: string) => open + String(all.includes('true')),
      );
  }
  if (text !== 'true' && text !== 'false') throw new Error(`the test can't evaluate ${condition}: ${text}`);
  return text === 'true' && (hasStatus || !isFailed);
}

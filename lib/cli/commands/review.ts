import { basename, dirname } from 'node:path';
import { Option } from 'commander';
import { closestMatch } from '../../text/closest-match';
import { readRegularFile } from '../../text/read-regular-file';
import { planConfigurations } from '../../review/configurations/configurations';
import type { PlannedEnvironment } from '../../review/planned-environment';
import { readPlan } from '../../review/plan/read-plan';
import { reviewFormats, wholeReport } from '../../report/review/formats/formats';
import { reviewEnvironments } from '../../report/review/review-environment';
import { risks, type ReviewView, type Risk } from '../../report/review/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { parseFrom } from '../from-option';
import { loadValid } from '../load-valid';
import { rejectOutputInConfiguration } from '../output/output-folder';
import { configOptions, foldersOf, formatOption, repeatableOption, type ConfigOptions } from '../options';
import { writeFiles } from '../output/write-files';

interface ReviewOptions extends ConfigOptions {
  /** Paths of the folders with the configuration before the change; an empty list if plans are reviewed. */
  readonly base: readonly string[];
  /**
   * The risks that make the exit status 1, with commas.
   *
   * @default the exit status does not depend on the change
   */
  readonly failOn?: string;
  /**
   * The folder for the whole report.
   *
   * @default the whole report is not written
   */
  readonly out?: string;
  /**
   * The time after which next runs are shown, in ISO 8601.
   *
   * @default the time of the plan; the current time for two configurations
   */
  readonly from?: string;
  readonly format: keyof typeof reviewFormats;
}

/** The maximum size of a plan. The plan of 1,000 jobs has about 40 MiB. */
const maximumPlanMebibytes = 256;

/** `background-jobs review` */
export const reviewCommand = defineCommand({
  name: 'review',
  summary: 'describe what a Terraform plan, or a change of the configuration, does to the jobs',
  argument: {
    name: 'plan',
    description: 'JSON file of a plan: terraform show -json plan > plan.json',
    isOptional: true,
    isRepeatable: true,
  },
  options: [
    repeatableOption(
      '--base <folder>',
      'compare the configuration with this older one instead of a plan; can be repeated',
      'none',
    ),
    ...configOptions(),
    new Option(
      '--fail-on <risks>',
      `exit with 1 if a change has one of these risks, separated by commas: ${risks.join(', ')}`,
    ),
    new Option(
      '--from <time>',
      'show the next runs from this time, such as 2027-03-14T06:00:00-04:00 (default: the time of the plan; with --base: now)',
    ),
    new Option('--out <folder>', 'write the whole report to this folder too, in every format'),
    formatOption(reviewFormats, 'markdown'),
  ],
  run: review,
});

/**
 * Reviews plans, or two configurations.
 *
 * @throws CommandError if the usage is wrong, a plan can't be read, or a configuration has errors.
 */
function review(
  options: ReviewOptions,
  { now, errorColor }: CommandContext,
  _plan: string,
  plans: readonly string[],
): CommandResult {
  const { base, out, format } = options;
  const failing = parseRisks(options.failOn);
  const from = parseFrom(options.from);
  if (out === '') throw new CommandError(2, '--out: the value is empty; pass the path of a folder');
  if (plans.length > 0 && base.length > 0)
    throw new CommandError(2, '--base compares two configurations; remove it, or remove the plans');
  if (plans.length === 0 && base.length === 0)
    throw new CommandError(
      2,
      'review needs the JSON of a plan, or --base with the folder of the older configuration; terraform show -json plan > plan.json writes the JSON of a plan',
    );
  const environments =
    base.length > 0
      ? readConfigurations(
          options,
          from ?? now,
          (loadOptions) => loadValid(loadOptions, errorColor).environments,
        )
      : readPlans(options, plans, { now, from });
  const view = reviewEnvironments(environments);
  if (out !== undefined) {
    rejectOutputInConfiguration(`--out ${out}`, out, [...foldersOf(options), ...base]);
    writeFiles(
      out,
      [...wholeReport(view)].map(([path, content]) => ({ path, content })),
    );
  }
  const found = explainRisks(view, failing);
  return {
    output: reviewFormats[format](view, out),
    format,
    note: found,
    status: found === undefined ? 0 : 1,
  };
}

function readPlans(
  { config, environment }: ReviewOptions,
  files: readonly string[],
  { now, from }: { readonly now: Date; readonly from: Date | undefined },
): readonly PlannedEnvironment[] {
  for (const [option, values] of Object.entries({ config, environment }))
    if (values.length > 0)
      throw new CommandError(2, `--${option} selects a configuration to compare with --base; remove it`);
  return files.flatMap((file) => {
    const content = readRegularFile(file, maximumPlanMebibytes);
    if (!content.ok) throw new CommandError(2, `${file}: ${content.reason}`);
    const plan = readPlan(content.value.toString('utf8'), { name: nameOfFile(file), now });
    if (!plan.ok) throw new CommandError(2, `${file}: ${plan.reason}`);
    return from === undefined ? plan.value : plan.value.map((environment) => ({ ...environment, at: from }));
  });
}

/** Returns the name of an environment whose plan does not name it: `prod` for `plans/prod.json` and `prod/plan.json`. */
function nameOfFile(file: string): string {
  const name = basename(file).replace(/\.(?:tfplan|plan)?\.?json$/, '');
  const folder = basename(dirname(file));
  return /^(?:tf)?plan$/i.test(name) && folder !== '' && folder !== '.' && folder !== '..' ? folder : name;
}

function readConfigurations(
  options: ReviewOptions,
  at: Date,
  load: (options: ReviewOptions) => ReturnType<typeof loadValid>['environments'],
): readonly PlannedEnvironment[] {
  const current = load(options);
  // An environment that only the base has is deleted, so all environments of the base are loaded.
  const old = load({ ...options, config: options.base, environment: [] });
  const names = [...new Set([...current, ...old].map(({ config }) => config.name))];
  return names
    .filter((name) => options.environment.length === 0 || current.some(({ config }) => config.name === name))
    .map((name) => {
      const [before, after] = [old, current].map((side) => side.find(({ config }) => config.name === name));
      return planConfigurations({ name, before, after }, at);
    });
}

function parseRisks(text: string | undefined): readonly Risk[] {
  if (text === undefined) return [];
  return text.split(',').map((word) => {
    const name = word.trim();
    const risk = risks.find((each) => each === name);
    if (risk !== undefined) return risk;
    const suggestion = closestMatch(name, risks);
    throw new CommandError(
      2,
      `--fail-on ${text}: ${JSON.stringify(name)} must be one of ${risks.join(', ')}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`,
    );
  });
}

/** Returns a line for each environment with a risk that must fail; `undefined` if there is none. */
function explainRisks({ environments }: ReviewView, failing: readonly Risk[]): string | undefined {
  const lines = environments.flatMap(({ name, risks: found }) => {
    const both = failing.filter((risk) => found.includes(risk));
    return both.length === 0 ? [] : [`--fail-on: ${name} has the risk ${both.join(', ')}\n`];
  });
  return lines.length === 0 ? undefined : lines.join('');
}

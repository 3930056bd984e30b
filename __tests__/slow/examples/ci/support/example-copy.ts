import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { TemporaryFolder } from '../../../../support/run-program';
import { at } from '../../../../support/stack-json';
import { type ForgeKind, ForgeServer, requestNumber } from './forge-server';
import { type JobOutcome, type ProgramOutcome, runProgram, runSteps } from './run-steps';

const root = resolve(__dirname, '..', '..', '..', '..', '..');
/** The folder of the example. */
export const exampleFolder = join(root, 'examples', 'ci');

/** Prints its plan as JSON, and stores what it applies. A plan with `errored` fails. */
const terraform = `#!/usr/bin/env bash
set -euo pipefail
stack=\${1#-chdir=}
environment=$(basename "$stack")
case $2 in
  init) ;;
  plan)
    [ -e "$STUBS/plan-$environment" ] || { echo 'Error: no plan'; exit 1; }
    cp "$STUBS/plan-$environment" "$stack/plan"
    if grep -q '"errored":true' "$stack/plan"; then exit 1; fi ;;
  show) cat "$stack/plan" ;;
  apply) { echo "$environment"; cat "$stack/plan"; } >>"$STUBS/applied" ;;
esac
`;

/** Does what `background-jobs` and cdktf's CLI do for the workflows. */
const npx = `#!/usr/bin/env bash
set -euo pipefail
shift
echo "$*" >>"$STUBS/calls"
case "$1 $2" in
  'background-jobs synth') mkdir -p cdktf.out/stacks/dev cdktf.out/stacks/prod ;;
  'background-jobs review')
    if [ -e "$STUBS/no-review" ]; then echo 'a plan is not readable' >&2; exit 2; fi
    echo '<!-- background-jobs:review -->'; echo "# review $*" ;;
  'cdktf diff') terraform "-chdir=cdktf.out/stacks/$3" plan ;;
  'cdktf deploy') terraform "-chdir=cdktf.out/stacks/$3" apply ;;
esac
if [ "$2" = review ] && [[ "$*" = *--fail-on* ]]; then exit 1; fi
`;

/** A copy of the example, with programs that do not need AWS and a server of GitHub or GitLab. */
export class ExampleCopy {
  readonly forge = new ForgeServer();
  private readonly temporary = new TemporaryFolder();
  /** The folder of the repository. */
  readonly folder: string;

  /**
   * @param installed A copy of the example with the installed package. By default, a copy with a stub of npx.
   */
  constructor(installed?: string) {
    this.folder = installed ?? join(this.temporary.path, 'shop');
    if (installed === undefined) {
      cpSync(exampleFolder, this.folder, { recursive: true });
      this.writeStub('npx', npx);
    }
    this.writeStub('terraform', terraform);
    this.writeStub('npm', '#!/bin/sh\n');
    this.temporary.write({ 'event.json': JSON.stringify({ pull_request: { number: requestNumber } }) });
  }

  /** Deletes the copy, and stops the server. */
  remove(): void {
    this.forge.stop();
    this.temporary.remove();
  }

  /** Sets the plan of an environment; without a plan, Terraform fails. */
  setPlan(environment: string, plan: object): this {
    this.temporary.write({ [`stubs/plan-${environment}`]: JSON.stringify(plan) });
    return this;
  }

  /** Writes a program that the scripts find first. */
  writeStub(name: string, text: string): void {
    this.temporary.write({ [`stubs/${name}`]: text });
    chmodSync(join(this.temporary.path, 'stubs', name), 0o755);
  }

  /** Makes the command `review` fail. */
  failReview(): void {
    this.temporary.write({ 'stubs/no-review': '' });
  }

  /** Writes files into the copy. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(this.folder, path, '..'), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Returns what a stub stored: `applied` or `calls`. */
  stored(name: 'applied' | 'calls'): string {
    const path = join(this.temporary.path, 'stubs', name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Returns the variables of a job. */
  env(kind: ForgeKind): Readonly<Record<string, string>> {
    const stubs = join(this.temporary.path, 'stubs');
    return {
      PATH: `${stubs}:${process.env['PATH'] ?? ''}`,
      STUBS: stubs,
      GITHUB_EVENT_PATH: join(this.temporary.path, 'event.json'),
      ...this.forge.variables(kind),
    };
  }

  /** Runs one of the scripts. */
  script(kind: ForgeKind, ...command: readonly string[]): Promise<ProgramOutcome> {
    const [program = '', ...programArguments] = command;
    return runProgram(this.folder, program, programArguments, this.env(kind));
  }

  /** Runs the steps of a job in the workflow of GitHub. */
  runJob(name: string, expressions: Readonly<Record<string, string>> = {}): Promise<JobOutcome> {
    const workflow: unknown = parse(
      readFileSync(join(this.folder, '.github', 'workflows', 'background-jobs.yml'), 'utf8'),
    );
    const { GITHUB_TOKEN, ...env } = this.env('GitHub');
    return runSteps(at(workflow, 'jobs', name, 'steps'), {
      folder: this.folder,
      // Only a step that asks for the token gets it.
      env: {
        ...env,
        ...(expressions['matrix.environment'] && { ENVIRONMENT: expressions['matrix.environment'] }),
      },
      expressions: { 'github.token': GITHUB_TOKEN ?? '', 'inputs.reviewed_plan': '', ...expressions },
    });
  }
}

/** Returns a plan, as `terraform show -json` prints it, that changes the arguments of a queue. */
export function planOf(after: object, more: object = {}): object {
  const change = { actions: ['update'], before: { delay_seconds: 0 }, after, after_unknown: {} };
  return {
    complete: true,
    errored: false,
    resource_changes: [{ address: 'aws_sqs_queue.q', type: 'aws_sqs_queue', name: 'q', change }],
    ...more,
  };
}

import { Command, CommanderError, Option } from 'commander';
import { adviseOn } from '../checks/advise';
import { fileJsonSchema } from '../config/schema/json-schema';
import { deployPhases } from '../jobs/permissions/deploy-permissions';
import { issuesToJson, renderIssues } from '../report/issues';
import { CommandError } from './command-error';
import { load } from './load';
import { permissions, type PermissionsOptions } from './permissions';
import { synth, type SynthOptions } from './synth';

interface ValidateOptions extends Omit<SynthOptions, 'out'> {
  /** Whether advice is an error, too. */
  readonly strict: boolean;
}

/** Where a program writes: results and everything else. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** 0 done; 1 the configuration is wrong; 2 the call is, or a file is missing. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the program with these arguments. Nothing that a user does makes it throw. */
export function runProgram(programArguments: readonly string[], streams: Streams): ExitStatus {
  let status: ExitStatus = 0;
  const program = new Command('background-jobs')
    .description('Terraform JSON for the background jobs that env-config declares')
    .showHelpAfterError('(background-jobs --help lists the commands)')
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.error });

  program
    .command('synth')
    .description('write <out>/stacks/<environment>/cdk.tf.json')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(new Option('--out <folder>', 'where to write').default('cdktf.out'))
    .addOption(formatOption())
    .action((options: SynthOptions) => {
      streams.out(synth(options));
    });

  program
    .command('validate')
    .description('list everything that is wrong; write nothing')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(formatOption())
    .addOption(new Option('--strict', 'end with 1 for advice, too').default(false))
    .action(({ config, environment, format, strict }: ValidateOptions) => {
      const loaded = load(config, environment);
      const { environments } = loaded;
      const isRight = loaded.issues.length === 0;
      // Of what is wrong, there is nothing to advise yet.
      const issues = isRight ? adviseOn(loaded, new Date()) : loaded.issues;
      status = isRight && !(strict && issues.length > 0) ? 0 : 1;
      if (format === 'json') streams.out(issuesToJson(issues));
      else if (issues.length > 0) streams.out(renderIssues(issues));
      else
        streams.out(
          `${config}: ${environments.map((built) => built.config.name).join(', ')}: nothing is wrong\n`,
        );
    });

  program
    .command('permissions')
    .description('print the IAM policies that planning and applying need')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(new Option('--for <phase>', 'one policy document alone').choices(deployPhases))
    .addOption(formatOption())
    .action((options: PermissionsOptions) => {
      streams.out(permissions(options));
    });

  program
    .command('schema')
    .description('print the JSON Schema of a file of env-config, for editors')
    .action(() => {
      streams.out(`${JSON.stringify(fileJsonSchema(), undefined, 2)}\n`);
    });

  try {
    program.parse(programArguments, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommandError) {
      streams.error(error.message.endsWith('\n') ? error.message : `${error.message}\n`);
      return error.status;
    }
    // commander has printed its message; help and version are no mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function configOption(): Option {
  return new Option('--config <folder>', 'the folder of the configuration').default('env-config');
}

function environmentOption(): Option {
  return new Option('--environment <name>', 'only this environment; may be given more than once')
    .argParser((name: string, before: readonly string[]) => [...before, name])
    .default([], 'all');
}

function formatOption(): Option {
  return new Option('--format <format>', 'text for people, json for programs')
    .choices(['text', 'json'])
    .default('text');
}

import { Command, CommanderError, Option } from 'commander';
import { creationReasons } from '../aws/s3/object-events';
import { fileJsonSchema } from '../config/schema/json-schema';
import { deployPhases } from '../jobs/permissions/deploy-permissions';
import { InvalidGeneratedValueError } from '../jobs/validate-generated';
import { issueFormats } from '../report/issues/formats';
import { colorForTerminal, plainText, type Color } from '../report/color';
import { CommandError } from './command-error';
import { commands, type CommandsOptions } from './aws-commands';
import { list, listFormats, type ListOptions } from './list';
import { permissions, type PermissionsOptions } from './permissions';
import { simulateEvents, type SimulateEventOptions } from './simulate-event';
import { queueFormats, simulateQueues, type SimulateQueueOptions } from './simulate-queue';
import { simulateRuns, type SimulateRunOptions } from './simulate-run';
import { simulateUploads, type SimulateUploadOptions } from './simulate-upload';
import { synth, type SynthOptions } from './synth';
import { validate, type ValidateOptions } from './validate';

/** Where a program writes: results and everything else. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether each is coloured. Default: neither. */
  readonly isColoured?: { readonly out: boolean; readonly error: boolean };
}

/** 0 done; 1 the configuration is wrong; 2 the call is, or a file is missing. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the program with these arguments. Nothing that a user does makes it throw. */
export function runProgram(programArguments: readonly string[], streams: Streams): ExitStatus {
  let status: ExitStatus = 0;
  const paintOf = (stream: 'out' | 'error'): Color =>
    streams.isColoured?.[stream] === true ? colorForTerminal : plainText;
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
      streams.out(synth(options, paintOf('error')));
    });

  program
    .command('validate')
    .description('list everything that is wrong; write nothing')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(
      new Option(
        '--format <format>',
        'text for people, json for programs, github for annotations, sarif for code scanning',
      )
        .choices(issueFormats)
        .default('text'),
    )
    .addOption(new Option('--strict', 'end with 1 for advice, too').default(false))
    .action((options: ValidateOptions) => {
      // In a workflow of GitHub's, the repository may be further up than where the program runs.
      const root = process.env['GITHUB_WORKSPACE'] || process.cwd();
      const validated = validate(options, paintOf('out'), root);
      streams.out(validated.printed);
      status = validated.status;
    });

  program
    .command('list')
    .description('show the jobs in words, with their next runs in their own time zone and in UTC')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(
      new Option('--from <time>', 'from when on: 2027-03-14T06:00:00Z, or with an offset (default: now)'),
    )
    .addOption(new Option('--count <number>', 'how many runs of each schedule (default: 3)'))
    .addOption(
      new Option('--on <date>', 'instead: all runs of a day, as each job’s own time zone has it: 2027-03-14'),
    )
    .addOption(
      new Option('--format <format>', 'text for people, json for programs, ics for calendars')
        .choices(listFormats)
        .default('text'),
    )
    .action((options: ListOptions) => {
      streams.out(list(options, new Date(), paintOf('error')));
    });

  program
    .command('permissions')
    .description('print the IAM policies that planning and applying need')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(new Option('--for <phase>', 'one policy document alone').choices(deployPhases))
    .addOption(formatOption())
    .action((options: PermissionsOptions) => {
      streams.out(permissions(options, paintOf('error')));
    });

  program
    .command('commands')
    .description('print the AWS CLI’s commands that start a job by hand, and look at its runs')
    .argument('<job>', 'the name of the job')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(formatOption())
    .action((job: string, options: CommandsOptions) => {
      streams.out(commands(job, options, paintOf('error')));
    });

  const simulate = program.command('simulate').description('show what would run, by what synth makes');

  simulate
    .command('run')
    .description(
      'show what a run of a job does when its tasks end as you say: what is tried again, and how it ends',
    )
    .argument('<job>', 'the name of the job')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(wishOption('--fail <step:times>', 'so many runs of the step fail; STEP alone: all of them'))
    .addOption(
      wishOption('--exit-code <step:code>', 'with which they fail (default: 1); CODE alone: of every step'),
    )
    .addOption(wishOption('--timeout <step:times>', 'so many runs of the step go on until they are stopped'))
    .addOption(wishOption('--not-started <step:times>', 'so many tasks of the step never start'))
    .addOption(
      wishOption('--rejected-launches <step:times>', 'so many launches are refused by ECS for lack of room'),
    )
    .addOption(new Option('--previous-run-active', 'the run before is still running').default(false))
    .addOption(
      new Option('--scheduled-time <time>', 'when the schedule means the job to start').default(
        '2026-01-01T00:00:00Z',
      ),
    )
    .addOption(formatOption())
    .action((job: string, options: SimulateRunOptions) => {
      streams.out(simulateRuns(job, options, paintOf('error')));
    });

  simulate
    .command('upload')
    .description('show the jobs that an upload starts, and exactly what their tasks are told')
    .addOption(configOption())
    .addOption(environmentOption())
    .addOption(new Option('--bucket <name>', 'the bucket'))
    .addOption(new Option('--key <key>', 'the key of the object'))
    .addOption(new Option('--size <bytes>', 'its size (default: 1024)'))
    .addOption(
      new Option('--reason <reason>', 'how it is created (default: PutObject)').choices(creationReasons),
    )
    .addOption(new Option('--version-id <id>', 'its version, in a bucket that keeps versions'))
    .addOption(new Option('--etag <tag>', 'its entity tag'))
    .addOption(
      new Option('--event <file>', 'instead: an event of EventBridge, or a record of CloudTrail, as JSON'),
    )
    .addOption(
      new Option(
        '--print-start-command',
        'print the AWS CLI’s commands that start those state machines by hand',
      ).default(false),
    )
    .addOption(formatOption())
    .action((options: SimulateUploadOptions) => {
      streams.out(simulateUploads(options, paintOf('error')));
    });

  simulate
    .command('event')
    .description('show the event jobs that an event starts, and what their tasks get')
    .addOption(configOption())
    .addOption(environmentOption())
    .requiredOption(
      '--event <file>',
      'an event of EventBridge, as JSON; fields that every event has may be missing',
    )
    .addOption(new Option('--job <name>', 'only this job'))
    .addOption(
      new Option(
        '--print-start-command',
        'print the AWS CLI’s commands that start the state machines by hand',
      ).default(false),
    )
    .addOption(formatOption())
    .action((options: SimulateEventOptions) => {
      streams.out(simulateEvents(options, paintOf('error')));
    });

  simulate
    .command('queue')
    .description(
      'show how many tasks a queue worker has while messages come, by the scaling that is generated',
    )
    .argument('<job>', 'the name of the job')
    .addOption(configOption())
    .addOption(environmentOption())
    .requiredOption(
      '--arrivals <file|rate>',
      'when messages come: 10/minute, "10/minute for 30m", "burst of 500", or a file of lines of seconds and counts',
    )
    .requiredOption('--seconds-per-message <seconds>', 'how long a task works on one')
    .addOption(new Option('--concurrency <messages>', 'on how many a task works at once (default: 1)'))
    .addOption(new Option('--start-seconds <seconds>', 'until a task that is started works (default: 60)'))
    .addOption(
      new Option('--metric-delay-seconds <seconds>', 'until an alarm sees what a minute was (default: 60)'),
    )
    .addOption(new Option('--duration-seconds <seconds>', 'how long to look (default: until all is quiet)'))
    .addOption(new Option('--idle-queue', 'nobody has used the queue for six hours').default(false))
    .addOption(
      new Option('--fills-unseen', 'FILL stands in for a newest point that is late')
        .default(false)
        .hideHelp(),
    )
    .addOption(new Option('--from <time>', 'when it begins, for scheduled_scaling'))
    .addOption(new Option('--format <format>', 'how to print it').choices(queueFormats).default('text'))
    .action((job: string, options: SimulateQueueOptions) => {
      streams.out(simulateQueues(job, options, paintOf('error')));
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
    if (error instanceof InvalidGeneratedValueError) {
      streams.error(`${error.message}\n`);
      return 2;
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

/** May be given more than once, for different steps. */
function wishOption(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], 'none');
}

function formatOption(): Option {
  return new Option('--format <format>', 'text for people, json for programs')
    .choices(['text', 'json'])
    .default('text');
}

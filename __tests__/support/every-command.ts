import { Command } from 'commander';
import { join } from 'node:path';
import { registry } from '../../lib/cli/command-registry';
import { smallConfig, type TemporaryFolder } from './run-program';

/** A job of each kind in the configuration of a test. */
export interface JobNames {
  readonly scheduled_job: string;
  readonly file_upload_job: string;
  readonly event_job: string;
  readonly queue_worker_job: string;
}

/** A call of the program. */
export interface Call {
  /** The name of the command: `simulate run`. */
  readonly command: string;
  readonly programArguments: readonly string[];
}

/** What the calls simulate. */
export interface CallOptions {
  /**
   * The folder of the configuration, inside the temporary folder.
   *
   * @default env-config
   */
  readonly config?: string;
  /** Bucket of an upload. */
  readonly bucket: string;
  /** The key of an upload. */
  readonly key: string;
  /** Event for event jobs. */
  readonly event: unknown;
}

/** A history with a run on one day, and none on the next two days. */
const history = JSON.stringify({
  from: '2027-03-01T00:00:00Z',
  until: '2027-03-04T00:00:00Z',
  runs: [{ started: '2027-03-01T04:00:05Z', ended: '2027-03-01T05:00:00Z', status: 'SUCCEEDED' }],
  undelivered: ['2027-03-02T04:00:00Z'],
});

/** A state with one resource, which belongs to no job. */
const oldState = JSON.stringify({
  format_version: '1.0',
  values: {
    root_module: {
      resources: [
        { address: 'aws_s3_bucket.b', mode: 'managed', type: 'aws_s3_bucket', name: 'b', values: {} },
      ],
    },
  },
});

/** Returns a call of every command for a configuration, in each of its formats. */
export function callsOf(
  folder: TemporaryFolder,
  names: JobNames,
  { config = 'env-config', bucket, key, event }: CallOptions,
): readonly Call[] {
  folder.write({ 'event.json': JSON.stringify(event), 'arrivals.txt': '0 3\n', 'history.json': history });
  folder.write({ 'old-state.json': oldState });
  // Every job of the configuration is new, so a review shows all of it.
  folder.write(
    Object.fromEntries(Object.entries(smallConfig).map(([file, text]) => [`older/${file}`, text])),
  );
  const path = (name: string) => join(folder.path, name);
  const jobs = Object.values<string>({ ...names });
  const runs = [names.scheduled_job, names.file_upload_job, names.event_job];
  const upload = ['--bucket', bucket, '--key', key, '--size', '7'];
  const queue = ['--seconds-per-message', '1', '--duration-seconds', '600'];
  const withConfig: Readonly<Record<string, readonly (readonly string[])[]>> = {
    adopt: [['--state', path('old-state.json'), '--out', path('adoption')]],
    synth: [['--out', path('out')]],
    validate: [[]],
    list: [[], ['--on', '2027-03-14'], ['--timezone', 'Europe/Berlin']],
    permissions: [[], ['--for', 'plan'], ['--for', 'apply']],
    commands: jobs.map((job) => [job]),
    review: [['--base', path('older/env-config')]],
    'simulate run': runs.flatMap((job) => [[job], [job, '--failures', '1']]),
    'simulate upload': [upload, [...upload, '--print-start-command']],
    'simulate event': [
      ['--event', path('event.json')],
      ['--event', path('event.json'), '--print-start-command'],
    ],
    'simulate alarms': jobs.map((job) => [job, '--history', path('history.json')]),
    'simulate queue': [[names.queue_worker_job, '--arrivals', path('arrivals.txt'), ...queue]],
  };
  const calls = Object.entries(withConfig).flatMap(([command, ways]) =>
    ways.flatMap((way) =>
      formatsOf(command).map((format) => ({
        command,
        programArguments: [
          ...command.split(' '),
          ...way,
          '--config',
          path(config),
          ...(format === undefined ? [] : ['--format', format]),
        ],
      })),
    ),
  );
  return [...calls, { command: 'schema', programArguments: ['schema'] }];
}

/** Every command that runs something, by name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  leavesOf(
    registry.reduce((program, command) => (command.addTo(program, () => undefined), program), new Command()),
  ),
);

function leavesOf(parent: Command, above = ''): readonly (readonly [string, Command])[] {
  return parent.commands.flatMap((command) => {
    const name = `${above}${command.name()}`;
    return command.commands.length === 0 ? [[name, command] as const] : leavesOf(command, `${name} `);
  });
}

/** Returns the formats of a command; `undefined` for a command without the option. */
function formatsOf(command: string): readonly (string | undefined)[] {
  const option = commands.get(command)?.options.find(({ long }) => long === '--format');
  return option?.argChoices ?? [undefined];
}

import { Option } from 'commander';
import { maximumObjectKeyBytes, explainInvalidBucketName } from '../../aws/s3/buckets';
import { creationReasons, objectEvents, type CreationReason } from '../../aws/s3/object-events';
import { objectEvent, uploadInCloudTrail, type UploadedObject } from '../../aws/s3/sample-events';
import type { EnvironmentJobs } from '../../jobs/environment';
import { uploadFormats } from '../../report/simulate-upload/formats';
import { simulateUpload } from '../../simulate/upload/simulate-upload';
import { isObject } from '../../values/json';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';
import { readJsonFile } from '../read-json-file';

interface SimulateUploadOptions extends ConfigOptions {
  readonly format: keyof typeof uploadFormats;
  /**
   * The name of the bucket.
   *
   * @default the bucket of `event`
   */
  readonly bucket?: string;
  /**
   * The key of the object.
   *
   * @default the key of `event`
   */
  readonly key?: string;
  /**
   * Size in bytes.
   *
   * @default 1024
   */
  readonly size?: string;
  /**
   * API call that creates the object.
   *
   * @default PutObject
   */
  readonly reason?: CreationReason;
  /**
   * Version of the object.
   *
   * @default the bucket is not versioned
   */
  readonly versionId?: string;
  /**
   * Entity tag of the object.
   *
   * @default a sample; with `printStartCommand`, the event has no entity tag
   */
  readonly etag?: string;
  /**
   * The name of a JSON file with an event.
   *
   * @default the events of the object that the other options describe
   */
  readonly event?: string;
  /**
   * Whether to print the AWS CLI commands that start the jobs.
   *
   * @default false
   */
  readonly printStartCommand?: boolean;
}

const defaultSize = 1024;

/** `background-jobs simulate upload` */
export const simulateUploadCommand = defineCommand({
  name: 'upload',
  summary: 'simulate an upload: the jobs that it starts, and the exact command of each task',
  options: [
    ...configOptions(),
    new Option('--bucket <name>', 'bucket of the object'),
    new Option('--key <key>', 'key of the object'),
    new Option('--size <bytes>', `size of the object (default: ${defaultSize})`),
    new Option('--reason <reason>', 'API call that creates the object (default: PutObject)').choices(
      creationReasons,
    ),
    new Option('--version-id <id>', 'version of the object, if the bucket is versioned'),
    new Option('--etag <tag>', 'entity tag of the object'),
    new Option(
      '--event <file>',
      'JSON file with an EventBridge event or a CloudTrail record, instead of the options above',
    ),
    new Option(
      '--print-start-command',
      'print AWS CLI commands that start the jobs for this object; requires --size or --event',
    ),
    formatOption(uploadFormats),
  ],
  run: simulateUploads,
});

function simulateUploads(options: SimulateUploadOptions, { errorColor }: CommandContext): CommandResult {
  const eventsIn = readUpload(options);
  const { environments } = loadValid(options, errorColor);
  const uploads = environments.map((environment) => simulateUpload(environment, eventsIn(environment)));
  const { printStartCommand: hasStartCommands = false } = options;
  const output = uploadFormats[options.format]({ uploads, hasStartCommands });
  return { output, isExact: hasStartCommands };
}

/** Fields of S3's event whose real values are not known before the upload. */
const samples = { etag: 'd41d8cd98f00b204e9800998ecf8427e', sequencer: '0055AED6DCD90281E5' } as const;

type Event = Readonly<Record<string, unknown>>;
type EventsIn = (environment: EnvironmentJobs) => readonly Event[];

/**
 * Reads the upload from the options.
 *
 * @returns The events of the upload in an environment.
 * @throws CommandError if the options are incomplete or invalid.
 */
function readUpload(options: SimulateUploadOptions): EventsIn {
  const { bucket, key, size, reason, versionId, etag, event: file, printStartCommand = false } = options;
  if (file !== undefined) {
    const others = Object.entries({ bucket, key, size, reason, 'version-id': versionId, etag })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `--${name}`);
    if (others.length > 0)
      throw new CommandError(2, `--event contains the whole upload; remove ${others.join(' and ')}`);
    return readEvent(file);
  }
  if (bucket === undefined || key === undefined)
    throw new CommandError(2, 'no object is given; add --bucket and --key, or --event');
  const bucketProblem = explainInvalidBucketName(bucket);
  if (bucketProblem !== undefined) throw new CommandError(2, `--bucket ${bucket}: ${bucketProblem}`);
  const keySize = Buffer.byteLength(key);
  if (keySize < 1 || keySize > maximumObjectKeyBytes)
    throw new CommandError(
      2,
      `--key: must have 1 to ${maximumObjectKeyBytes} bytes; this key has ${keySize}`,
    );
  if (size !== undefined && !/^\d{1,15}$/.test(size))
    throw new CommandError(2, `--size ${size}: must be a whole number of bytes`);
  // A start command starts a real run, so its event must not contain sample values.
  if (printStartCommand && size === undefined)
    throw new CommandError(2, '--print-start-command: requires the real size of the object; add --size');
  const sample = printStartCommand ? undefined : samples;
  return eventsOfUpload({
    bucketName: bucket,
    key,
    size: Number(size ?? defaultSize),
    reason: reason ?? 'PutObject',
    versionId,
    etag: etag ?? sample?.etag,
    sequencer: sample?.sequencer,
  });
}

/** Returns S3's event of an upload, and GuardDuty's event of a scan without threats. */
function eventsOfUpload(upload: UploadedObject): EventsIn {
  return ({ location }) => objectEvents.map((kind) => objectEvent(kind, upload, location));
}

/** Reads an EventBridge event, which is used unchanged, or a CloudTrail record, which is converted to the upload's events. */
function readEvent(file: string): EventsIn {
  const event = readJsonFile(`--event ${file}`, file);
  if (!isObject(event)) throw new CommandError(2, `--event ${file}: must contain a JSON object`);
  const detail = event['detail'];
  const record = isObject(detail) && event['detail-type'] === 'AWS API Call via CloudTrail' ? detail : event;
  const upload = uploadInCloudTrail(record);
  if (upload !== undefined) return eventsOfUpload(upload);
  if (typeof event['source'] === 'string' && typeof event['detail-type'] === 'string') return () => [event];
  throw new CommandError(
    2,
    `--event ${file}: must be an EventBridge event, with source and detail-type, or a CloudTrail record of an upload (${creationReasons.join(', ')})`,
  );
}

import { readFileSync } from 'node:fs';
import { maximumObjectKeyBytes, explainInvalidBucketName } from '../aws/s3/buckets';
import { isObject } from '../values/json';
import { creationReasons, objectEvents, type CreationReason } from '../aws/s3/object-events';
import { objectEvent, uploadInCloudTrail, type UploadedObject } from '../aws/s3/sample-events';
import type { EnvironmentJobs } from '../jobs/environment';
import { plainText, type Color } from '../report/color';
import {
  renderSimulation,
  renderStartCommands,
  simulationToJson,
} from '../report/simulate-upload/render-upload';
import { simulateUpload } from '../simulate/upload/simulate-upload';
import { CommandError } from './command-error';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export interface SimulateUploadOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
  readonly bucket?: string;
  readonly key?: string;
  /** Bytes; 1024 by default. */
  readonly size?: string;
  /** PutObject by default. */
  readonly reason?: CreationReason;
  readonly versionId?: string;
  readonly etag?: string;
  /** A file with an event, instead of bucket and key. */
  readonly event?: string;
  readonly printStartCommand: boolean;
}

/**
 * What an upload starts, by the rules and definitions that are synthesised; returns what to print.
 *
 * @throws CommandError for a configuration that is wrong, an upload that can't be, and an event that is none.
 */
export function simulateUploads(options: SimulateUploadOptions, paint: Color = plainText): string {
  const eventsIn = eventsOf(options);
  const loaded = load(options.config, options.environment);
  throwOnErrors(loaded, { format: options.format, paint });
  const uploads = loaded.environments.map((environment) =>
    simulateUpload(environment, eventsIn(environment)),
  );
  if (options.format === 'json') return simulationToJson(uploads, options);
  return options.printStartCommand ? renderStartCommands(uploads) : renderSimulation(uploads);
}

/** What the event of an upload has, and who simulates one does not know. */
const samples = { etag: 'd41d8cd98f00b204e9800998ecf8427e', sequencer: '0055AED6DCD90281E5' } as const;

type Event = Readonly<Record<string, unknown>>;

/** The events of the upload, in an environment. */
function eventsOf(options: SimulateUploadOptions): (environment: EnvironmentJobs) => readonly Event[] {
  const { bucket, key, size, reason, versionId, etag, event: file } = options;
  if (file !== undefined) {
    const given = Object.entries({ bucket, key, size, reason, 'version-id': versionId, etag })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `--${name}`);
    if (given.length > 0)
      throw new CommandError(2, `--event says what was uploaded: leave out ${given.join(' and ')}`);
    return readEvent(file);
  }
  if (bucket === undefined || key === undefined)
    throw new CommandError(2, 'what is uploaded? give --bucket and --key, or --event with a file');
  const bucketRefusal = explainInvalidBucketName(bucket);
  if (bucketRefusal !== undefined) throw new CommandError(2, `--bucket ${bucket}: ${bucketRefusal}`);
  const keySize = Buffer.byteLength(key);
  if (keySize < 1 || keySize > maximumObjectKeyBytes)
    throw new CommandError(
      2,
      `--key: a key has 1 to ${maximumObjectKeyBytes} bytes, and this has ${keySize}`,
    );
  if (size !== undefined && !/^\d{1,15}$/.test(size))
    throw new CommandError(2, `--size ${size}: a whole number of bytes`);
  // A task that somebody starts by hand is to be told nothing that was made up.
  const sample = options.printStartCommand ? undefined : samples;
  return ofUpload({
    bucketName: bucket,
    key,
    size: Number(size ?? 1024),
    reason: reason ?? 'PutObject',
    versionId,
    etag: etag ?? sample?.etag,
    sequencer: sample?.sequencer,
  });
}

/** S3's own event, and that of a scan that found nothing. */
function ofUpload(upload: UploadedObject) {
  return ({ location }: EnvironmentJobs): readonly Event[] =>
    objectEvents.map((kind) => objectEvent(kind, upload, location));
}

/** An event of EventBridge as it is; what CloudTrail recorded, as the upload that it was. */
function readEvent(file: string): (environment: EnvironmentJobs) => readonly Event[] {
  const event = parseFile(file);
  if (!isObject(event)) throw new CommandError(2, `--event ${file}: an event is a JSON object`);
  const detail = event['detail'];
  const record = isObject(detail) && event['detail-type'] === 'AWS API Call via CloudTrail' ? detail : event;
  const upload = uploadInCloudTrail(record);
  if (upload !== undefined) return ofUpload(upload);
  if (typeof event['source'] === 'string' && typeof event['detail-type'] === 'string') return () => [event];
  throw new CommandError(
    2,
    `--event ${file}: neither an event of EventBridge, which has source and detail-type, nor a record of CloudTrail of an upload (${creationReasons.join(', ')})`,
  );
}

function parseFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(2, `--event ${file}: ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(2, `--event ${file}: no JSON: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

import { readFileSync } from 'node:fs';
import { objectKeyBytes, refuseBucketName } from '../aws/buckets';
import {
  creationReasons,
  objectEvent,
  objectEvents,
  uploadInCloudTrail,
  type CreationReason,
} from '../aws/object-events';
import type { EnvironmentJobs } from '../jobs/environment';
import { paintNothing, type Paint } from '../report/issues/paint';
import {
  renderSimulation,
  renderStartCommands,
  simulationToJson,
} from '../report/simulation/render-simulation';
import { simulateUpload } from '../report/simulation/simulate-upload';
import { CommandError } from './command-error';
import { load } from './load';
import { refuseErrors } from './refusal';

export interface SimulateUploadOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
  readonly bucket?: string;
  readonly key?: string;
  /** Bytes. */
  readonly size: string;
  readonly reason: CreationReason;
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
export function simulateUploads(options: SimulateUploadOptions, paint: Paint = paintNothing): string {
  const eventsIn = eventsOf(options);
  const loaded = load(options.config, options.environment);
  refuseErrors(loaded, { format: options.format, paint });
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
  const { bucket, key, event: file } = options;
  if (file !== undefined) {
    if (bucket !== undefined || key !== undefined)
      throw new CommandError(2, '--event says what was uploaded: leave out --bucket and --key');
    return readEvent(file);
  }
  if (bucket === undefined || key === undefined)
    throw new CommandError(2, 'what is uploaded? give --bucket and --key, or --event with a file');
  const bucketRefusal = refuseBucketName(bucket);
  if (bucketRefusal !== undefined) throw new CommandError(2, `--bucket ${bucket}: ${bucketRefusal}`);
  const keySize = Buffer.byteLength(key);
  if (keySize < 1 || keySize > objectKeyBytes)
    throw new CommandError(2, `--key: a key has 1 to ${objectKeyBytes} bytes, and this has ${keySize}`);
  if (!/^\d{1,15}$/.test(options.size))
    throw new CommandError(2, `--size ${options.size}: a whole number of bytes`);
  const { reason, versionId, size, etag } = options;
  // A task that somebody starts by hand is to be told nothing that was made up.
  const sample = options.printStartCommand ? undefined : samples;
  return ofUpload({
    bucketName: bucket,
    key,
    size: Number(size),
    reason,
    versionId,
    etag: etag ?? sample?.etag,
    sequencer: sample?.sequencer,
  });
}

/** S3's own event, and that of a scan that found nothing. */
function ofUpload(upload: Parameters<typeof objectEvent>[1]) {
  return ({ location }: EnvironmentJobs): readonly Event[] => {
    const { region, partition, accountId } = location;
    const account = typeof accountId === 'string' ? accountId : '123456789012';
    return objectEvents.map((kind) => objectEvent(kind, upload, { region, partition, accountId: account }));
  };
}

/** An event of EventBridge as it is; what CloudTrail recorded, as the upload that it was. */
function readEvent(file: string): (environment: EnvironmentJobs) => readonly Event[] {
  const event = parseFile(file);
  if (!isMap(event)) throw new CommandError(2, `--event ${file}: an event is a JSON object`);
  const detail = event['detail'];
  const record = isMap(detail) && event['detail-type'] === 'AWS API Call via CloudTrail' ? detail : event;
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

function isMap(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

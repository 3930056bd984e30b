/** What a file upload job has to be beyond its fields' types: conditions that go together, and a bucket's switch. */
import { bucketNameOf } from '../../config/env-config';
import type { Path, Problem } from '../../config/issues';
import type { ValidParts } from '../../config/valid-parts';
import type { ReadEnvironment } from '../../config/read-config';
import type { uploadFields } from '../../config/schema/file-upload-job';

type UploadJob = Pick<NonNullable<ValidParts['file_upload_jobs']>[string], keyof typeof uploadFields>;
type Field = keyof UploadJob;

/** Each speaks only of fields that are right by themselves. */
export const uploadRules: readonly ((environment: ReadEnvironment) => readonly Problem[])[] = [
  patternExcludesPrefix,
  sizesInOrder,
  noFieldsMissingFromScanEvents,
  bucketToManage,
];

function ofEachJob(
  { validParts: partial }: ReadEnvironment,
  check: (job: UploadJob) => readonly (readonly [field: Field, message: string])[],
): readonly Problem[] {
  const uploads: readonly (readonly [Path, UploadJob])[] = [
    ...Object.entries(partial.file_upload_jobs ?? {}).map(
      ([name, job]) => [['file_upload_jobs', name], job] as const,
    ),
    ...Object.entries(partial.queue_worker_jobs ?? {}).flatMap(([name, { file_upload: upload }]) =>
      upload === undefined ? [] : [[['queue_worker_jobs', name, 'file_upload'], upload] as const],
    ),
  ];
  return uploads.flatMap(([path, job]) =>
    check(job).map(([field, message]): Problem => {
      return { path: [...path, field], code: 'one-of', at: 'key', message };
    }),
  );
}

/** The list of one field is an OR, so that a pattern besides a prefix would start the job for either. */
function patternExcludesPrefix(environment: ReadEnvironment): readonly Problem[] {
  return ofEachJob(environment, (job) => {
    const beside = (['path_prefix', 'path_suffix'] as const).filter((field) => job[field] !== undefined);
    if (job.path_pattern === undefined || beside.length === 0) return [];
    const message = `stands instead of ${beside.join(' and ')}: EventBridge can’t ask for both at once; write what the key begins and ends with into the pattern, uploads/*.csv`;
    return [['path_pattern', message]];
  });
}

function sizesInOrder(environment: ReadEnvironment): readonly Problem[] {
  return ofEachJob(
    environment,
    ({ minimum_size_bytes: minimum = 0, maximum_size_bytes: maximum = Infinity }) =>
      minimum <= maximum
        ? []
        : [
            [
              'maximum_size_bytes',
              `${maximum} is below minimum_size_bytes, ${minimum}: no object starts the job`,
            ],
          ],
  );
}

function noFieldsMissingFromScanEvents(environment: ReadEnvironment): readonly Problem[] {
  return ofEachJob(environment, (job) => {
    if (job.after_malware_scan !== true) return [];
    return (['minimum_size_bytes', 'maximum_size_bytes', 'reasons'] as const).flatMap((field) =>
      job[field] === undefined
        ? []
        : [
            [
              field,
              'with after_malware_scan, the job starts by GuardDuty’s event, which says neither how large the object is nor how it was created; have the command look',
            ] as const,
          ],
    );
  });
}

function bucketToManage({
  validParts: partial,
  isInvalid: isWrong,
  name,
}: ReadEnvironment): readonly Problem[] {
  if (partial.storage?.eventbridge_notification !== 'manage' || isWrong(['storage'])) return [];
  const unsure = [['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isWrong);
  if (unsure || bucketNameOf(partial, name) !== undefined) return [];
  const message = 'manage: of which bucket? give storage.bucket_name or project_name';
  return [{ path: ['storage', 'eventbridge_notification'], code: 'no-bucket', at: 'value', message }];
}

import {
  findCodePlaceholders,
  type CodePlaceholder,
} from '../../../../lib/jobs/code-placeholders/code-placeholders';
import { fileUploadPlaceholders } from '../../../../lib/jobs/file-upload/object-source';
import { parseEventText } from '../../../../lib/jobs/placeholders';

/** The fields of a file upload job that decide how its keys begin. */
export type UploadFields = Parameters<typeof fileUploadPlaceholders>[0];

/** Returns the arguments of a file upload job's command that the rule rejects. */
export function rejectedArguments(
  command: readonly string[],
  upload: UploadFields = {},
): readonly CodePlaceholder[] {
  const placeholders = fileUploadPlaceholders(upload);
  return findCodePlaceholders(command.map((argument) => parseEventText(argument, placeholders)));
}

/**
 * Returns commands, one from each line. Arguments are separated by spaces; text in double quotes is one argument. `<K>`
 * is the placeholder of the key, and `<B>` that of the bucket.
 */
export function commandsIn(lines: string): readonly (readonly string[])[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) =>
        (quoted ?? plain ?? '').replaceAll('<K>', '<object_key>').replaceAll('<B>', '<bucket_name>'),
      ),
    );
}

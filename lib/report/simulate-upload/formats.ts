import { uploadsToJson } from './json';
import { renderUploads } from './text';
import type { UploadView } from './view';

/** Formats of `background-jobs simulate upload`. */
export const uploadFormats = {
  text: renderUploads,
  json: uploadsToJson,
} as const satisfies Record<'text' | 'json', (view: UploadView) => string>;

import { permissionsToJson } from './json';
import { renderPermissions } from './text';
import type { PermissionsView } from './view';

/** Formats of `background-jobs permissions`. */
export const permissionsFormats = {
  text: renderPermissions,
  json: permissionsToJson,
} as const satisfies Record<'text' | 'json', (environments: readonly PermissionsView[]) => string>;

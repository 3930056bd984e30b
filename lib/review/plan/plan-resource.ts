/** Reads one entry of `resource_changes` or `resource_drift`. */
import { failure, success, type Result } from '../../text/result';
import { fieldOf, isList, isObject, type JsonObject } from '../../values/json';
import type { PlannedAction, PlanObject, ResourceChange } from '../planned-environment';
import { markedValues, sensitiveTexts, withoutTexts } from './plan-values';

/** An entry of a plan, before the owner of the resource is known. */
export interface PlanResource {
  /** The address of the module of the resource, `module.jobs["eu"]`; empty for the root module. */
  readonly moduleAddress: string;
  /** The type of the resource; a data source has `data.` in front. */
  readonly type: string;
  /** The name of the resource, without its module and its index. */
  readonly name: string;
  /** The change. */
  readonly change: Omit<ResourceChange, 'owner'>;
}

/** The action for each combination of actions that Terraform or OpenTofu writes. */
const actionOf: ReadonlyMap<string, PlannedAction> = new Map([
  ['no-op', 'no-op'],
  ['create', 'create'],
  ['read', 'read'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['forget', 'forget'],
  ['delete,create', 'replace'],
  ['create,delete', 'replace'],
  // The old object stays in AWS.
  ['create,forget', 'replace'],
  ['forget,create', 'replace'],
]);

/**
 * Reads an entry.
 *
 * @returns The entry, or the end of a sentence that begins with the name of the file.
 */
export function readPlanResource(entry: JsonObject): Result<PlanResource> {
  const { address, type, name, mode, change } = entry;
  if (
    typeof address !== 'string' ||
    typeof type !== 'string' ||
    typeof name !== 'string' ||
    !isObject(change)
  )
    return failure('a change of the plan has no address, type, name or change; create the plan again');
  const actions = isList(change['actions']) ? change['actions'].join(',') : '';
  const action = actionOf.get(actions);
  if (action === undefined)
    return failure(
      `the plan has the actions ${JSON.stringify(actions)} for ${address}, which this program does not know; update background-jobs`,
    );
  return success({
    moduleAddress: textOf(entry['module_address']) ?? '',
    type: mode === 'data' ? `data.${type}` : type,
    name,
    change: {
      address,
      type: mode === 'data' ? `data.${type}` : type,
      action,
      ...valuesOf(change, action),
      replacedBecauseOf: pathsOf(change['replace_paths']),
      ...(actions.startsWith('create,') ? { isCreatedFirst: true } : {}),
      reason: textOf(entry['action_reason']),
      previousAddress: textOf(entry['previous_address']),
      importId: importIdOf(change['importing']),
      isDeposed: typeof entry['deposed'] === 'string',
    },
  });
}

/**
 * Reads the values of both sides. Most resources of a plan are unchanged. Their sides are equal, and are read only
 * once.
 */
function valuesOf(change: JsonObject, action: PlannedAction): Pick<ResourceChange, 'before' | 'after'> {
  const { before, after, before_sensitive, after_sensitive, after_unknown } = change;
  const secrets = new Set([
    ...sensitiveTexts(before, before_sensitive),
    ...sensitiveTexts(after, after_sensitive),
  ]);
  const read = (values: unknown, sensitive: unknown, unknown: unknown): PlanObject | undefined =>
    withoutTexts(markedValues(values, sensitive, unknown), secrets);
  if (action === 'no-op') {
    const only = read(after, after_sensitive, undefined);
    return { before: only, after: only };
  }
  return {
    before: read(before, before_sensitive, undefined),
    after: read(after, after_sensitive, after_unknown),
  };
}

function pathsOf(paths: unknown): readonly string[] {
  if (!isList(paths)) return [];
  return paths.map((path) => (isList(path) ? path.map(stepOf).join('').replace(/^\./, '') : ''));
}

function stepOf(step: unknown): string {
  return typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
}

/** An import by identity (Terraform 1.12) has no id. */
function importIdOf(importing: unknown): string | undefined {
  if (!isObject(importing)) return undefined;
  return textOf(fieldOf(importing, 'id')) ?? '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * Parses the JSON that `terraform show -json` and `tofu show -json` print for a plan.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { failure, success, type Result } from '../../text/result';
import { fieldOf, isList, isObject, type JsonObject } from '../../values/json';
import { isNestedTooDeep, maximumNesting } from '../../values/nesting';

/** The fields of a plan that a review reads. A plan repeats secrets in the others, such as `variables`. */
export interface PlanJson {
  /** When the plan was created; `undefined` for Terraform before 1.5. */
  readonly timestamp: Date | undefined;
  /** Whether planning failed, or left out resources. */
  readonly gap: 'failed' | 'targeted' | undefined;
  /** The changes of resources, and data sources that Terraform reads during the apply. */
  readonly resourceChanges: readonly JsonObject[];
  /** The differences between the state and AWS. */
  readonly resourceDrift: readonly JsonObject[];
  /** The configuration, which lists the arguments that it sets. */
  readonly configuration: unknown;
}

/** The action for a file that is not the JSON of a plan. */
const remedy =
  'run terraform plan -out=plan and terraform show -json plan > plan.json, and pass plan.json (tofu has the same commands)';

/**
 * Parses the JSON of a plan of Terraform 1.5 to 1.14, or of OpenTofu.
 *
 * @returns The fields that a review reads, or the end of a sentence that begins with the name of the file.
 */
export function parsePlan(text: string): Result<PlanJson> {
  // A binary plan is a ZIP archive.
  if (text.startsWith('PK\u0003\u0004'))
    return failure(`the file is a plan in Terraform's binary format; ${remedy}`);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return failure(`${explainInvalidJson(text)}; ${remedy}`);
  }
  if (isNestedTooDeep(json))
    return failure(
      `a value of the plan has more than ${maximumNesting} levels of nesting; use fewer levels, and plan again`,
    );
  return readPlan(json);
}

function explainInvalidJson(text: string): string {
  if (text.trim() === '') return 'the file is empty';
  const [line = ''] = text.trimStart().split('\n', 1);
  if (line.startsWith('{"@level"'))
    return 'the file contains the log of terraform plan -json, and not a plan';
  if (/^(?:Terraform|OpenTofu|No changes|[\w.[\]"-]+: (?:Refreshing|Reading))/.test(line))
    return 'the file contains the text output of terraform plan, and not a plan';
  return 'the file is not valid JSON, or it is incomplete';
}

function readPlan(json: unknown): Result<PlanJson> {
  if (!isObject(json)) return failure(`the file is JSON, but not a plan; ${remedy}`);
  const version = json['format_version'];
  const isState = 'lineage' in json || ('values' in json && !('planned_values' in json));
  if (isState) return failure(`the file is a state, and not a plan; ${remedy}`);
  if ('@level' in json)
    return failure(`the file contains the log of terraform plan -json, and not a plan; ${remedy}`);
  if (
    typeof version !== 'string' ||
    !('planned_values' in json || 'resource_changes' in json || 'errored' in json)
  )
    return failure(`the file is JSON, but not a plan; ${remedy}`);
  if (!/^1\.\d+$/.test(version))
    return failure(
      `the plan has the format_version ${JSON.stringify(version)}, but this program reads only 1.x, the format of Terraform 1.5 to 1.14 and of OpenTofu; use one of these versions, or update background-jobs`,
    );
  const [changes, drift] = [objectsOf(json['resource_changes']), objectsOf(json['resource_drift'])];
  if (changes === undefined || drift === undefined)
    return failure(`resource_changes and resource_drift of the plan must be lists of objects; ${remedy}`);
  return success({
    timestamp: timestampOf(json['timestamp']),
    gap: gapOf(json),
    resourceChanges: changes,
    resourceDrift: drift,
    configuration: fieldOf(json['configuration'], 'root_module'),
  });
}

/** Returns the objects of a list. A missing list, which has no object, is valid: Terraform omits empty lists. */
function objectsOf(value: unknown): readonly JsonObject[] | undefined {
  if (value === undefined || value === null) return [];
  return isList(value) && value.every(isObject) ? value.filter(isObject) : undefined;
}

/** Terraform writes `complete` since 1.8. Earlier plans do not show that `-target` left out resources. */
function gapOf({ errored, complete }: JsonObject): PlanJson['gap'] {
  if (errored === true) return 'failed';
  return complete === false ? 'targeted' : undefined;
}

function timestampOf(value: unknown): Date | undefined {
  const instant = typeof value === 'string' ? new Date(value) : undefined;
  return instant === undefined || Number.isNaN(instant.getTime()) ? undefined : instant;
}

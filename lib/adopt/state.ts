/**
 * Parses the JSON that `terraform show -json` prints for a state.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { failure, success, type Result } from '../text/result';
import { fieldOf, isList, isObject, type JsonObject } from '../values/json';
import { isNestedTooDeep, maximumNesting } from '../values/nesting';
import { isAddress } from './addresses';

/** A resource instance of a state. */
export interface StateResource {
  /** The whole address: `module.service.aws_sqs_queue.jobs["a"]`. */
  readonly address: string;
  /** The address of its module; empty for the root. */
  readonly moduleAddress: string;
  /** The type of the resource. */
  readonly type: string;
  /** The name of the resource, without its index. */
  readonly name: string;
  /** The key of `for_each`, or the number of `count`; `undefined` if the resource has neither. */
  readonly index: string | number | undefined;
  /** The source of its provider: `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  /** The values of its arguments and attributes. They can be secret: print no value but names and IDs. */
  readonly values: JsonObject;
  /** The marks of sensitive values, by argument. */
  readonly sensitive: JsonObject;
  /** The reason why Terraform can't move the resource as it is; `undefined` if it can. */
  readonly problem: 'deposed' | 'tainted' | undefined;
}

const remedy =
  'run terraform show -json > state.json in the folder of the old configuration, and pass state.json (tofu has the same command)';

/**
 * Parses a state.
 *
 * @param text - The content of the file.
 * @returns The managed resources in the order of the state, or the end of a sentence that begins with the name of the file.
 */
export function parseState(text: string): Result<readonly StateResource[]> {
  if (text.startsWith('PK\u0003\u0004'))
    return failure(`the file is a plan, and not the JSON of a state; ${remedy}`);
  if (text.trim() === '') return failure(`the file is empty; ${remedy}`);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return failure(`the file is not valid JSON, or it is incomplete; ${remedy}`);
  }
  if (isNestedTooDeep(json))
    return failure(
      `a value of the state has more than ${maximumNesting} levels of nesting; remove its resource from state.json`,
    );
  const problem = explainOtherFile(json);
  if (problem !== undefined) return failure(problem);
  return readModules(fieldOf(fieldOf(json, 'values'), 'root_module'));
}

/** Returns the reason why JSON is not the output of `terraform show -json`; `undefined` if it is. */
function explainOtherFile(json: unknown): string | undefined {
  if (!isObject(json)) return `the file is JSON, but not a state; ${remedy}`;
  if ('lineage' in json || 'serial' in json)
    return `the file is a raw state of Terraform, and not the output of terraform show -json; ${remedy}`;
  if ('planned_values' in json || 'resource_changes' in json)
    return `the file is the JSON of a plan, and not of a state; ${remedy}`;
  if ('StackResources' in json || 'StackResourceSummaries' in json)
    return 'the file has the resources of a CloudFormation stack, which adopt does not read; docs/adopting/from-copilot.md describes the change from AWS Copilot';
  const version = json['format_version'];
  if (typeof version !== 'string') return `the file is JSON, but not a state; ${remedy}`;
  if (!/^(?:0\.[12]|1\.\d+)$/.test(version))
    return `the state has the format_version ${JSON.stringify(version)}, but this program reads only 0.1, 0.2 and 1.x; update background-jobs`;
  if (!isObject(fieldOf(json['values'], 'root_module')))
    return `the state has no resources; ${remedy}, before you remove the old jobs`;
  return undefined;
}

function readModules(root: unknown): Result<readonly StateResource[]> {
  const found: StateResource[] = [];
  const waiting: unknown[] = [root];
  for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
    const resources = fieldOf(module, 'resources') ?? [];
    const children = fieldOf(module, 'child_modules') ?? [];
    if (!isList(resources) || !isList(children))
      return failure(`resources and child_modules of the state must be lists; ${remedy}`);
    const moduleAddress = fieldOf(module, 'address');
    for (const resource of resources) {
      if (fieldOf(resource, 'mode') === 'data') continue;
      const read = readResource(resource, typeof moduleAddress === 'string' ? moduleAddress : '');
      if (read === undefined)
        return failure(`a resource of the state has no valid address, type, name or values; ${remedy}`);
      found.push(read);
    }
    waiting.push(...children);
  }
  if (found.length === 0)
    return failure(`the state has no resources; ${remedy}, before you remove the old jobs`);
  return success(found);
}

function readResource(json: unknown, moduleAddress: string): StateResource | undefined {
  if (!isObject(json)) return undefined;
  const { address, type, name, index, values, provider_name: provider, sensitive_values: sensitive } = json;
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return undefined;
  if (!isAddress(address) || !isObject(values)) return undefined;
  return {
    address,
    moduleAddress,
    type,
    name,
    index: typeof index === 'string' || typeof index === 'number' ? index : undefined,
    provider: typeof provider === 'string' ? provider : '',
    values,
    sensitive: isObject(sensitive) ? sensitive : {},
    problem: 'deposed_key' in json ? 'deposed' : json['tainted'] === true ? 'tainted' : undefined,
  };
}

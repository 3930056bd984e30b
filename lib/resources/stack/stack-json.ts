/** Describes the file of a stack: an environment's resources with the provider, the state backend, and cdktf's metadata. */
import type { EnvConfig } from '../../config/env-config';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isObject } from '../../values/json';
import { describeEnvironment } from '../environment-resources';
import { constructPathOf } from '../job-resource';
import type { ConstructPath, TerraformOutputValue, TerraformResource } from '../resource';
import { writeBlocks } from '../terraform-json';
import { TerraformText } from '../terraform-text';
import { libraryVersion } from './library';
import { backendBlock, providerArguments, terraformRequirements } from './stack-arguments';
import { inTreeOrder } from './tree-order';

/** Returns the content of a stack's file. */
export function stackJson(environment: EnvironmentJobs): unknown {
  const { config } = environment;
  const { dataSources, shared, jobs } = describeEnvironment(environment);
  const outputs = jobs.flatMap((job) => job.outputs);
  const resources = inTreeOrder<TerraformResource>(
    [...jobs.map(({ job }) => constructPathOf(job)), ...outputs.map(({ path }) => path)],
    [...dataSources, ...shared, ...jobs.flatMap((job) => job.resources)],
  );
  const text = new TerraformText();
  const { region, allowedAccountIds } = providerArguments(config);
  return {
    '//': { metadata: metadataOf(config, resources), outputs: outputNames(config.name, outputs) },
    provider: { aws: [{ region, allowed_account_ids: allowedAccountIds }] },
    terraform: { ...backendBlock(config), ...terraformRequirements(config) },
    ...withContent({
      ...blocksOf(config.name, resources, text),
      moved: resources.flatMap(({ address, movedFrom }) =>
        movedFrom === undefined ? [] : [{ from: movedFrom, to: address }],
      ),
      output: Object.fromEntries(outputs.map(({ name, value }) => [name, { value: text.string(value) }])),
    }),
  };
}

/** Returns the `resource` and `data` blocks. Each has the path of its construct as metadata. */
function blocksOf(stackName: string, resources: readonly TerraformResource[], text: TerraformText) {
  const { resource, data } = writeBlocks(resources, text);
  for (const { type, name, path } of resources) {
    const byName = type.startsWith('data.') ? data[type.slice('data.'.length)] : resource[type];
    const block = byName?.[name];
    if (isObject(block))
      Object.assign(block, { '//': { metadata: { path: pathText(stackName, path), uniqueId: name } } });
  }
  return { resource, data };
}

/** Returns what cdktf notes about a stack. */
function metadataOf(
  { name, stateBackend }: EnvConfig,
  resources: readonly TerraformResource[],
): Readonly<Record<string, unknown>> {
  const moved: Record<string, string[]> = {};
  const overrides: Record<string, string[]> = { stack: ['terraform'] };
  for (const { type, name: resourceName, movedFrom, dynamicBlocks } of resources) {
    if (movedFrom !== undefined) (moved[type] ??= []).push(resourceName);
    if (dynamicBlocks !== undefined) (overrides[type] ??= []).push('dynamic');
  }
  return {
    version: libraryVersion,
    stackName: name,
    backend: stateBackend.name,
    overrides,
    ...withContent({ moved }),
  };
}

/** The names of outputs by the ids of their constructs. */
interface NameTree {
  [id: string]: NameTree | string;
}

/** Returns the names of the outputs, as a tree of their constructs. */
function outputNames(stackName: string, outputs: readonly TerraformOutputValue[]): NameTree {
  const root: NameTree = {};
  for (const { name, path } of outputs) {
    const scope = [stackName, ...path.slice(0, -1)].reduce(scopeIn, root);
    scope[path.at(-1) ?? ''] = name;
  }
  return root;
}

function scopeIn(tree: NameTree, id: string): NameTree {
  const known = tree[id];
  if (typeof known === 'object') return known;
  const scope: NameTree = {};
  tree[id] = scope;
  return scope;
}

function pathText(stackName: string, path: ConstructPath): string {
  return [stackName, ...path].join('/');
}

/** Returns the sections that are not empty. */
function withContent(sections: Readonly<Record<string, object>>): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(sections).filter(([, section]) => Object.keys(section).length > 0),
  );
}

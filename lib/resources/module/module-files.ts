/** Writes a Terraform module for each environment. A root module in HCL calls it with `source = "./…"`. */
import type { EnvConfig } from '../../config/env-config';
import { minimumTerraformVersion } from '../../config/terraform-versions';
import type { EnvironmentJobs } from '../../jobs/environment';
import { validateGenerated } from '../../jobs/validate-generated';
import { StringWithLookups } from '../../values/deferred-values';
import { allResources } from '../environment-resources';
import { writeBlocks, writeCondition } from '../terraform-json';
import { literal, TerraformText } from '../terraform-text';
import type { Expression } from '../terraform-values';
import { generatedComment, jsonCommentKey } from './generated-mark';
import { describeModule } from './module-resources';
import { moduleOutputs, type ModuleOutput } from './outputs';
import { renderReadme } from './readme';
import { moduleVariables, type ModuleVariable } from './variables';

/** A file of a module. */
export interface ModuleFile {
  /** The path below the output folder. */
  readonly path: string;
  /** The text of the file. */
  readonly content: string;
}

/** The names of the files of a module. */
export const moduleFileNames = [
  'README.md',
  'main.tf.json',
  'outputs.tf.json',
  'variables.tf.json',
  'versions.tf.json',
] as const;

/**
 * Returns the files of the modules of these environments. Each module is a folder with the name of its environment.
 *
 * @param environments - The environments, which must have no errors.
 * @throws InvalidGeneratedValueError if AWS would reject a generated value.
 */
export function moduleFiles(environments: readonly EnvironmentJobs[]): readonly ModuleFile[] {
  environments.forEach(validateGenerated);
  return environments.flatMap((environment) => {
    const contents = contentsOf(environment);
    return moduleFileNames.map((name) => ({
      path: `${environment.config.name}/${name}`,
      content: contents[name],
    }));
  });
}

function contentsOf(
  environment: EnvironmentJobs,
): Readonly<Record<(typeof moduleFileNames)[number], string>> {
  const { config } = environment;
  const { resources, dataSources, counts, locals, known } = describeModule(environment);
  const text = new TerraformText(known, '', new Set(counts.keys()));
  const { resource, data } = writeBlocks([...dataSources, ...allResources(resources)], text, counts);
  const variables = moduleVariables(config);
  const outputs = moduleOutputs(resources);
  return {
    'README.md': renderReadme(environment, variables, outputs),
    'main.tf.json': json({ locals: mapValues(locals, (value) => text.interpolation(value)), data, resource }),
    'outputs.tf.json': json({ output: byName(outputs, (output) => writeOutput(output, text)) }),
    'variables.tf.json': json({ variable: byName(variables, (variable) => writeVariable(variable, text)) }),
    'versions.tf.json': json({ terraform: versionsOf(config) }),
  };
}

function versionsOf({ awsProviderVersion }: EnvConfig): unknown {
  return {
    required_version: minimumTerraformVersion,
    required_providers: { aws: { source: 'hashicorp/aws', version: awsProviderVersion } },
  };
}

function writeVariable(
  { type, description, default: value, validation }: ModuleVariable,
  text: TerraformText,
): unknown {
  if (value instanceof StringWithLookups) throw new TypeError('the default of a variable must be a text');
  return {
    // Terraform reads types, descriptions and defaults as they are, without templates.
    description,
    type,
    default: value,
    nullable: value === null,
    validation: validation.map((condition) => writeCondition(condition, text)),
  };
}

function writeOutput({ description, values, isList }: ModuleOutput, text: TerraformText): unknown {
  return {
    description: `${description}, by the name of the job.`,
    value: Object.fromEntries(
      [...values].map(([jobName, expressions]) => {
        const rendered = expressions.map((value) => text.interpolation(value));
        return [literal(jobName), isList ? rendered : rendered[0]];
      }),
    ),
  };
}

/** Returns the text of a JSON file. Sections without content are left out. */
function json(content: Readonly<Record<string, unknown>>): string {
  const sections = Object.entries(content).filter(
    ([, section]) => typeof section !== 'object' || section === null || Object.keys(section).length > 0,
  );
  return `${JSON.stringify({ [jsonCommentKey]: generatedComment, ...Object.fromEntries(sections) }, undefined, 2)}\n`;
}

function byName<Item extends { readonly name: string }>(
  items: readonly Item[],
  write: (item: Item) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(items.map((item) => [item.name, write(item)]));
}

function mapValues(
  values: Readonly<Record<string, Expression>>,
  change: (value: Expression) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

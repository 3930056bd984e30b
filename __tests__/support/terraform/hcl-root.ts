import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { moduleFiles } from '../../../lib/resources/module/module-files';

/** The folder of the example in HCL. */
export const hclRootFolder = join(__dirname, '..', '..', '..', 'examples', 'hcl-root');

/** Returns the generated modules of the example in HCL, by the paths below their folder. */
export function hclRootModules(): Readonly<Record<string, string>> {
  return modulesOf(loadEnvironments(join(hclRootFolder, 'env-config')).environments);
}

/** Returns the files of the example in HCL, with its generated modules and a value of each variable. */
export function hclRootExample(): Readonly<Record<string, string>> {
  return {
    ...inModuleFolder(hclRootModules()),
    'main.tf': readFileSync(join(hclRootFolder, 'main.tf'), 'utf8'),
    'terraform.tfvars': 'image = "registry.example/reports:1"\n',
  };
}

/** Returns the files of a configuration in HCL that only calls the module of an environment. */
export function hclRootOf(environment: EnvironmentJobs): Readonly<Record<string, string>> {
  const { name, region } = environment.config;
  return {
    ...inModuleFolder(modulesOf([environment])),
    'main.tf': `provider "aws" {\n  region = "${region}"\n}\nmodule "jobs" {\n  source = "./background-jobs/${name}"\n}\n`,
  };
}

function modulesOf(environments: readonly EnvironmentJobs[]): Readonly<Record<string, string>> {
  return Object.fromEntries(moduleFiles(environments).map(({ path, content }) => [path, content] as const));
}

function inModuleFolder(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [`background-jobs/${path}`, content] as const),
  );
}

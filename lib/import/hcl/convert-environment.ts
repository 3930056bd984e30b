import { environment as environmentSchema } from '../../config/schema/environment';
import { importedField, importedMap, type ImportedEntry, type ImportedMap } from '../origin';
import { moveToJobDefaults } from '../job-defaults';
import { convertJobs, leavesOf, missing, type JobSection } from './convert-job';
import type { EvaluatedModule } from './evaluated-module';
import type { Inventory } from './inventory';
import type { ServiceModule } from './service-module';
import { unknown, type HclObject, type HclValue } from './values';

/** Values of the command line. They replace values of the HCL. */
export interface GivenValues {
  /**
   * Value of `--app-name`.
   *
   * @default the name in the HCL
   */
  readonly appName?: string;
  /**
   * Value of `--region`.
   *
   * @default the region in the HCL
   */
  readonly region?: string;
}

/** One environment of an application. */
export interface EnvironmentRequest {
  /** Name of the environment. */
  readonly name: string;
  /** The module `env-config` with the inputs of this environment. */
  readonly config: EvaluatedModule;
  /** The module `app-config`. */
  readonly application: EvaluatedModule;
  /** The module `project-config`, if it was found. */
  readonly project: EvaluatedModule | undefined;
  /** What the module of the service says. */
  readonly serviceModule: ServiceModule;
  /** Values of the command line. */
  readonly given: GivenValues;
  /** Gets the outcome of each leaf. */
  readonly inventory: Inventory;
}

/** Converts an environment to the content of its file. */
export function convertEnvironment(request: EnvironmentRequest): ImportedMap {
  const { config, application, project, given, inventory, name } = request;
  const serviceConfig = config.local('service_config');
  const appName = textAt(
    'app_name',
    [config.variable('app_name'), application.local('app_name')],
    request,
    given.appName,
  );
  const projectName = textAt(
    'project_name',
    [config.variable('project_name'), application.local('project_name'), project?.output('project_name')],
    request,
  );
  const region = textAt(
    'region',
    [partAt(serviceConfig, 'region'), config.variable('default_region'), project?.output('default_region')],
    request,
    given.region,
  );
  const environmentName = config.variable('environment');
  if (environmentName !== undefined)
    inventory.mark(leavesOf(environmentName), { kind: 'carried', to: `the name of ${name}.yml` });
  const uploads = convertSection('file_upload_jobs', request);
  const schedules = convertSection('scheduled_jobs', request);
  const service = convertService(request, appName.value, projectName.value, serviceConfig);
  // template-infra's schedules are in the group that AWS creates. In it, `adopt` can keep them.
  const group = schedules.length === 0 ? [] : [importedField('schedule_group_name', 'default')];
  return importedMap([
    ...appName.entries,
    ...projectName.entries,
    ...region.entries,
    importedField('service', importedMap([...service.entries, ...group])),
    ...convertStorage(request, `${projectName.value}-${appName.value}-${name}`, uploads),
    ...moveToJobDefaults([...uploads, ...schedules], ['cpu', 'memory']),
  ]);
}

interface FoundText {
  /** The value, or `undefined`. */
  readonly value: string | undefined;
  /** The field, or the comment at its place. */
  readonly entries: readonly ImportedEntry[];
}

/** Returns the first known value of a required field. */
function textAt(
  field: 'app_name' | 'project_name' | 'region',
  values: readonly (HclValue | undefined)[],
  { inventory }: EnvironmentRequest,
  given?: string,
): FoundText {
  if (given !== undefined) return { value: given, entries: [importedField(field, given)] };
  const present = values.filter((value) => value !== undefined);
  const option =
    field === 'project_name' ? '' : `; write it, or use --${field === 'region' ? 'region' : 'app-name'}`;
  let reason = 'the files have no value for it';
  for (const value of present) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string') {
      reason = value.kind === 'unknown' ? value.reason : 'the value is not a text';
      continue;
    }
    const problem = environmentSchema.shape[field].safeParse(value.value).error?.issues[0]?.message;
    if (problem === undefined) {
      inventory.mark(leavesOf(value), { kind: 'carried', to: field });
      return { value: value.value, entries: [importedField(field, value.value)] };
    }
    reason = `env-config does not accept the value: ${problem}`;
  }
  const [first = unknown(reason)] = present;
  for (const value of present) inventory.markImpossible(leavesOf(value), reason);
  return { value: undefined, entries: [missing(field, `${reason}${option}`, first)] };
}

/** Returns the ECS service of template-infra: its names, and the tags of its network. */
function convertService(
  { config, name, inventory }: EnvironmentRequest,
  appName: string | undefined,
  projectName: string | undefined,
  serviceConfig: HclValue | undefined,
): ImportedMap {
  const entries: ImportedEntry[] = [];
  const defaultName = `${appName ?? ''}-${name}`;
  const own = partAt(serviceConfig, 'service_name');
  let serviceName = defaultName;
  if (own?.kind === 'scalar' && typeof own.value === 'string') {
    serviceName = own.value;
    inventory.mark(leavesOf(own), { kind: 'carried', to: 'service.name' });
    if (serviceName !== defaultName) entries.push(importedField('name', serviceName));
  } else if (own !== undefined) {
    const reason = own.kind === 'unknown' ? own.reason : 'the name is not a text';
    inventory.markImpossible(leavesOf(own), reason);
    entries.push(missing('name', reason, own));
  }
  const network = config.variable('network_name');
  if (network?.kind === 'scalar' && typeof network.value === 'string' && projectName !== undefined) {
    inventory.mark(leavesOf(network), { kind: 'carried', to: 'service.vpc_tags.network_name' });
    const tags = [importedField('project', projectName), importedField('network_name', network.value)];
    entries.push(importedField('vpc_tags', importedMap(tags)));
  } else if (network !== undefined) {
    const reason =
      network.kind === 'unknown' ? network.reason : 'the name of the network or of the project is unknown';
    inventory.markImpossible(leavesOf(network), reason);
    entries.push(missing('vpc_tags', reason, network));
  }
  return importedMap([
    ...entries,
    importedField('subnet_tags', importedMap([importedField('subnet_type', 'private')])),
    importedField('security_group_names', [`${serviceName}-app*`]),
  ]);
}

/** Returns the bucket of upload jobs, if it has a name other than the default of env-config. */
function convertStorage(
  { config, inventory }: EnvironmentRequest,
  defaultName: string,
  uploads: readonly ImportedEntry[],
): readonly ImportedEntry[] {
  const bucket = config.local('bucket_name') ?? partAt(config.output('storage_config'), 'bucket_name');
  if (bucket === undefined || uploads.length === 0) return [];
  if (bucket.kind === 'scalar' && typeof bucket.value === 'string') {
    inventory.mark(leavesOf(bucket), { kind: 'carried', to: 'storage.bucket_name' });
    if (bucket.value === defaultName) return [];
    return [importedField('storage', importedMap([importedField('bucket_name', bucket.value)]))];
  }
  const reason = bucket.kind === 'unknown' ? bucket.reason : 'the name of the bucket is not a text';
  inventory.markImpossible(leavesOf(bucket), reason);
  return [importedField('storage', importedMap([missing('bucket_name', reason, bucket)]))];
}

function convertSection(
  section: JobSection,
  { config, serviceModule, inventory }: EnvironmentRequest,
): readonly ImportedEntry[] {
  const jobs = config.local(section) ?? config.output(section);
  if (jobs === undefined) return [];
  if (jobs.kind !== 'object') {
    const reason = jobs.kind === 'unknown' ? jobs.reason : 'the jobs must be a map';
    inventory.markImpossible(leavesOf(jobs), reason);
    return [missing(section, reason, jobs)];
  }
  if (isEmpty(jobs)) {
    inventory.mark(jobs.leaves, { kind: 'changed', to: undefined, reason: 'the map has no job' });
    return [];
  }
  const needsStateMachine = section === 'file_upload_jobs' && serviceModule.hasUploadStateMachine === true;
  const converted = convertJobs({
    section,
    jobs,
    moduleDefaults: serviceModule.fieldDefaults(section),
    addedFields: needsStateMachine ? [importedField('target', 'state_machine')] : [],
    inventory,
  });
  return [importedField(section, converted)];
}

function isEmpty({ entries, unknownEntries }: HclObject): boolean {
  return entries.size === 0 && unknownEntries.length === 0;
}

function partAt(value: HclValue | undefined, key: string): HclValue | undefined {
  return value?.kind === 'object' ? value.entries.get(key) : undefined;
}

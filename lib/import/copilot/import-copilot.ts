/** Imports a workspace of AWS Copilot: its scheduled jobs and worker services. */
import { explainInvalidEnvironmentName } from '../../config/reading/config-folder';
import { environment as environmentSchema } from '../../config/schema/environment';
import { jobName } from '../../config/schema/values';
import { compare } from '../../text/compare';
import { ImportError } from '../import-error';
import {
  importedField,
  importedMap,
  type ImportedComment,
  type ImportedConfiguration,
  type ImportedEntry,
  type ImportedMap,
} from '../origin';
import { shareValues } from '../share-values';
import { convertScheduledJob } from './convert-job';
import { convertWorkerService } from './convert-worker';
import { interpolate, withEnvironment } from './environment-overrides';
import { JobContext, type EnvironmentFacts } from './job-context';
import { fieldsOf, Findings, leavesWithOutcomes } from './leaf-outcomes';
import type { ImportedType } from './manifest-fields';
import { inputNodeAt, inputText, type InputNode } from '../input-tree';
import { nameOf, readWorkspace, typeOf, type Manifest, type Workspace } from './read-workspace';

/** Maximum number of environments of an import. */
export const maximumEnvironments = 100;

/** What to import, and the values that no manifest has. */
export interface CopilotImport {
  /** Folder `copilot`, or the folder that has it. */
  readonly folder: string;
  /**
   * The name of the application.
   *
   * @default the name in `copilot/.workspace`
   */
  readonly appName?: string | undefined;
  /** The region of the environments. */
  readonly region: string;
  /**
   * The names of the environments.
   *
   * @default the folders in `copilot/environments`, and the environments in the manifests
   */
  readonly environments?: readonly string[] | undefined;
  /** The ID of the account of each environment, by its name. */
  readonly accountIds: ReadonlyMap<string, string>;
}

/**
 * Imports a workspace of AWS Copilot.
 *
 * @throws ImportError if a file is not readable, or if a name is missing
 */
export function importCopilot(options: CopilotImport): ImportedConfiguration {
  const workspace = readWorkspace(options.folder);
  const application = options.appName ?? applicationOf(workspace);
  const names = options.environments ?? environmentsOf(workspace);
  rejectManyEnvironments(names);
  rejectUnknownAccounts(names, options.accountIds);
  rejectDuplicateNames(workspace.manifests);
  const found = new Findings();
  const environments = new Map(
    names.map((name): readonly [string, ImportedMap] => {
      const facts: EnvironmentFacts = {
        application,
        environment: name,
        region: options.region,
        accountId: options.accountIds.get(name),
      };
      return [name, convertEnvironment(workspace.manifests, facts, found)];
    }),
  );
  return {
    ...shareValues(environments),
    fields: workspace.manifests.flatMap((manifest) => fieldsOf(manifest, found)),
    differences: found.differences(),
  };
}

/**
 * Rejects more environments than the maximum, because each environment has a copy of all values.
 *
 * @throws ImportError with the option that selects environments
 */
function rejectManyEnvironments(names: readonly string[]): void {
  if (names.length > maximumEnvironments)
    throw new ImportError(
      `there are ${names.length} environments, but at most ${maximumEnvironments} are imported at once; pass --environments with some of their names, such as ${names.slice(0, 2).join(',')}`,
    );
}

/**
 * Rejects accounts of environments that are not imported.
 *
 * @throws ImportError with the names of the environments
 */
function rejectUnknownAccounts(names: readonly string[], accountIds: ReadonlyMap<string, string>): void {
  const unknown = [...accountIds.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new ImportError(
      `--account-ids has ${unknown.join(', ')}, but the environments are ${names.join(', ')}; to import others too, pass --environments`,
    );
}

function applicationOf({ application }: Workspace): string {
  if (application === undefined)
    throw new ImportError('copilot/.workspace has no name of the application; pass --app-name');
  const problem = environmentSchema.shape.app_name.safeParse(application).error?.issues[0]?.message;
  if (problem !== undefined)
    throw new ImportError(
      `copilot/.workspace: the application ${JSON.stringify(application)}: ${problem}; pass --app-name`,
    );
  return application;
}

function environmentsOf({ environments, manifests }: Workspace): readonly string[] {
  const inManifests = manifests.flatMap(({ root }) => {
    const node = inputNodeAt(root, 'environments');
    return node?.kind === 'map' ? [...node.entries.keys()] : [];
  });
  const names = [...new Set([...environments, ...inManifests])].sort(compare);
  if (names.length === 0)
    throw new ImportError(
      'the manifests name no environment; pass --environments with the names, such as test,prod',
    );
  for (const name of names) {
    const problem = explainInvalidEnvironmentName(name);
    if (problem !== undefined)
      throw new ImportError(
        `the environment ${JSON.stringify(name)}: ${problem}; pass --environments with the other names`,
      );
  }
  return names;
}

function rejectDuplicateNames(manifests: readonly Manifest[]): void {
  const files = new Map<string, string>();
  for (const manifest of manifests) {
    if (typeOf(manifest) === undefined) continue;
    const name = nameOf(manifest);
    const problem = jobName.safeParse(name).error?.issues[0]?.message;
    if (problem !== undefined)
      throw new ImportError(
        `${manifest.file}: the name ${JSON.stringify(name)}: ${problem}; rename the workload`,
      );
    const other = files.get(name);
    if (other !== undefined)
      throw new ImportError(`${manifest.file}: ${other} has the name ${name} too; rename one workload`);
    files.set(name, manifest.file);
  }
}

function convertEnvironment(
  manifests: readonly Manifest[],
  facts: EnvironmentFacts,
  found: Findings,
): ImportedMap {
  const scheduled: ImportedEntry[] = [];
  const workers: ImportedEntry[] = [];
  const placements: boolean[] = [];
  for (const manifest of manifests) {
    const type = typeOf(manifest);
    if (type === undefined) continue;
    const converted = convertManifest(manifest, type, facts, found);
    placements.push(converted.isPrivate);
    (type === 'Scheduled Job' ? scheduled : workers).push(...converted.jobs);
  }
  const isPrivate = placements.includes(true);
  if (isPrivate && placements.includes(false))
    found.add({
      subject: 'service',
      text: 'some tasks run in public subnets and some in private ones; now all run in private subnets, which need a way to pull the image',
    });
  const { application, environment, region, accountId } = facts;
  return importedMap([
    importedField('app_name', application),
    importedField('region', region),
    ...(accountId === undefined ? [] : [importedField('account_id', accountId)]),
    importedField('service', serviceOf(`copilot-${application}-${environment}`, isPrivate)),
    ...(scheduled.length === 0 ? [] : [importedField('scheduled_jobs', importedMap(scheduled))]),
    ...(workers.length === 0 ? [] : [importedField('queue_worker_jobs', importedMap(workers))]),
  ]);
}

/** Returns the settings of the service. The network is Copilot's, found by its tags. */
function serviceOf(prefix: string, isPrivate: boolean): ImportedMap {
  return importedMap([
    {
      kind: 'comment',
      text: 'The jobs run the image of a task definition that Copilot does not manage. Write its family and container if they differ from <app_name>-<environment>, and the name of your cluster. The tags below find the network of Copilot',
    },
    importedField(
      'subnet_tags',
      importedMap([importedField('Name', `${prefix}-${isPrivate ? 'priv' : 'pub'}*`)]),
    ),
    ...(isPrivate ? [] : [importedField('assign_public_ip', true)]),
    importedField('security_group_tags', importedMap([importedField('Name', `${prefix}-env`)])),
  ]);
}

interface ConvertedManifest {
  readonly jobs: readonly ImportedEntry[];
  /** Whether the tasks run in private subnets. */
  readonly isPrivate: boolean;
}

function convertManifest(
  manifest: Manifest,
  type: ImportedType,
  facts: EnvironmentFacts,
  found: Findings,
): ConvertedManifest {
  const merged = withEnvironment(
    manifest.root,
    inputNodeAt(manifest.root, 'environments', facts.environment),
  );
  const { root, unknown, originals } = interpolate(merged, {
    COPILOT_APPLICATION_NAME: facts.application,
    COPILOT_ENVIRONMENT_NAME: facts.environment,
  });
  const section = type === 'Scheduled Job' ? 'scheduled_jobs' : 'queue_worker_jobs';
  const job = new JobContext(section, nameOf(manifest), root, facts);
  const jobs: readonly (readonly [name: string, job: ImportedMap])[] =
    type === 'Scheduled Job' ? [convertScheduled(job)] : convertWorkerService(job).jobs;
  for (const [node, variable] of unknown)
    found.outcomes.set(node, {
      kind: 'not possible',
      reason: `the text has \${${variable}}, which Copilot takes from the shell that deploys; write the value`,
      text: inputText(node),
    });
  const placement = job.at('network', 'vpc', 'placement');
  if (placement?.kind === 'map')
    job.reject(
      placement,
      'all jobs use the subnets in the section service; write service.subnet_ids or service.subnet_tags',
    );
  for (const [node, outcome] of job.outcomes) found.outcomes.set(originals.get(node) ?? node, outcome);
  for (const difference of job.differences) found.add(difference);
  const comments = commentsOf(type, merged, found);
  return {
    jobs: jobs.map(([name, map]) => importedField(name, importedMap([...map.entries, ...comments]))),
    isPrivate: placement?.kind === 'scalar' && placement.text === 'private',
  };
}

function convertScheduled(job: JobContext): readonly [string, ImportedMap] {
  convertScheduledJob(job);
  return [job.name, job.toMap()];
}

/** Returns a comment for each reason and each top-level field of the manifest whose values env-config does not get. */
function commentsOf(type: ImportedType, merged: InputNode, found: Findings): readonly ImportedComment[] {
  const groups = new Map<string, string[]>();
  for (const { path, outcome } of leavesWithOutcomes(type, merged, found)) {
    if (outcome.kind !== 'not possible') continue;
    const text = `${path[0] ?? ''}: not imported; ${outcome.reason}`;
    const lines = groups.get(text) ?? [];
    lines.push(`${path.join('.')}: ${outcome.text}`);
    groups.set(text, lines);
  }
  return [...groups].map(([text, lines]) => ({ kind: 'comment', text, original: lines.join('\n') }));
}

import type { Path } from './issues';
import { isIssueCode } from './rule-reference/catalogue';
import { checkCodes } from './schema/ignore-checks';
import { closestMatch } from '../text/closest-match';
import { jobSectionNames } from './schema/environment';
import { schemaAt } from './schema/json-schema';
import { writtenAsYaml, writtenText } from './yaml/write-yaml';
import type { ConfigNode } from './yaml/tree';
import { mayHoldSecret } from '../text/may-hold-secret';

/** Returns what to write instead of a field of another tool, as the end of a message. */
type Advise = (value: ConfigNode, key: string) => string;

/** Advises a field with the same value. The value is left out if it may be a secret, or if it is a map. */
const write =
  (field: string, note = ''): Advise =>
  (value) =>
    value.kind === 'map' ? `write ${field}${note}` : `write ${field}: ${shownValue(value)}${note}`;
const say =
  (text: string): Advise =>
  () =>
    text;

function shownValue(value: ConfigNode): string {
  const text = writtenAsYaml(value);
  return text.length > 60 || mayHoldSecret(text) ? '…' : text;
}

const isTrue = (value: ConfigNode): boolean =>
  value.kind === 'scalar' && /^(true|yes|on|1|enabled)$/i.test(value.source);

/** Advises `state`, with the value for a field that enables (or disables) the job. */
const state =
  (enables: boolean): Advise =>
  (value) =>
    `write state: ${isTrue(value) === enables ? 'ENABLED' : 'DISABLED'}`;

const seconds =
  (field: string, factor: number): Advise =>
  (value) => {
    const number = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
    return Number.isFinite(number) && number > 0
      ? `write ${field}: ${number * factor}`
      : `write ${field}, a number of seconds`;
  };

const command: Advise = (value) => {
  if (value.kind === 'scalar') return `write task_command: ${commandOf(value.source)}, a list of arguments`;
  return write('task_command')(value, '');
};

/** Returns a command line as YAML: its words as a list, or a shell with the whole text if it has the syntax of a shell. */
export function commandOf(text: string): string {
  if (mayHoldSecret(text)) return '[…]';
  const needsShell = /[|&;<>$`*?"'\\()]/.test(text);
  const words = needsShell ? ['sh', '-c', text] : text.trim().split(/\s+/);
  return `[${words.map(writtenText).join(', ')}]`;
}

const overlaps: Readonly<Record<string, string>> = { forbid: 'skip', replace: 'replace', allow: 'allow' };
const concurrency: Advise = (value) => {
  const given = value.kind === 'scalar' ? value.source.toLowerCase() : '';
  return `write overlap: ${(Object.hasOwn(overlaps, given) ? overlaps[given] : undefined) ?? 'allow, skip or replace'}`;
};

/** Advises a queue worker, because a job can't limit its runs to a number. */
const maximumRuns: Advise = (value) => {
  const given = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
  const maximum = Number.isInteger(given) && given > 0 ? `max_tasks: ${given}` : 'max_tasks';
  return `jobs can’t limit the number of their active runs; write the job in queue_worker_jobs with ${maximum}, and the other messages wait in its queue (docs/runs.md)`;
};

const variables: Advise = (value) =>
  value.kind === 'map'
    ? 'write environment_variables'
    : 'write environment_variables as a map: { LOG_LEVEL: debug }';
const retries: Advise = (value) =>
  value.kind === 'scalar'
    ? `write retry: { max_attempts: ${value.source} }`
    : 'write retry: { max_attempts: 2 }';
const image = say(
  'the tasks use the image of the service’s task definition; remove the field, and change the image there',
);
const ofService = (field: string): Advise =>
  say(`all jobs use that of the service; set service.${field} of the environment`);
const secrets = say(
  'remove it, and add the secret to secrets of the container in the service’s task definition; the tasks of the jobs inherit it',
);
const needless = say('remove it; the program has no such setting');
const sections = `write ${jobSectionNames.join(', ')}, each a map of jobs by name`;

/** Fields of jobs in other tools, without `-` and `_`, and in lower case. */
const jobFields: Readonly<Record<string, Advise>> = {
  // Commands and variables
  ...keys(['cmd', 'command', 'commands', 'args', 'entrypoint', 'run', 'script', 'exec'], command),
  ...keys(['env', 'environment', 'envvars', 'variables', 'vars', 'environmentvars'], variables),
  ...keys(['secret', 'secrets', 'envfrom', 'environmentfiles', 'envfile'], secrets),
  ...keys(['image', 'dockerimage', 'containerimage', 'build', 'dockerfile'], image),
  // Schedules
  ...keys(
    [
      'schedule',
      'schedules',
      'cron',
      'crons',
      'crontab',
      'expression',
      'scheduleexpr',
      'when',
      'every',
      'rate',
    ],
    (value) =>
      value.kind === 'scalar' && /^(cron|rate|at)\(/.test(value.source)
        ? `write schedule_expression: ${value.source}`
        : 'write schedule_expression: cron(0 4 * * ? *), rate(1 hour) or at(2027-03-01T09:00:00)',
  ),
  ...keys(['timezone', 'tz', 'scheduletimezone', 'cronzone', 'zone'], write('schedule_expression_timezone')),
  ...keys(['enabled', 'enable', 'active', 'isenabled'], state(true)),
  ...keys(['disabled', 'disable', 'suspend', 'suspended', 'paused', 'skip'], state(false)),
  ...keys(['concurrencypolicy', 'concurrency', 'overlappolicy', 'allowoverlap'], concurrency),
  ...keys(
    [
      'maxconcurrentruns',
      'maxconcurrency',
      'maximumconcurrency',
      'maxconcurrent',
      'maxparallel',
      'maxparallelruns',
      'maxactiveruns',
      'maxruns',
      'concurrencylimit',
    ],
    maximumRuns,
  ),
  // Sizes, times and retries
  ...keys(
    ['memorymb', 'memorymib', 'memorysize', 'mem', 'ram', 'memoryreservation', 'memorylimit'],
    write('memory', ' (MiB), and cpu'),
  ),
  ...keys(['cpus', 'vcpu', 'vcpus', 'cpuunits', 'cpulimit'], say('write cpu in units: 1024 for one vCPU')),
  ...keys(['resources', 'limits'], say('write cpu (1024 for one vCPU) and memory (MiB)')),
  ...keys(
    ['timeout', 'activedeadlineseconds', 'maxduration', 'maxruntime', 'timeoutsec'],
    seconds('timeout_seconds', 1),
  ),
  ...keys(
    ['timeoutminutes', 'timeoutmin', 'timeoutmins', 'timeoutinminutes'],
    seconds('timeout_seconds', 60),
  ),
  ...keys(['timeouthours', 'timeoutinhours'], seconds('timeout_seconds', 3600)),
  ...keys(
    [
      'retries',
      'maxretries',
      'attempts',
      'backofflimit',
      'retrycount',
      'retryattempts',
      'maximumretryattempts',
    ],
    retries,
  ),
  ...keys(['ephemeralstorage', 'disk', 'disksize', 'diskgb'], write('ephemeral_storage_gib')),
  ...keys(['spot', 'usespot'], say('write capacity_provider: FARGATE_SPOT')),
  ...keys(
    ['launchtype', 'capacityproviderstrategy', 'capacityproviders'],
    say('write capacity_provider: FARGATE or FARGATE_SPOT'),
  ),
  // Roles and the network
  ...keys(
    ['role', 'rolearn', 'taskrole', 'iamrole', 'iamrolearn', 'serviceaccountname'],
    write('task_role_arn'),
  ),
  ...keys(['executionrole', 'executionrolearn', 'taskexecutionrole'], ofService('execution_role_arn')),
  ...keys(['cluster', 'clustername', 'clusterarn', 'ecscluster'], ofService('cluster_name')),
  ...keys(
    ['taskdefinition', 'taskdefinitionarn', 'taskdefinitionfamily', 'family'],
    ofService('task_definition_family'),
  ),
  ...keys(['container', 'containername', 'containers'], ofService('container_name')),
  ...keys(
    ['subnets', 'subnetids', 'vpcsubnets', 'networkconfiguration', 'network', 'vpc', 'vpcid'],
    ofService('subnet_ids'),
  ),
  ...keys(['securitygroups', 'securitygroupids'], ofService('security_group_ids')),
  ...keys(['tags', 'labels'], say('write tags at the top of the file; they apply to all resources')),
  // Uploads and events
  ...keys(['bucket', 'bucketname', 's3bucket', 'sourcebucketname'], write('source_bucket')),
  ...keys(['prefix', 'keyprefix', 's3prefix', 'folder', 'path', 'objectkeyprefix'], write('path_prefix')),
  ...keys(['suffix', 'keysuffix', 'extension', 'objectkeysuffix'], write('path_suffix')),
  ...keys(['glob', 'wildcard', 'keypattern', 'filepattern'], write('path_pattern')),
  ...keys(['eventbus', 'bus', 'eventbusarn', 'busname'], write('event_bus_name')),
  ...keys(
    ['dlq', 'deadletter', 'deadletterconfig', 'deadletterqueuearn'],
    say('write delivery: { dead_letter_queue: true }'),
  ),
  // Workers
  ...keys(
    [
      'count',
      'desiredcount',
      'replicas',
      'instances',
      'mincapacity',
      'maxcapacity',
      'minsize',
      'maxsize',
      'range',
    ],
    say('write min_tasks and max_tasks, which queue_worker_jobs have'),
  ),
  ...keys(
    ['queuename', 'queueurl', 'queuearn'],
    say('remove it; the program creates the queue, and tasks read its URL from QUEUE_URL'),
  ),
  ...keys(['visibilitytimeout'], seconds('queue: visibility_timeout_seconds', 1)),
  // Others
  ...keys(
    ['logretention', 'logretentionindays', 'retentionindays', 'retentiondays', 'logsretention'],
    write('log_retention_days'),
  ),
  ...keys(
    ['dependson', 'needs', 'after', 'requires'],
    say('write steps to run several commands one after the other'),
  ),
  ...keys(
    ['onerror', 'notify', 'notifications', 'alert', 'onfail'],
    say('write on_failure: { task_command: [bin/notify] }, or alarms of the environment'),
  ),
  ...keys(['name', 'jobname', 'id'], say('the key of the job is its name; remove the field')),
  ...keys(
    [
      'restartpolicy',
      'successfuljobshistorylimit',
      'failedjobshistorylimit',
      'startingdeadlineseconds',
      'ttlsecondsafterfinished',
      'parallelism',
      'completions',
      'platformversion',
      'loggroup',
      'logdriver',
      'logconfiguration',
    ],
    needless,
  ),
};

/** Fields at the top of the files of other tools. */
const topFields: Readonly<Record<string, Advise>> = {
  ...keys(
    [
      'jobs',
      'tasks',
      'cronjobs',
      'crons',
      'schedules',
      'schedule',
      'cron',
      'workers',
      'queues',
      'functions',
      'spec',
      'services',
      'steps',
      'on',
      'events',
      'triggers',
    ],
    say(sections),
  ),
  ...keys(
    ['env', 'environment', 'environmentname', 'stage', 'workspace'],
    say('remove it; the name of the file is the name of the environment'),
  ),
  ...keys(['environments', 'stages'], say('write a file for each environment, such as dev.yml and prod.yml')),
  ...keys(['name', 'app', 'application', 'applicationname'], write('app_name')),
  ...keys(['project'], write('project_name')),
  ...keys(['awsregion', 'location', 'defaultregion'], write('region')),
  ...keys(['account', 'awsaccount', 'awsaccountid', 'accountnumber'], write('account_id')),
  ...keys(
    ['backend', 'terraform', 'tfstate', 'remotestate'],
    say('write state_backend: { s3: { bucket: …, key: …, region: … } }'),
  ),
  ...keys(['cluster', 'ecs', 'ecsservice'], say('write service: { name: …, cluster_name: … }')),
  ...keys(
    ['vpc', 'network', 'networkconfiguration', 'subnets', 'securitygroups'],
    say('write service: { subnet_ids: […], security_group_ids: […] }'),
  ),
  ...keys(['bucket', 's3', 's3bucket'], say('write storage: { bucket_name: … }')),
  ...keys(
    ['defaults', 'default', 'common'],
    say('write job_defaults for the fields of jobs, and defaults.yml for fields of all environments'),
  ),
  ...keys(['labels'], write('tags')),
  ...keys(['image', 'build'], image),
  ...keys(['secret', 'secrets'], secrets),
  ...keys(
    [
      'version',
      'apiversion',
      'kind',
      'metadata',
      'type',
      'provider',
      'providers',
      'include',
      'includes',
      'extends',
      'import',
      'imports',
      'plugins',
    ],
    needless,
  ),
};

/** Fields of a service in other tools. */
const serviceFields: Readonly<Record<string, Advise>> = {
  ...keys(['subnets', 'vpcsubnets'], write('subnet_ids')),
  ...keys(['securitygroups', 'sgs', 'sgids'], write('security_group_ids')),
  ...keys(['cluster', 'clusterarn', 'ecscluster'], write('cluster_name')),
  ...keys(['container', 'containers'], write('container_name')),
  ...keys(['taskdefinition', 'taskdefinitionarn', 'family'], write('task_definition_family')),
  ...keys(['role', 'rolearn', 'taskrole', 'iamrole'], write('task_role_arn')),
  ...keys(['executionrole', 'taskexecutionrole'], write('execution_role_arn')),
  ...keys(['service', 'servicename'], write('name')),
  ...keys(['image', 'build'], image),
  ...keys(['secret', 'secrets'], secrets),
};

/** Fields of a retry in other tools. */
const retryFields: Readonly<Record<string, Advise>> = {
  ...keys(['attempts', 'retries', 'count', 'limit', 'times', 'max', 'maxretries'], write('max_attempts')),
  ...keys(['delay', 'interval', 'wait', 'delayseconds', 'backoffseconds'], write('interval_seconds')),
  ...keys(['backoff', 'multiplier', 'factor', 'exponent', 'rate'], write('backoff_rate')),
  ...keys(['maxdelay', 'maxinterval', 'maxwait', 'cap'], write('max_delay_seconds')),
};

function keys(names: readonly string[], advise: Advise): Readonly<Record<string, Advise>> {
  return Object.fromEntries(names.map((name) => [name, advise]));
}

/**
 * Returns what to write instead of a field that other tools have, such as Kubernetes, ECS, Copilot, the Serverless Framework
 * and GitHub Actions. Fields of this program in the wrong map are included.
 *
 * @param path - path of the map that has the field
 * @returns the end of a message; `undefined` for an unknown word
 */
export function neighbourHint(path: Path, key: string, value: ConfigNode): string | undefined {
  const normalized = normalize(key);
  // A field that is written with another separator is misspelt.
  if (Object.keys(schemaAt(path)?.properties ?? {}).some((field) => normalize(field) === normalized))
    return undefined;
  if (path.at(-1) === 'ignore_checks') return checkHint(key);
  const table = tableOf(path);
  const advise = table !== undefined && Object.hasOwn(table, normalized) ? table[normalized] : undefined;
  return advise?.(value, key) ?? (path.length === 0 ? (topHint(key) ?? jobHint(key, value)) : undefined);
}

/** Returns a hint about a code in ignore_checks that no check has. */
function checkHint(key: string): string | undefined {
  if (isIssueCode(key)) return `${key} is an error and can’t be ignored; correct the configuration instead`;
  return closestMatch(key, Object.keys(checkCodes)) === undefined
    ? 'docs/checks.md lists the codes of the checks'
    : undefined;
}

function normalize(key: string): string {
  return key.toLowerCase().replace(/[-_.\s]/g, '');
}

function tableOf(path: Path): Readonly<Record<string, Advise>> | undefined {
  const [top] = path;
  if (path.length === 0) return topFields;
  if (path.length === 1 && top === 'service') return serviceFields;
  if (path.at(-1) === 'retry') return retryFields;
  const isJob = path.length === 2 && jobSectionNames.some((name) => name === top);
  const isStep = path.at(-2) === 'steps' || path.at(-2) === 'parallel' || path.at(-1) === 'on_failure';
  return isJob || isStep || (path.length === 1 && top === 'job_defaults') ? jobFields : undefined;
}

/** Fields that show the kind of a job. */
const fieldsOfSection: Readonly<Record<(typeof jobSectionNames)[number], readonly string[]>> = {
  scheduled_jobs: ['schedule_expression'],
  event_jobs: ['event_pattern'],
  queue_worker_jobs: ['max_processing_seconds', 'max_tasks'],
  file_upload_jobs: ['source_bucket', 'path_prefix', 'path_suffix', 'path_pattern'],
};

/** Returns the section of a job that is outside of the sections. */
function jobHint(key: string, value: ConfigNode): string | undefined {
  const isMisspelt = closestMatch(key, Object.keys(schemaAt([])?.properties ?? {})) !== undefined;
  if (value.kind !== 'map' || isMisspelt) return undefined;
  const section = jobSectionNames.find((name) =>
    fieldsOfSection[name].some((field) => value.entries.has(field)),
  );
  if (section !== undefined) return `move the job to ${section}`;
  return ['task_command', 'steps'].some((field) => value.entries.has(field))
    ? `move the job to one of ${jobSectionNames.join(', ')}`
    : undefined;
}

/** Returns the maps below the top that have the field: `service` for `cluster_name`, `job_defaults` for `log_retention_days`. */
function topHint(key: string): string | undefined {
  const maps = Object.entries(schemaAt([])?.properties ?? {}).flatMap(([name]) =>
    Object.hasOwn(schemaAt([name])?.properties ?? {}, key) ? [name] : [],
  );
  const [first] = maps;
  if (first === undefined) return undefined;
  return maps.includes('job_defaults')
    ? 'move it to job_defaults, which sets it for all jobs, or to a job'
    : `move it to ${maps.join(' or ')}`;
}

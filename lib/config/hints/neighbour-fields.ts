/** Fields of Kubernetes, ECS, Copilot, the Serverless Framework, GitHub Actions and others, with the form to write instead. */
import {
  write,
  say,
  state,
  seconds,
  command,
  concurrency,
  maximumRuns,
  variables,
  retries,
  image,
  ofService,
  secrets,
  needless,
  sections,
  type Advise,
} from './neighbour-advice';

/** Fields of jobs in other tools, without `-` and `_`, and in lower case. */
export const jobFields: Readonly<Record<string, Advise>> = {
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
export const topFields: Readonly<Record<string, Advise>> = {
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

/** Fields of queue workers in other tools. In addition to the fields of jobs, a worker has `task_definition_family`. */
export const workerFields: Readonly<Record<string, Advise>> = {
  ...jobFields,
  ...keys(['taskdefinition', 'taskdefinitionarn', 'family'], say('write task_definition_family')),
};

/** Fields of a service in other tools. */
export const serviceFields: Readonly<Record<string, Advise>> = {
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
export const retryFields: Readonly<Record<string, Advise>> = {
  ...keys(['attempts', 'retries', 'count', 'limit', 'times', 'max', 'maxretries'], write('max_attempts')),
  ...keys(['delay', 'interval', 'wait', 'delayseconds', 'backoffseconds'], write('interval_seconds')),
  ...keys(['backoff', 'multiplier', 'factor', 'exponent', 'rate'], write('backoff_rate')),
  ...keys(['maxdelay', 'maxinterval', 'maxwait', 'cap'], write('max_delay_seconds')),
};

function keys(names: readonly string[], advise: Advise): Readonly<Record<string, Advise>> {
  return Object.fromEntries(names.map((name) => [name, advise]));
}

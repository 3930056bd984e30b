import { fieldsOfArn } from '../../aws/arns';
import { explainInvalidFargateSize } from '../../aws/ecs/fargate';
import { partitionOf } from '../../aws/regions';
import { applyRules, type RuleTable, type Violation } from './apply-rules';
import { knownAccountOf, topicsOf } from '../env-config';
import type { Path, Problem } from '../issues/issues';
import type { RuleContext } from './rule-context';
import type { CrossFieldCode } from '../rule-reference/catalogue';
import type { ValidParts } from '../valid-parts';
import { severities } from '../schema/alarms';
import { jobSectionNames, type JobSection } from '../schema/environment-sections';
import type { RunJobConfig } from '../schema/job';
import { toArray } from '../schema/values';
import {
  atMostOneVpcSelector,
  oneAlarmTopic,
  oneSecurityGroupSelector,
  oneSubnetSelector,
} from './selector-rules';
import { stateBackends } from '../state-backends';
import { maximumEventPatternBytes } from '../../aws/events/limits';
import { maximumDefinitionBytes } from '../../aws/state-machines/limits';

const rules = {
  'arn-in-another-account': arnsInSameAccount,
  'arn-in-another-partition': arnsInSamePartition,
  'arn-in-another-region': arnsInSameRegion,
  'cpu-memory-pair': cpuMemoryPair,
  'max-delay-not-above-interval': maximumDelayAboveInterval,
  'one-alarm-topic': oneAlarmTopic,
  'one-security-group-selector': oneSecurityGroupSelector,
  'one-state-backend': oneStateBackend,
  'one-subnet-selector': oneSubnetSelector,
  'one-vpc-selector': atMostOneVpcSelector,
  'too-many-pairs': fewPairsOfAffixes,
  'too-many-step-variables': fewVariablesOfSteps,
} as const satisfies RuleTable<CrossFieldCode, RuleContext>;

/** Checks the rules that compare fields of one environment. The rules use only valid fields. */
export function checkRules(context: RuleContext): readonly Problem[] {
  return applyRules(rules, context);
}

/** The valid fields of a job of any kind. */
type PartialJob = Pick<NonNullable<ValidParts['scheduled_jobs']>[string], keyof RunJobConfig>;
export type PartialStep = NonNullable<PartialJob['steps']>[number];

/** The valid filters of the keys of uploads. */
type PartialUpload = Pick<NonNullable<ValidParts['file_upload_jobs']>[string], 'path_prefix' | 'path_suffix'>;

/** A job with its valid fields. */
export interface JobEntry {
  /** Section that contains the job. */
  readonly section: JobSection;
  /** The key of the job in the section. */
  readonly name: string;
  /** Valid fields of the job, merged with `job_defaults`. */
  readonly job: PartialJob;
  /** The path of the job, from the top of the configuration. */
  readonly path: Path;
}

/** Returns the jobs of all kinds of an environment. Many rules call this function, so it keeps the list. */
export const jobsOf = ofEachEnvironment((validParts): readonly JobEntry[] =>
  jobSectionNames.flatMap((section) =>
    Object.entries<PartialJob>(validParts[section] ?? {}).map(([name, job]) => ({
      section,
      name,
      job,
      path: [section, name],
    })),
  ),
);

/** The configuration of a task: a job, one of its steps, or its on_failure task. */
export interface TaskEntry {
  /** Job that runs the task. */
  readonly jobEntry: JobEntry;
  /** Fields of the map that configures the task. */
  readonly config: Omit<PartialStep, 'name' | 'parallel'>;
  /** The path of the map that configures the task. */
  readonly path: Path;
}

/** Returns every configuration of a task in an environment. */
export const taskConfigsOf = ofEachEnvironment((validParts): readonly TaskEntry[] =>
  jobsOf(validParts).flatMap((jobEntry) => {
    const { job, path } = jobEntry;
    const steps = (job.steps ?? []).flatMap((step, index) => {
      const here = [...path, 'steps', index];
      const inside = (step.parallel ?? []).map((config, inner) => ({
        config,
        path: [...here, 'parallel', inner],
      }));
      return [{ config: step, path: here }, ...inside];
    });
    const after =
      job.on_failure === undefined ? [] : [{ config: job.on_failure, path: [...path, 'on_failure'] }];
    return [{ config: job, path }, ...steps, ...after].map((task) => ({ jobEntry, ...task }));
  }),
);

/** Returns a function that computes a value once for each environment. */
function ofEachEnvironment<Value>(compute: (validParts: ValidParts) => Value): (parts: ValidParts) => Value {
  const values = new WeakMap<ValidParts, { readonly value: Value }>();
  return (validParts) => {
    const known = values.get(validParts) ?? { value: compute(validParts) };
    values.set(validParts, known);
    return known.value;
  };
}

function oneStateBackend({ validParts, isInvalid }: RuleContext): readonly Violation[] {
  if (validParts.state_backend === undefined || isInvalid(['state_backend'])) return [];
  const given = Object.keys(validParts.state_backend);
  const known = Object.keys(stateBackends);
  if (given.length === 1 || known.some((name) => isInvalid(['state_backend', name]))) return [];
  const message =
    given.length === 0
      ? `state_backend has no backend; set one of ${known.join(', ')}, or remove state_backend to use local`
      : `state_backend has ${given.join(' and ')}, but must have exactly one backend; remove one, or set it to null if it is inherited`;
  return [{ path: ['state_backend'], at: 'key', message }];
}

function cpuMemoryPair({ validParts, isInvalid }: RuleContext): readonly Violation[] {
  return taskConfigsOf(validParts).flatMap(({ config: { cpu, memory }, path }): readonly Violation[] => {
    if (isInvalid([...path, 'cpu']) || isInvalid([...path, 'memory'])) return [];
    if (cpu === undefined && memory === undefined) return [];
    if (cpu === undefined || memory === undefined) {
      const [given, missing] = cpu === undefined ? ['memory', 'cpu'] : ['cpu', 'memory'];
      const message = `${given} is set without ${missing}; set both or neither, because Fargate has fixed pairs of cpu and memory`;
      // If a null in the file removes the missing field, the issue can point to this null.
      return [{ path: [...path, given], alternatives: [[...path, missing]], at: 'key', message }];
    }
    const reason = explainInvalidFargateSize(cpu, memory);
    if (reason === undefined) return [];
    const message = `memory is ${memory}; ${reason}`;
    return [{ path: [...path, 'memory'], alternatives: [[...path, 'cpu']], at: 'value', message }];
  });
}

function maximumDelayAboveInterval({ validParts, isInvalid }: RuleContext): readonly Violation[] {
  return taskConfigsOf(validParts).flatMap(({ config, path }): readonly Violation[] => {
    const { interval_seconds: interval = 1, max_delay_seconds: maximum } = config.retry ?? {};
    if (isInvalid([...path, 'retry', 'interval_seconds'])) return [];
    if (maximum === undefined || maximum > interval) return [];
    const message = `max_delay_seconds is ${maximum}; it must be greater than interval_seconds (${interval})`;
    return [{ path: [...path, 'retry', 'max_delay_seconds'], at: 'value', message }];
  });
}

/** Minimum size of the text that a pattern has for one prefix and one suffix, including a comma. */
const minimumPairBytes = '{"wildcard":"a*b"},'.length;
const maximumPairs = Math.floor(maximumEventPatternBytes / minimumPairBytes);

/**
 * Finds prefixes and suffixes whose pairs can't fit into an event pattern. This rule only counts the pairs. The rule about
 * the size of the pattern builds each pair, and millions of pairs could fill the memory.
 */
function fewPairsOfAffixes({ validParts }: RuleContext): readonly Violation[] {
  const uploads: readonly (readonly [path: Path, upload: PartialUpload | undefined])[] = [
    ...Object.entries(validParts.file_upload_jobs ?? {}).map(
      ([name, job]) => [['file_upload_jobs', name], job] as const,
    ),
    ...Object.entries(validParts.queue_worker_jobs ?? {}).map(
      ([name, { file_upload: upload }]) => [['queue_worker_jobs', name, 'file_upload'], upload] as const,
    ),
  ];
  return uploads.flatMap(([path, upload]): readonly Violation[] => {
    const [prefixes, suffixes] = [toArray(upload?.path_prefix).length, toArray(upload?.path_suffix).length];
    if (prefixes * suffixes <= maximumPairs) return [];
    const message = `${prefixes} prefixes and ${suffixes} suffixes are ${prefixes * suffixes} pairs; an event pattern can have at most ${maximumPairs} pairs; use fewer values, or two jobs`;
    const at = [...path, 'path_prefix'];
    return [{ path: at, alternatives: [[...path, 'path_suffix']], at: 'key', message }];
  });
}

/**
 * Finds jobs whose steps inherit too many variables for a state machine definition. Another rule builds the definition and
 * measures it, but a definition of this size could fill the memory. Therefore, this rule only multiplies sizes.
 */
function fewVariablesOfSteps({ validParts }: RuleContext): readonly Violation[] {
  return jobsOf(validParts).flatMap(({ job, path }): readonly Violation[] => {
    const variables: Readonly<Record<string, string>> = job.environment_variables ?? {};
    const steps = (job.steps ?? []).flatMap((step) => step.parallel ?? [step]);
    if (steps.length === 0) return [];
    const bytesOf = (value: object | string) => Buffer.byteLength(JSON.stringify(value));
    const inherited = bytesOf(variables);
    // Each variable is measured once, and not once for each step.
    const sizes = new Map(
      Object.entries(variables).map(([name, value]) => [name, bytesOf(name) + bytesOf(value) + ':,'.length]),
    );
    const bytes = steps.reduce((sum, { environment_variables: own = {} }) => {
      const saved = Object.keys(own).map((name) => sizes.get(name) ?? 0);
      return sum + inherited - saved.reduce((all, one) => all + one, 0);
    }, 0);
    if (bytes <= maximumDefinitionBytes) return [];
    const message = `${steps.length} steps inherit variables with ${bytes} bytes in total; a state machine definition must have at most ${maximumDefinitionBytes}; use fewer steps, or fewer or shorter variables`;
    return [
      { path: [...path, 'environment_variables'], alternatives: [[...path, 'steps']], at: 'key', message },
    ];
  });
}

interface ArnEntry {
  readonly path: Path;
  readonly arn: string;
}

/** Returns the ARNs of resources that must be in the account and region of the environment. */
function arnsOf(validParts: ValidParts): readonly ArnEntry[] {
  const { service, iam, kms_key_arn: key, queue_worker_jobs: workers = {} } = validParts;
  const alarms = topicsOf(validParts);
  const arns: readonly (readonly [path: Path, arn: string | undefined])[] = [
    [['service', 'task_role_arn'], service?.task_role_arn],
    [['service', 'execution_role_arn'], service?.execution_role_arn],
    [['iam', 'permissions_boundary_arn'], iam?.permissions_boundary_arn],
    [['kms_key_arn'], key],
    [['alarms', 'sns_topic_arn'], alarms?.sns_topic_arn],
    ...severities.map((severity) => [['alarms', 'topics', severity], alarms?.topics?.[severity]] as const),
    ...Object.entries(workers).flatMap(([name, { queue, send_from_role_arns: roles }]) => {
      const path = ['queue_worker_jobs', name];
      return [
        [[...path, 'queue', 'kms_key_arn'], queue?.kms_key_arn] as const,
        ...(roles ?? []).map((arn, index) => [[...path, 'send_from_role_arns', index], arn] as const),
        ...(queue?.subscribe_topic_arns ?? []).map((item, index) => {
          const at = [...path, 'queue', 'subscribe_topic_arns', index];
          return typeof item === 'string'
            ? ([at, item] as const)
            : ([[...at, 'topic_arn'], item.topic_arn] as const);
        }),
      ];
    }),
    ...taskConfigsOf(validParts).map(
      ({ config, path }) => [[...path, 'task_role_arn'], config.task_role_arn] as const,
    ),
  ];
  return arns.flatMap(([path, arn]) => (arn === undefined ? [] : [{ path, arn }]));
}

function arnsInSamePartition({ validParts }: RuleContext): readonly Violation[] {
  const { region } = validParts;
  if (region === undefined) return [];
  const partition = partitionOf(region);
  return arnsOf(validParts).flatMap(({ path, arn }): readonly Violation[] => {
    if (fieldsOfArn(arn).partition === partition) return [];
    const message = `${arn}: an ARN in ${region} must begin with arn:${partition}:`;
    return [{ path, at: 'value', message }];
  });
}

function arnsInSameRegion({ validParts }: RuleContext): readonly Violation[] {
  const { region } = validParts;
  if (region === undefined) return [];
  return arnsOf(validParts).flatMap(({ path, arn }): readonly Violation[] => {
    const fields = fieldsOfArn(arn);
    if (fields.partition !== partitionOf(region) || fields.region === '' || fields.region === region)
      return [];
    const message = `${arn} is in ${fields.region}; it must be in the region of the environment (${region})`;
    return [{ path, at: 'value', message }];
  });
}

/** Finds ARNs in another account. Ignores ARNs in another region or partition, which other rules report. */
function arnsInSameAccount({ validParts }: RuleContext): readonly Violation[] {
  const { region, account_id: given } = validParts;
  const accountId = knownAccountOf(validParts);
  if (accountId === undefined) return [];
  const expected = given === undefined ? `of the first ARN (${accountId})` : `of account_id (${accountId})`;
  return arnsOf(validParts).flatMap(({ path, arn }): readonly Violation[] => {
    const fields = fieldsOfArn(arn);
    // Only a KMS key, the role of a sender and the topic of a subscription can be in another account.
    if (
      path.includes('kms_key_arn') ||
      path.includes('send_from_role_arns') ||
      path.includes('subscribe_topic_arns') ||
      [accountId, 'aws'].includes(fields.accountId)
    )
      return [];
    const isElsewhere =
      region !== undefined &&
      (fields.partition !== partitionOf(region) || !['', region].includes(fields.region));
    if (isElsewhere) return [];
    const message = `${arn} is in account ${fields.accountId}; it must be in the account ${expected}`;
    return [{ path, at: 'value', message }];
  });
}

import { fieldsOfArn } from '../aws/arns';
import { explainInvalidFargateSize } from '../aws/ecs/fargate';
import { partitionOf } from '../aws/regions';
import type { Path, Problem } from './issues';
import type { ValidParts } from './valid-parts';
import { jobSectionNames, type JobSection } from './schema/environment';
import type { RunJobConfig } from './schema/job';
import { stateBackends } from './state-backends';
import type { SchemaResult } from './validate-schema';

/** What a rule sees: what is right so far, and whether something that is not there was given and is wrong. */
export type RuleContext = Pick<SchemaResult, 'validParts' | 'isInvalid'>;
type Rule = (context: RuleContext) => readonly Problem[];

/** What several fields have to be together. Each speaks only of fields that are right by themselves. */
const rules: readonly Rule[] = [
  oneStateBackend,
  oneSubnetSelector,
  oneSecurityGroupSelector,
  cpuMemoryPair,
  maximumDelayAboveInterval,
  arnsInSameAccount,
];

/** Every rule, over one environment. */
export function checkRules(context: RuleContext): readonly Problem[] {
  return rules.flatMap((rule) => rule(context));
}

/** The fields that all kinds of jobs have, as far as they are right. */
type PartialJob = Pick<NonNullable<ValidParts['scheduled_jobs']>[string], keyof RunJobConfig>;
export type PartialStep = NonNullable<PartialJob['steps']>[number];

/** A job, as far as it is right, with the fields that all kinds have. */
export interface JobEntry {
  readonly section: JobSection;
  readonly name: string;
  readonly job: PartialJob;
  readonly path: Path;
}

/** The jobs of an environment, whatever their kind. */
export function jobsOf(partial: ValidParts): readonly JobEntry[] {
  return jobSectionNames.flatMap((section) =>
    Object.entries<PartialJob>(partial[section] ?? {}).map(([name, job]) => ({
      section,
      name,
      job,
      path: [section, name],
    })),
  );
}

/** What says how a task is: a job, one of its steps, or what runs after a failure. */
export interface TaskEntry {
  readonly jobEntry: JobEntry;
  readonly config: Omit<PartialStep, 'name' | 'parallel'>;
  readonly path: Path;
}

/** Every place in the configuration that says something of a task. */
export function taskConfigsOf(partial: ValidParts): readonly TaskEntry[] {
  return jobsOf(partial).flatMap((found) => {
    const { job, path } = found;
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
    return [{ config: job, path }, ...steps, ...after].map((task) => ({ jobEntry: found, ...task }));
  });
}

function oneStateBackend({ validParts: partial, isInvalid: isWrong }: RuleContext): readonly Problem[] {
  if (partial.state_backend === undefined || isWrong(['state_backend'])) return [];
  const given = Object.keys(partial.state_backend);
  const known = Object.keys(stateBackends);
  if (given.length === 1 || known.some((name) => isWrong(['state_backend', name]))) return [];
  const names = known.join(', ');
  const message =
    given.length === 0
      ? `no backend is named; give one of ${names}, or leave state_backend out for local`
      : `${given.join(' and ')}: a state lives in one backend; give one, and null for the other where defaults.yml names it`;
  return [{ path: ['state_backend'], code: 'one-of', at: 'key', message }];
}

function exactlyOne(context: RuleContext, names: readonly string[], purpose: string): readonly Problem[] {
  const { validParts: partial, isInvalid: isWrong } = context;
  if (isWrong(['service']) || names.some((name) => isWrong(['service', name]))) return [];
  const given = names.filter((name) =>
    Object.entries(partial.service ?? {}).some(([key, value]) => key === name && value !== undefined),
  );
  if (given.length === 1) return [];
  if (given.length === 0) {
    const message = `${purpose}: give one of ${names.join(', ')}`;
    return [{ path: ['service'], code: 'one-of', at: 'key', message }];
  }
  return given.slice(1).map((name) => ({
    path: ['service', name],
    code: 'one-of',
    at: 'key',
    message: `${given.join(' and ')} say the same thing twice; give one, and null for the other where defaults.yml has it`,
  }));
}

function oneSubnetSelector(context: RuleContext): readonly Problem[] {
  return exactlyOne(context, ['subnet_ids', 'subnet_tags'], 'tasks need subnets');
}

function oneSecurityGroupSelector(context: RuleContext): readonly Problem[] {
  const names = ['security_group_ids', 'security_group_tags', 'security_group_names'];
  return exactlyOne(context, names, 'tasks need security groups');
}

function cpuMemoryPair({ validParts: partial, isInvalid: isWrong }: RuleContext): readonly Problem[] {
  return taskConfigsOf(partial).flatMap(({ config: { cpu, memory }, path }): readonly Problem[] => {
    if (isWrong([...path, 'cpu']) || isWrong([...path, 'memory'])) return [];
    if (cpu === undefined && memory === undefined) return [];
    if (cpu === undefined || memory === undefined) {
      const [given, missing] = cpu === undefined ? ['memory', 'cpu'] : ['cpu', 'memory'];
      const message = `${given} without ${missing}: Fargate has pairs of the two, so give both or neither`;
      // A null that removes the other one stands in the file too.
      return [
        {
          path: [...path, given],
          alternatives: [[...path, missing]],
          code: 'cpu-memory-pair',
          at: 'key',
          message,
        },
      ];
    }
    const refusal = explainInvalidFargateSize(cpu, memory);
    if (refusal === undefined) return [];
    const message = `memory ${memory}: ${refusal}`;
    return [
      {
        path: [...path, 'memory'],
        alternatives: [[...path, 'cpu']],
        code: 'cpu-memory-pair',
        at: 'value',
        message,
      },
    ];
  });
}

function maximumDelayAboveInterval({
  validParts: partial,
  isInvalid: isWrong,
}: RuleContext): readonly Problem[] {
  return taskConfigsOf(partial).flatMap(({ config, path }): readonly Problem[] => {
    const { interval_seconds: interval = 1, max_delay_seconds: maximum } = config.retry ?? {};
    if (isWrong([...path, 'retry', 'interval_seconds'])) return [];
    if (maximum === undefined || maximum > interval) return [];
    const message = `${maximum}: the longest wait is longer than the first one, interval_seconds, which is ${interval}`;
    return [{ path: [...path, 'retry', 'max_delay_seconds'], code: 'not-allowed', at: 'value', message }];
  });
}

function arnsInSameAccount({ validParts: partial }: RuleContext): readonly Problem[] {
  const { region, account_id: accountId, service, iam, kms_key_arn: key } = partial;
  const arns: readonly (readonly [path: Path, arn: string | undefined])[] = [
    [['service', 'task_role_arn'], service?.task_role_arn],
    [['service', 'execution_role_arn'], service?.execution_role_arn],
    [['iam', 'permissions_boundary_arn'], iam?.permissions_boundary_arn],
    [['kms_key_arn'], key],
    [['alarms', 'sns_topic_arn'], partial.alarms?.sns_topic_arn],
    ...Object.entries(partial.queue_worker_jobs ?? {}).flatMap(
      ([name, { queue, send_from_role_arns: roles }]) => {
        const path = ['queue_worker_jobs', name];
        return [
          [[...path, 'queue', 'kms_key_arn'], queue?.kms_key_arn] as const,
          ...(roles ?? []).map((arn, index) => [[...path, 'send_from_role_arns', index], arn] as const),
        ];
      },
    ),
    ...taskConfigsOf(partial).map(
      ({ config, path }) => [[...path, 'task_role_arn'], config.task_role_arn] as const,
    ),
  ];
  return arns.flatMap(([path, arn]): readonly Problem[] => {
    if (arn === undefined) return [];
    const reason = reasonArnIsElsewhere(arn, region, path.includes('kms_key_arn') ? undefined : accountId);
    return reason === undefined
      ? []
      : [{ path, code: 'wrong-account', at: 'value', message: `${arn}: ${reason}` }];
  });
}

/** A key may belong to another account; a role that a task runs with, or a boundary, can't. */
function reasonArnIsElsewhere(
  arn: string,
  region: string | undefined,
  accountId: string | undefined,
): string | undefined {
  const fields = fieldsOfArn(arn);
  if (region !== undefined && fields.partition !== partitionOf(region)) {
    return `an ARN in ${region} begins with arn:${partitionOf(region)}`;
  }
  if (region !== undefined && fields.region !== '' && fields.region !== region) {
    return `it is in ${fields.region}, and the environment in ${region}`;
  }
  if (accountId !== undefined && fields.accountId !== accountId && fields.accountId !== 'aws') {
    return `it belongs to account ${fields.accountId}, and account_id is ${accountId}`;
  }
  return undefined;
}

/** The outputs of a module: one map for each fact about the jobs, with the name of the job as key. */
import { addressParser, type JobPart } from '../../jobs/addresses';
import type { EnvironmentResources } from '../environment-resources';
import { attribute, type Expression } from '../terraform-values';

/** An output of a module. */
export interface ModuleOutput {
  /** The name of the output. It does not depend on the jobs. */
  readonly name: string;
  /** The content of the map. */
  readonly description: string;
  /** The values of each job that has the resource, by the name of the job. */
  readonly values: ReadonlyMap<string, readonly Expression[]>;
  /** Whether a job can have several values, so that each value of the map is a list. */
  readonly isList: boolean;
}

/** For each output: the part of a job, and the attribute of this part that the output contains. */
const outputs = {
  alarm_arns: { part: 'alarm', attribute: 'arn', isList: true, description: 'ARNs of the alarms' },
  dead_letter_queue_arns: {
    part: 'dead_letter_queue',
    attribute: 'arn',
    description: 'ARN of the dead-letter queue',
  },
  dead_letter_queue_urls: {
    part: 'dead_letter_queue',
    attribute: 'url',
    description: 'URL of the dead-letter queue',
  },
  log_group_names: {
    part: 'log_group',
    attribute: 'name',
    description: 'Name of the log group of the state machine',
  },
  queue_arns: { part: 'queue', attribute: 'arn', description: 'ARN of the queue of a worker' },
  queue_urls: { part: 'queue', attribute: 'url', description: 'URL of the queue of a worker' },
  rule_arns: { part: 'rule', attribute: 'arn', description: 'ARN of the EventBridge rule' },
  rule_names: { part: 'rule', attribute: 'name', description: 'Name of the EventBridge rule' },
  schedule_arns: { part: 'schedule', attribute: 'arn', isList: true, description: 'ARNs of the schedules' },
  send_message_policy_arns: {
    part: 'send_policy',
    attribute: 'arn',
    description: 'ARN of the policy that lets programs send messages to a worker',
  },
  service_names: { part: 'service', attribute: 'name', description: 'Name of the ECS service of a worker' },
  state_machine_arns: { part: 'state_machine', attribute: 'arn', description: 'ARN of the state machine' },
  undelivered_queue_arns: {
    part: 'undelivered_queue',
    attribute: 'arn',
    description:
      'ARN of the queue of uploads and scheduled messages that did not reach the queue of a worker',
  },
} as const satisfies Record<
  string,
  {
    readonly part: JobPart;
    readonly attribute: string;
    readonly description: string;
    readonly isList?: true;
  }
>;

/** Returns the outputs of a module, in the order of their names. */
export function moduleOutputs({ jobs }: EnvironmentResources): readonly ModuleOutput[] {
  const parse = addressParser(jobs.map(({ job }) => job));
  const parts = jobs.flatMap(({ job, resources }) =>
    resources.map(({ address }) => ({ jobName: job.name, part: parse(address)?.part, address })),
  );
  return Object.entries(outputs).map(([name, output]) => {
    const values = new Map<string, readonly Expression[]>();
    for (const { jobName, part, address } of parts) {
      if (part !== output.part) continue;
      values.set(jobName, [...(values.get(jobName) ?? []), attribute(address, output.attribute)]);
    }
    return { name, description: output.description, values, isList: 'isList' in output };
  });
}

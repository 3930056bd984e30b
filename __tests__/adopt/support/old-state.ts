/** States with the shape of template-infra, as `terraform show -json` prints them. */
import type { JsonObject } from '../../../lib/values/json';

const accountId = '123456789012';
const region = 'us-east-1';

/** A resource of a state. */
export interface WrittenResource extends JsonObject {
  readonly address: string;
}

/** Returns a resource of the module `module.service`, with a key if it has one. */
export function resource(
  type: string,
  name: string,
  index: string | number | undefined,
  values: JsonObject,
  rest: JsonObject = {},
): WrittenResource {
  const key = index === undefined ? '' : `[${JSON.stringify(index)}]`;
  return {
    address: `module.service.${type}.${name}${key}`,
    mode: 'managed',
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: 'registry.terraform.io/hashicorp/aws',
    values,
    sensitive_values: {},
    ...rest,
  };
}

/** Returns the JSON of a state. */
export function stateOf(resources: readonly WrittenResource[], rest: JsonObject = {}): string {
  return JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: {
      root_module: { child_modules: [{ address: 'module.service', resources }] },
    },
    ...rest,
  });
}

/** Returns the ARN of a state machine. */
export function machineArn(name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

function machine(
  kind: string,
  key: string,
  service: string,
  command: JsonObject,
): readonly WrittenResource[] {
  const group = `/aws/vendedlogs/states/${service}-${key}/${kind}/20241015000000000000000001`;
  const logArn = `arn:aws:logs:${region}:${accountId}:log-group:${group}`;
  const definition = JSON.stringify({
    StartAt: 'RunTask',
    States: {
      RunTask: {
        Type: 'Task',
        Parameters: { Overrides: { ContainerOverrides: [{ Name: service, ...command }] } },
      },
    },
  });
  const name = kind.replaceAll('-', '_');
  return [
    resource('aws_cloudwatch_log_group', name, key, { name: group, arn: logArn, id: group }),
    resource('aws_sfn_state_machine', name, key, {
      name: `${service}-${key}`,
      arn: machineArn(`${service}-${key}`),
      definition,
      logging_configuration: [{ log_destination: `${logArn}:*`, level: 'ERROR' }],
    }),
  ];
}

/** Returns the resources of an upload job. */
export function uploadJob(key: string, service = 'app-dev'): readonly WrittenResource[] {
  return [
    resource('aws_cloudwatch_event_rule', 'file_upload_jobs', key, {
      name: `${service}-${key}`,
      event_bus_name: 'default',
      arn: `arn:aws:events:${region}:${accountId}:rule/${service}-${key}`,
      event_pattern: JSON.stringify({
        detail: { bucket: { name: ['uploads'] }, object: { key: [{ prefix: `${key}/` }] } },
      }),
    }),
    resource('aws_cloudwatch_event_target', 'document_upload_jobs', key, {
      rule: `${service}-${key}`,
      target_id: `${service}-${key}`,
      event_bus_name: 'default',
      arn: machineArn(`${service}-${key}`),
    }),
    ...machine('file-upload-jobs', key, service, { 'Command.$': '$.task_command' }),
  ];
}

/** Returns the resources of a scheduled job. */
export function scheduledJob(
  key: string,
  { service = 'app-dev', group = 'default', command = ['bin/job'] } = {},
): readonly WrittenResource[] {
  const name = `${service}-${key}`;
  return [
    resource('aws_scheduler_schedule', 'scheduled_jobs', key, {
      name,
      group_name: group,
      arn: `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`,
      schedule_expression: 'cron(0 4 * * ? *)',
      target: [{ arn: machineArn(name), input: null }],
    }),
    ...machine('scheduled-jobs', key, service, { Command: command }),
  ];
}

/** Returns the roles that template-infra has without jobs too. */
export function roles(service = 'app-dev'): readonly WrittenResource[] {
  return ['events', 'scheduler', 'workflow_orchestrator'].flatMap((kind) => {
    const name = `${service}-${kind.replaceAll('_', '-')}`;
    const policy = `arn:aws:iam::${accountId}:policy/${name}`;
    return [
      resource('aws_iam_role', kind, undefined, { name, arn: `arn:aws:iam::${accountId}:role/${name}` }),
      resource('aws_iam_policy', kind, undefined, { name, arn: policy }),
      resource('aws_iam_role_policy_attachment', kind, undefined, { role: name, policy_arn: policy }),
    ];
  });
}

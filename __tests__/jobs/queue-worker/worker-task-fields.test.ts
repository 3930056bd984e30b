import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { workersOf } from '../../../lib/jobs/job';
import { workerTaskFields } from '../../../lib/jobs/queue-worker/queue-worker-job';
import { fieldOf } from '../../../lib/values/json';
import { resourcesOf } from '../../support/stack-json';
import { environmentOf } from '../support/environments';
import { least } from '../support/workers';

type Fields = Readonly<Record<string, unknown>>;

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** Two valid workers that differ in one field, and a text that only the resource of the second one has. */
const samples = {
  task_command: [{ task_command: ['bin/one'] }, { task_command: ['bin/other'] }, 'bin/other'],
  environment_variables: [{}, { environment_variables: { LOG_LEVEL: 'debug' } }, 'LOG_LEVEL'],
  cpu: [{ cpu: 512, memory: 2048 }, { cpu: 1024, memory: 2048 }, '"1024"'],
  memory: [{ cpu: 512, memory: 1024 }, { cpu: 512, memory: 2048 }, '"2048"'],
  ephemeral_storage_gib: [{}, { ephemeral_storage_gib: 55 }, '55'],
  task_role_arn: [{ task_role_arn: role('one') }, { task_role_arn: role('other') }, role('other')],
  capacity_provider: [{}, { capacity_provider: 'FARGATE_SPOT' }, 'FARGATE_SPOT'],
} as const satisfies Record<keyof typeof workerTaskFields, readonly [Fields, Fields, string]>;

const resourceTypes = { taskDefinition: 'aws_ecs_task_definition', service: 'aws_ecs_service' } as const;

type Part = keyof typeof resourceTypes;

/** Returns a member of a worker, and the arguments of its Terraform resource. */
function resultOf(fields: Fields, [part, member]: readonly [part: Part, member: string]) {
  const environment = environmentOf({ queue_worker_jobs: { work: { ...least, ...fields } } });
  const stack = synthesize([environment]).find(({ path }) => path === stackFile(environment.config.name));
  const resource = resourcesOf(stack?.content ?? '').find(({ type }) => type === resourceTypes[part]);
  return { member: fieldOf(workersOf(environment.jobs)[0]?.[part], member), arguments: resource?.values };
}

describe('each task field of a queue worker', () => {
  const cases = Object.entries(workerTaskFields).map(([name, path]) => {
    const [, sample = []] = Object.entries(samples).find(([field]) => field === name) ?? [];
    return [name, path, ...sample] as const;
  });

  test.each(cases)('%s reaches its member of the worker and its Terraform resource', (_, path, ...sample) => {
    const [before = {}, after = {}, text = ''] = sample;
    const [one, other] = [resultOf(before, path), resultOf(after, path)];
    expect(other.member).not.toEqual(one.member);
    expect(JSON.stringify(one.arguments)).not.toContain(text);
    expect(JSON.stringify(other.arguments)).toContain(text);
  });
});

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { baseConfig, environmentOf } from '../jobs/support/environments';
import { AwsStub } from '../support/terraform/aws-stub';
import { planEnvironment, plannedValues } from '../support/plans/plan';
import { asList, asRecord, at, parsed } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(120_000);

/** Texts with syntax of Terraform, JSON or cdktf's tokens. */
const hostile = [
  '${aws_sqs_queue.x.url}',
  '%{ for x in y }',
  '$${kept}',
  `it's "quoted" \\ \\b \\u0041 \\n`,
  'two\nlines\tand \b\f\u0001\u2028 more',
  '{TfToken[TOKEN.1]} ${TfToken[TOKEN.2]}',
  'ünïcödé 漢字 🙈',
  '',
];

/** The account of `baseConfig`: the provider rejects others. */
const accountId = baseConfig.account_id;

const reserved = { cpu: 448, memory: 896, memoryReservation: 512 };

describeWithTerraform('the task definition of a worker in Terraform’s plan', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  let values: ReadonlyMap<unknown, Readonly<Record<string, unknown>>>;
  beforeAll(async () => {
    workspace = new TerraformWorkspace();
    stub = await AwsStub.start({ accountId, containerNames: ['app-test'], reserved });
    const common = { task_command: ['bin/worker', ...hostile], max_processing_seconds: 60, max_tasks: 2 };
    const environment = environmentOf({
      queue_worker_jobs: {
        worker: {
          ...common,
          environment_variables: {
            LOG_LEVEL: 'debug',
            ...Object.fromEntries(hostile.map((text, index) => [`H${index}`, text])),
          },
          stop_timeout_seconds: 90,
        },
        sized: { ...common, cpu: 1024, memory: 4096, ephemeral_storage_gib: 40 },
        open: { ...common, environment_variables: { SECRET_KEY: 'of a test', DATABASE_PASSWORD: 'none' } },
      },
    });
    const { plan } = await planEnvironment(workspace, 'worker', environment, stub);
    values = plannedValues(plan);
  });
  afterAll(async () => {
    await stub.stop();
    workspace.remove();
  });

  const definition = (job: string) => values.get(`aws_ecs_task_definition.queue_worker_jobs_${job}`);
  const containers = (job: string) =>
    asList(parsed(definition(job)?.['container_definitions'])).map(asRecord);

  test('has the application’s container with the worker’s command, and the other containers unchanged', () => {
    const [ours, sidecar, ...others] = containers('worker');
    expect(others).toEqual([]);
    expect(sidecar).toMatchObject({
      name: 'collector',
      image: 'registry.example/collector',
      essential: false,
    });
    expect(sidecar).not.toHaveProperty('command');
    expect(ours).toMatchObject({
      name: 'app-test',
      image: 'registry.example/app:7',
      command: ['bin/worker', ...hostile],
      stopTimeout: 90,
      secrets: [{ name: 'DATABASE_PASSWORD' }, { name: 'SECRET_KEY' }],
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/tmp' }],
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'service/app' } },
    });
    // A worker does not open the port of the health check, so ECS would replace its tasks forever.
    expect(ours).not.toHaveProperty('healthCheck');
  });

  test('has the application’s variables, overridden by the job’s, and the URLs of the queues', () => {
    const variables = asList(containers('worker')[0]?.['environment']).map((pair) => [
      at(pair, 'name'),
      at(pair, 'value'),
    ]);
    expect(new Set(variables.map(([name]) => name)).size).toBe(variables.length);
    expect(Object.fromEntries(variables)).toEqual({
      PORT: '3000',
      LOG_LEVEL: 'debug',
      ...Object.fromEntries(hostile.map((text, index) => [`H${index}`, text])),
      QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/app-test-worker',
      QUEUE_ARN: 'arn:aws:sqs:us-east-1:123456789012:app-test-worker',
      DEAD_LETTER_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/app-test-worker-dead-letters',
    });
  });

  test('has the application’s size, platform and volumes, unless the worker sets its size', () => {
    expect(definition('worker')).toMatchObject({
      family: 'app-test-worker',
      cpu: '512',
      memory: '1024',
      ephemeral_storage: [],
      runtime_platform: [{ cpu_architecture: 'ARM64', operating_system_family: 'LINUX' }],
      volume: [{ name: 'scratch' }],
    });
    expect(definition('sized')).toMatchObject({
      cpu: '1024',
      memory: '4096',
      ephemeral_storage: [{ size_in_gib: 40 }],
    });
    expect(containers('worker')[0]).toMatchObject({ cpu: 448, memory: 896, memoryReservation: 512 });
    // The container's reservation is for the application's task size.
    const [sized, sidecar] = containers('sized');
    for (const field of ['cpu', 'memory', 'memoryReservation']) expect(sized).not.toHaveProperty(field);
    expect(sidecar).toMatchObject({ cpu: 64, memory: 128 });
  });

  test('has no secret with the name of a variable of the job, because ECS rejects both together', () => {
    expect(containers('open')[0]).not.toHaveProperty('secrets');
    expect(asList(containers('open')[0]?.['environment'])).toContainEqual({
      name: 'SECRET_KEY',
      value: 'of a test',
    });
  });

  test('fails if the other containers need the whole size of the task', async () => {
    const crowded = await AwsStub.start({ accountId, containerNames: ['app-test', 'proxy'], reserved });
    try {
      const worker = {
        task_command: ['x'],
        max_processing_seconds: 60,
        max_tasks: 2,
        cpu: 512,
        memory: 1024,
      };
      const plan = planEnvironment(
        workspace,
        'crowded',
        environmentOf({ queue_worker_jobs: { worker } }),
        crowded,
      );
      await expect(plan).rejects.toThrow(
        /other\s+containers\s+of\s+app-test[^]*512\s+CPU\s+units[^]*1024\s+MiB/,
      );
    } finally {
      await crowded.stop();
    }
  });

  test('fails with the container’s name if the application has no such container', async () => {
    const other = await AwsStub.start({ accountId, containerNames: ['web'] });
    try {
      const environment = environmentOf({
        queue_worker_jobs: { worker: { task_command: ['x'], max_processing_seconds: 60, max_tasks: 2 } },
      });
      const plan = planEnvironment(workspace, 'other-name', environment, other);
      await expect(plan).rejects.toThrow(/has no container\s+app-test/);
    } finally {
      await other.stop();
    }
  });
});

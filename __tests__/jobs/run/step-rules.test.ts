import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { resourcesOf } from '../../support/stack-json';
import { runJob, environmentOf, issuesOf } from '../support/environments';

type Fields = Readonly<Record<string, unknown>>;

const when = { schedule_expression: 'rate(1 day)' };
const issuesWith = (fields: Fields) =>
  issuesOf({ scheduled_jobs: { job: { ...when, ...fields } } }).map((issue) =>
    issue.replace('scheduled_jobs.job.', ''),
  );
const step = (name: string, fields: Fields = {}) => ({ name, task_command: ['x'], ...fields });
const command = { task_command: ['x'] };

describe('the steps of a job', () => {
  test.each<readonly [string, Fields]>([
    ['one', { steps: [step('a')] }],
    ['several, some side by side', { steps: [step('a'), { parallel: [step('b'), step('c')] }, step('d')] }],
    [
      'names that other jobs’ states have',
      { steps: [step('RunTask'), step('Failed'), step('Done'), step('constructor')] },
    ],
    [
      'everything that a step may say',
      {
        steps: [
          step('a', {
            cpu: 256,
            memory: 512,
            retry: { max_attempts: 1, on_exit_codes: [3] },
            timeout_seconds: 5,
          }),
        ],
      },
    ],
    ['one after a failure', { ...command, on_failure: command }],
    ['many retries', { ...command, retry: { max_attempts: 556, max_delay_seconds: 120 } }],
  ])('can be %s', (_, fields) => {
    expect(issuesWith(fields)).toEqual([]);
  });

  test.each<readonly [Fields, string]>([
    [
      {},
      'task_command: the job has no command; set task_command to a list of arguments, or steps to run several commands',
    ],
    [
      { ...command, steps: [step('a')] },
      'steps: steps and task_command are both set; remove one, or set it to null if it is inherited',
    ],
    [{ steps: [] }, 'steps: must have at least one step'],
    [
      { steps: [{ name: 'a' }] },
      'steps[0].task_command: the step has no task_command; a step must have a name and a task_command, or only parallel',
    ],
    [{ steps: [command] }, 'steps[0].name: the step has no name; a step must have a name and a task_command'],
    [
      { steps: [{ parallel: [step('a')] }] },
      'steps[0].parallel: must have at least two steps; a single step does not need parallel',
    ],
    [
      { steps: [{ parallel: [step('a'), step('b')], timeout_seconds: 5 }] },
      'steps[0].timeout_seconds: timeout_seconds has no effect in a step with parallel; move it into the steps of parallel',
    ],
    [
      { steps: [{ parallel: [step('a'), { parallel: [step('b'), step('c')] }] }] },
      'steps[0].parallel[1].parallel: unknown field',
    ],
    [
      { steps: [step('a'), { parallel: [step('b'), step('a')] }] },
      'steps[1].parallel[1].name: a is the name of another step of the job',
    ],
    [
      { steps: [step('on_failure')] },
      'steps[0].name: on_failure is the name of the task that runs after a failure',
    ],
    [{ steps: [step('a b')] }, 'steps[0].name: a b: a step’s name must begin with a letter or a digit'],
    [{ steps: [step('a', { cpu: 256 })] }, 'steps[0].cpu: cpu is set without memory'],
    [
      { steps: [step('a', { task_role_arn: 'arn:aws:iam::999999999999:role/x' })] },
      'steps[0].task_role_arn: arn:aws:iam::999999999999:role/x is in account 999999999999; it must be in the account of account_id (123456789012)',
    ],
    [
      { steps: [step('a', { task_command: ['x', '<object_key>'] })] },
      'steps[0].task_command[1]: <object_key> is not a placeholder of this job',
    ],
    [
      { steps: [step('a', { environment_variables: { X: '<atempt>' } })] },
      'steps[0].environment_variables.X: <atempt> is not a placeholder of this job; did you mean <attempt>?',
    ],
    [
      { steps: [step('a', { task_command: ['sh', '-c', 'echo <scheduled_time>'] })] },
      'steps[0].task_command[2]: <scheduled_time> must not be in code that sh runs, because a person who starts the job could run commands',
    ],
    [
      { steps: [step('a', { retry: { max_attempts: 1, interval_seconds: 9, max_delay_seconds: 9 } })] },
      'steps[0].retry.max_delay_seconds: max_delay_seconds is 9; it must be greater than interval_seconds (9)',
    ],
    [
      { steps: [step('a', { task_command: ['x'.repeat(9000)] })] },
      'steps[0].task_command: the task override has',
    ],
    [
      { ...command, retry: { max_attempts: 1, on_exit_codes: [1], unless_exit_codes: [2] } },
      'retry.unless_exit_codes: on_exit_codes and unless_exit_codes exclude each other; remove one',
    ],
    [
      { ...command, retry: { max_attempts: 1, on_exit_codes: [0] } },
      'retry.on_exit_codes[0]: 0: must be an exit code of a failure, 1 to 255',
    ],
    [
      { ...command, retry: { max_attempts: 1, on_exit_codes: [3, 3] } },
      'retry.on_exit_codes[1]: 3: duplicate item; remove it',
    ],
    [
      { ...command, timeout_seconds: 5, retry: { max_attempts: 1001 } },
      'retry.max_attempts: max_attempts is 1001; all steps together must have at most 556 retries, because an execution can have at most 25000 events',
    ],
    [
      { steps: [step('a'), step('b', { timeout_seconds: 5 })], retry: { max_attempts: 900 } },
      'retry.max_attempts: max_attempts is 900; all steps together must have at most 554 retries',
    ],
    [{ ...command, on_failure: {} }, 'on_failure.task_command: required field is missing'],
    [
      { ...command, on_failure: { ...command, environment_variables: { FAILED_STEP: 'x' } } },
      'on_failure.environment_variables.FAILED_STEP: FAILED_STEP is the name of a variable that describes the failure to the on_failure task; rename your variable',
    ],
    [
      { ...command, on_failure: command, environment_variables: { FAILED_CAUSE: 'x' } },
      'environment_variables.FAILED_CAUSE: FAILED_CAUSE is the name of a variable that describes the failure to the on_failure task; rename your variable',
    ],
    [
      { ...command, overlap: 'forbid' },
      'overlap: forbid: not an allowed value; use one of allow, skip, replace',
    ],
  ])('are rejected with a message: %j', (fields, message) => {
    expect(issuesWith(fields)).toEqual([expect.stringContaining(message)]);
  });

  test('have all issues in one report, each at its own step', () => {
    const steps = [step('a', { cpu: 256 }), step('b', { timeout_seconds: 0 }), step('a')];
    expect(issuesWith({ steps })).toEqual([
      expect.stringContaining('steps[0].cpu: '),
      expect.stringContaining('steps[1].timeout_seconds: 0: must be at least 1 second'),
      expect.stringContaining('steps[2].name: a is the name of another step of the job'),
    ]);
  });

  test('have issues at parallel steps too', () => {
    const steps = [{ parallel: [step('a', { timeout_seconds: 0 }), step('b', { cpu: 256 })] }];
    expect(issuesWith({ steps })).toEqual([
      expect.stringContaining('steps[0].parallel[0].timeout_seconds: 0: must be at least 1 second'),
      expect.stringContaining('steps[0].parallel[1].cpu: cpu is set without memory'),
    ]);
  });

  test('change only their state machine, and no address', () => {
    const resources = (steps: readonly unknown[]) => {
      const built = environmentOf({
        scheduled_jobs: { job: { ...when, steps }, other: { ...when, ...command } },
      });
      const file = synthesize([built]).find(({ path }) => path === stackFile('test'));
      return resourcesOf(file?.content ?? '');
    };
    const [few, many] = [
      resources([step('a')]),
      resources([step('z'), { parallel: [step('b'), step('a')] }, step('c')]),
    ];
    expect(many.map(({ address }) => address)).toEqual(few.map(({ address }) => address));
    const changed = many.filter((resource, index) => JSON.stringify(resource) !== JSON.stringify(few[index]));
    expect(changed.map(({ address }) => address)).toEqual(['aws_sfn_state_machine.jobs_job']);
  });

  test('inherit the job’s fields, and override them with their own', () => {
    const [job] = environmentOf({
      scheduled_jobs: {
        job: {
          ...when,
          environment_variables: { A: 'job', B: 'job' },
          cpu: 1024,
          memory: 2048,
          timeout_seconds: 60,
          retry: { max_attempts: 1 },
          capacity_provider: 'FARGATE_SPOT',
          steps: [
            step('a'),
            step('b', {
              environment_variables: { B: 'step', C: 'step' },
              cpu: 256,
              memory: 512,
              timeout_seconds: 5,
              retry: { max_attempts: 0 },
              capacity_provider: 'FARGATE',
            }),
          ],
          on_failure: command,
        },
      },
    }).jobs;
    const shown = [
      ...runJob(job).run.stages.flatMap((stage) => (stage.kind === 'step' ? [stage.step] : [])),
      runJob(job).run.onFailure,
    ].map((one) => [
      one?.name,
      one?.task.overrides.environment_variables
        .map(({ name, value }) => (typeof value === 'string' ? `${name}=${value}` : name))
        .join(' '),
      one?.task.overrides.cpu,
      one?.task.overrides.memory,
      one?.timeoutSeconds,
      one?.retry?.maxAttempts,
      one?.task.launch,
    ]);
    const spot = { capacityProvider: 'FARGATE_SPOT' };
    expect(shown).toEqual([
      ['a', 'A=job B=job', 1024, 2048, 60, 1, spot],
      ['b', 'A=job B=step C=step', 256, 512, 5, 0, { launchType: 'FARGATE' }],
      ['on_failure', 'A=job B=job FAILED_STEP FAILED_ERROR FAILED_CAUSE', 1024, 2048, 60, undefined, spot],
    ]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { AwsStub } from '../support/terraform/aws-stub';
import { planEnvironment } from '../support/plans/plan';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';
import { baseConfig, environmentOf, lookedUpConfig } from '../jobs/support/environments';

jest.setTimeout(180_000);

const nightly = { nightly: { task_command: ['x'], schedule_expression: 'rate(1 day)' } };

describeWithTerraform('a plan with credentials of another account', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  beforeEach(async () => {
    stub = await AwsStub.start({ accountId: '999999999999' });
  });
  afterEach(async () => {
    await stub.stop();
  });
  afterAll(() => {
    workspace.remove();
  });

  test('fails if account_id is set', async () => {
    const environment = environmentOf({ scheduled_jobs: nightly });
    await expect(planEnvironment(workspace, 'wrong', environment, stub)).rejects.toThrow(
      /AWS account ID not allowed: 999999999999/,
    );
  });

  test.each([
    [
      'account_id is the account',
      { ...baseConfig, account_id: '999999999999', service: lookedUpConfig.service },
    ],
    ['account_id is not set', lookedUpConfig],
  ])('succeeds if %s', async (_, config) => {
    const environment = environmentOf({ scheduled_jobs: nightly }, config);
    await expect(planEnvironment(workspace, 'right', environment, stub)).resolves.toBeDefined();
  });
});

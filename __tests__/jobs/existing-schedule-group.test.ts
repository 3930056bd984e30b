import { describe, expect, test } from '@jest/globals';
import { deployPermissions } from '../../lib/jobs/permissions/deploy-permissions';
import { schedulesOf } from '../../lib/jobs/job';
import { allResources, describeEnvironment } from '../../lib/resources/environment-resources';
import { baseConfig, environmentOf, issuesOf } from './support/environments';

const scheduled_jobs = {
  nightly: { task_command: ['bin/nightly'], schedule_expression: 'cron(0 4 * * ? *)', missed_run: {} },
};
const alarms = { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:alarms' };

function withGroup(schedule_group_name?: string) {
  return environmentOf({ scheduled_jobs, alarms, service: { ...baseConfig.service, schedule_group_name } });
}

describe('service.schedule_group_name', () => {
  const environment = withGroup('default');
  const resources = allResources(describeEnvironment(environment));

  test('is the group of every schedule', () => {
    expect(environment.jobs.flatMap(schedulesOf).map(({ groupName }) => groupName)).toEqual(['default']);
    const groups = resources.flatMap(({ type, arguments: values }) =>
      type === 'aws_scheduler_schedule' ? [values.groupName] : [],
    );
    expect(groups).toEqual(['default', 'default']);
  });

  test('names a group that Terraform neither creates nor waits for', () => {
    const address = 'aws_scheduler_schedule_group.scheduled_jobs';
    expect(resources.map((resource) => resource.address)).not.toContain(address);
    expect(resources.flatMap(({ dependsOn }) => dependsOn)).not.toContain(address);
    expect(allResources(describeEnvironment(withGroup())).map((resource) => resource.address)).toContain(
      address,
    );
  });

  test('is the group whose schedules may use the role, and whose dropped runs have an alarm', () => {
    const text = JSON.stringify(environment.roles.map(({ trustPolicy }) => trustPolicy));
    expect(text).toContain('arn:aws:scheduler:us-east-1:123456789012:schedule-group/default');
    expect(JSON.stringify(environment.alarms)).toContain('{"ScheduleGroup":"default"}');
  });

  test('limits the permissions of deploying to the schedules of the service', () => {
    const text = JSON.stringify(deployPermissions(environment));
    expect(text).toContain('schedule/default/app-test-*');
    expect(text).not.toContain('schedule-group/default');
    expect(text).not.toContain('scheduler:DeleteScheduleGroup');
  });

  test('must be the name of a group', () => {
    const of = (schedule_group_name: string) =>
      issuesOf({ scheduled_jobs, service: { ...baseConfig.service, schedule_group_name } });
    expect(of('a/b')).toEqual([expect.stringContaining('a/b: must have only letters')]);
    expect(of('x'.repeat(65))).toEqual([expect.stringContaining('must have at most 64 characters')]);
    expect(of('x'.repeat(64))).toEqual([]);
  });
});

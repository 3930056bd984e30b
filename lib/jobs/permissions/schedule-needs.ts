import { arn } from '../../aws/arns';
import { viaService } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../environment';
import { jobResourcePattern, scheduleGroupName } from '../resource-names';
import type { PermissionRequirement } from './need';

/** Returns the permissions for the schedules, and for the schedule group if Terraform creates it. */
export function scheduleNeeds({ config, location }: EnvironmentJobs): readonly PermissionRequirement[] {
  const { service } = config;
  const group = scheduleGroupName(service);
  const isExistingGroup = service.existingScheduleGroupName !== undefined;
  return [
    {
      // AWS deletes the schedules of a group with the group. So the deletion of a group needs DeleteSchedule for each.
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policy-examples.html
      sid: 'Schedules',
      read: ['scheduler:GetSchedule'],
      write: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
      // A group that exists already can have the schedules of other services.
      resources: [
        arn(
          location,
          'scheduler',
          `schedule/${group}/${isExistingGroup ? jobResourcePattern(service.name) : '*'}`,
        ),
      ],
      why: 'manage the schedules',
    },
    ...(isExistingGroup
      ? []
      : [
          {
            sid: 'ScheduleGroup',
            read: ['scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
            write: [
              'scheduler:CreateScheduleGroup',
              'scheduler:DeleteScheduleGroup',
              'scheduler:TagResource',
              'scheduler:UntagResource',
            ],
            resources: [arn(location, 'scheduler', `schedule-group/${group}`)],
            why: 'manage the schedule group',
          },
        ]),
    ...(config.kmsKeyArn === undefined
      ? []
      : [
          {
            // https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policy-examples.html
            sid: 'UseScheduleKey',
            read: [],
            write: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
            resources: [config.kmsKeyArn],
            conditions: viaService('scheduler', config.region),
            why: 'let the Scheduler encrypt the input of a schedule',
          },
        ]),
  ];
}

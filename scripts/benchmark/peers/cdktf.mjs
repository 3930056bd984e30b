// The program that a user writes by hand with cdktf, for the shape `half`.
// Arguments: the folder with dev.yml, the folder to write, and a file beside whose node_modules the packages are.
// It has the same number and types of resources, and imports each binding alone. It checks nothing.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, outdir, modules] = process.argv.slice(2);
const need = createRequire(modules);
const { App, TerraformStack } = need('cdktf');
const aws = (name) => need(`@cdktf/provider-aws/lib/${name}`);
const { AwsProvider } = aws('provider');
const { CloudwatchEventRule } = aws('cloudwatch-event-rule');
const { CloudwatchEventTarget } = aws('cloudwatch-event-target');
const { CloudwatchLogGroup } = aws('cloudwatch-log-group');
const { IamPolicy } = aws('iam-policy');
const { IamRole } = aws('iam-role');
const { IamRolePolicyAttachment } = aws('iam-role-policy-attachment');
const { SchedulerSchedule } = aws('scheduler-schedule');
const { SchedulerScheduleGroup } = aws('scheduler-schedule-group');
const { SfnStateMachine } = aws('sfn-state-machine');
const { parse } = need('yaml');

const config = parse(readFileSync(`${folder}/dev.yml`, 'utf8'));
const { region, account_id: account, service } = config;
const app = 'app-dev';
const launch = [
  'AmazonECS.Unknown',
  'ECS.AmazonECSException',
  'ECS.InvalidParameterException',
  'ECS.ThrottlingException',
];

const definitionOf = (name, job, command) => ({
  ...(job.description === undefined ? {} : { Comment: job.description }),
  StartAt: 'RunTask',
  States: {
    RunTask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::ecs:runTask.sync',
      Parameters: {
        Cluster: app,
        TaskDefinition: app,
        LaunchType: 'FARGATE',
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: service.subnet_ids,
            SecurityGroups: service.security_group_ids,
            AssignPublicIp: 'DISABLED',
          },
        },
        Overrides: { ContainerOverrides: [{ Name: app, ...command }] },
      },
      TimeoutSeconds: job.timeout_seconds,
      ...(job.retry === undefined
        ? {}
        : {
            Retry: [
              {
                ErrorEquals: launch,
                IntervalSeconds: 10,
                MaxAttempts: 6,
                BackoffRate: 2,
                MaxDelaySeconds: 120,
                JitterStrategy: 'FULL',
              },
              {
                ErrorEquals: ['States.TaskFailed', 'States.Timeout'],
                IntervalSeconds: job.retry.interval_seconds,
                MaxAttempts: job.retry.max_attempts,
              },
            ],
          }),
      End: true,
    },
  },
});

class Jobs extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region });
    const statement = (Sid, Action, Resource, rest) => ({ Sid, Effect: 'Allow', Action, Resource, ...rest });
    const role = (kind, principal, statements) => {
      const name = `${app}-jobs-${kind}`;
      const iamRole = new IamRole(this, `${kind}-role`, {
        name,
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: `${principal}.amazonaws.com` },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'aws:SourceAccount': account } },
            },
          ],
        }),
      });
      const policy = new IamPolicy(this, `${kind}-policy`, {
        name,
        policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
      });
      new IamRolePolicyAttachment(this, `${kind}-attachment`, { role: iamRole.name, policyArn: policy.arn });
      return iamRole;
    };
    const runTask = statement(
      'RunTasks',
      ['ecs:RunTask'],
      [`arn:aws:ecs:${region}:${account}:task-definition/${app}:*`],
    );
    const pass = statement(
      'PassRoles',
      ['iam:PassRole'],
      [service.execution_role_arn, service.task_role_arn],
    );
    const start = statement(
      'Start',
      ['states:StartExecution'],
      [`arn:aws:states:${region}:${account}:stateMachine:${app}-*`],
    );
    const eventsEcs = role('events-ecs', 'events', [runTask, pass]);
    const eventsStates = role('events-states', 'events', [start]);
    const scheduler = role('scheduler', 'scheduler', [start]);
    const states = role('states', 'states', [
      runTask,
      pass,
      statement(
        'Watch',
        ['ecs:DescribeTasks', 'ecs:StopTask'],
        [`arn:aws:ecs:${region}:${account}:task/${app}/*`],
      ),
      statement(
        'Hear',
        ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
        [`arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForECSTaskRule`],
      ),
      statement(
        'Log',
        [
          'logs:CreateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:DescribeLogGroups',
          'logs:DescribeResourcePolicies',
          'logs:GetLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:UpdateLogDelivery',
        ],
        ['*'],
      ),
    ]);
    const machine = (name, definition) => {
      const logGroup = new CloudwatchLogGroup(this, `${name}-logs`, {
        name: `/aws/vendedlogs/states/${app}-${name}`,
        retentionInDays: 1827,
      });
      return new SfnStateMachine(this, `${name}-machine`, {
        name: `${app}-${name}`,
        roleArn: states.arn,
        type: 'STANDARD',
        definition: JSON.stringify(definition),
        loggingConfiguration: {
          level: 'ALL',
          includeExecutionData: true,
          logDestination: `${logGroup.arn}:*`,
        },
        tracingConfiguration: { enabled: false },
      });
    };
    for (const [name, job] of Object.entries(config.file_upload_jobs)) {
      const rule = new CloudwatchEventRule(this, `${name}-rule`, {
        name: `${app}-${name}`,
        state: 'ENABLED',
        eventPattern: JSON.stringify({
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: {
            bucket: { name: [config.storage.bucket_name] },
            object: { key: [{ prefix: job.path_prefix }] },
          },
        }),
      });
      if (job.timeout_seconds === undefined) {
        new CloudwatchEventTarget(this, `${name}-target`, {
          rule: rule.name,
          targetId: `${app}-${name}`,
          arn: `arn:aws:ecs:${region}:${account}:cluster/${app}`,
          roleArn: eventsEcs.arn,
          ecsTarget: {
            taskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/${app}`,
            launchType: 'FARGATE',
            taskCount: 1,
            enableEcsManagedTags: false,
            enableExecuteCommand: false,
            networkConfiguration: {
              subnets: service.subnet_ids,
              securityGroups: service.security_group_ids,
              assignPublicIp: false,
            },
          },
          inputTransformer: {
            inputPaths: { bucket_name: '$.detail.bucket.name', object_key: '$.detail.object.key' },
            inputTemplate: `{"containerOverrides":[{"name":"${app}","command":["${job.task_command[0]}",<bucket_name>,<object_key>]}]}`,
          },
        });
      } else {
        const command = {
          'Command.$': `States.Array('${job.task_command[0]}', $.detail.bucket.name, $.detail.object.key)`,
        };
        new CloudwatchEventTarget(this, `${name}-target`, {
          rule: rule.name,
          targetId: `${app}-${name}`,
          arn: machine(name, definitionOf(name, job, command)).arn,
          roleArn: eventsStates.arn,
        });
      }
    }
    const group = new SchedulerScheduleGroup(this, 'group', { name: app });
    for (const [name, job] of Object.entries(config.scheduled_jobs)) {
      new SchedulerSchedule(this, `${name}-schedule`, {
        name: `${app}-${name}`,
        groupName: group.name,
        description: job.description,
        state: 'ENABLED',
        scheduleExpression: job.schedule_expression,
        scheduleExpressionTimezone: 'Etc/UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: machine(name, definitionOf(name, job, { Command: job.task_command })).arn,
          roleArn: scheduler.arn,
        },
      });
    }
  }
}

mkdirSync(outdir, { recursive: true });
const cdktfApp = new App({ outdir });
new Jobs(cdktfApp, 'dev');
cdktfApp.synth();

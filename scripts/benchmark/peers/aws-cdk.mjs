// The same jobs with aws-cdk-lib, as CloudFormation, for the shape `half`.
// Arguments: the folder with dev.yml, the folder to write, a file beside whose node_modules the packages are, and:
// - l1 (CfnSchedule, CfnStateMachine and so on, with four shared roles) or l2 (Schedule, StateMachine and so on)
// - bare, or validated (the validation that aws-cdk-lib runs by default)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, outdir, modules, level = 'l1', validated = 'bare'] = process.argv.slice(2);
const need = createRequire(modules);
const { App, Stack } = need('aws-cdk-lib/core');
const { parse } = need('yaml');

const config = parse(readFileSync(`${folder}/dev.yml`, 'utf8'));
const { region, account_id: account, service } = config;
const appName = 'app-dev';
const launch = [
  'AmazonECS.Unknown',
  'ECS.AmazonECSException',
  'ECS.InvalidParameterException',
  'ECS.ThrottlingException',
];
const definitionOf = (job, command) => ({
  ...(job.description === undefined ? {} : { Comment: job.description }),
  StartAt: 'RunTask',
  States: {
    RunTask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::ecs:runTask.sync',
      Parameters: {
        Cluster: appName,
        TaskDefinition: appName,
        LaunchType: 'FARGATE',
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: service.subnet_ids,
            SecurityGroups: service.security_group_ids,
            AssignPublicIp: 'DISABLED',
          },
        },
        Overrides: { ContainerOverrides: [{ Name: appName, ...command }] },
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
const patternOf = (job) => ({
  source: ['aws.s3'],
  'detail-type': ['Object Created'],
  detail: { bucket: { name: [config.storage.bucket_name] }, object: { key: [{ prefix: job.path_prefix }] } },
});
const uploadCommand = (job) => ({
  'Command.$': `States.Array('${job.task_command[0]}', $.detail.bucket.name, $.detail.object.key)`,
});
const statement = (Sid, Action, Resource) => ({ Sid, Effect: 'Allow', Action, Resource });
const runTask = statement(
  'RunTasks',
  ['ecs:RunTask'],
  [`arn:aws:ecs:${region}:${account}:task-definition/${appName}:*`],
);
const pass = statement('PassRoles', ['iam:PassRole'], [service.execution_role_arn, service.task_role_arn]);
const start = statement(
  'Start',
  ['states:StartExecution'],
  [`arn:aws:states:${region}:${account}:stateMachine:${appName}-*`],
);
const ofStates = [
  runTask,
  pass,
  statement(
    'Watch',
    ['ecs:DescribeTasks', 'ecs:StopTask'],
    [`arn:aws:ecs:${region}:${account}:task/${appName}/*`],
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
];
const ecsTarget = (job) => ({
  arn: `arn:aws:ecs:${region}:${account}:cluster/${appName}`,
  ecsParameters: {
    taskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/${appName}`,
    launchType: 'FARGATE',
    taskCount: 1,
    enableEcsManagedTags: false,
    enableExecuteCommand: false,
    networkConfiguration: {
      awsVpcConfiguration: {
        subnets: service.subnet_ids,
        securityGroups: service.security_group_ids,
        assignPublicIp: 'DISABLED',
      },
    },
  },
  inputTransformer: {
    inputPathsMap: { bucket_name: '$.detail.bucket.name', object_key: '$.detail.object.key' },
    inputTemplate: `{"containerOverrides":[{"name":"${appName}","command":["${job.task_command[0]}",<bucket_name>,<object_key>]}]}`,
  },
});

function l1(stack) {
  const { CfnManagedPolicy, CfnRole } = need('aws-cdk-lib/aws-iam');
  const { CfnLogGroup } = need('aws-cdk-lib/aws-logs');
  const { CfnRule } = need('aws-cdk-lib/aws-events');
  const { CfnSchedule, CfnScheduleGroup } = need('aws-cdk-lib/aws-scheduler');
  const { CfnStateMachine } = need('aws-cdk-lib/aws-stepfunctions');
  const role = (kind, principal, statements) => {
    const name = `${appName}-jobs-${kind}`;
    const policy = new CfnManagedPolicy(stack, `${kind}-policy`, {
      managedPolicyName: name,
      policyDocument: { Version: '2012-10-17', Statement: statements },
    });
    return new CfnRole(stack, `${kind}-role`, {
      roleName: name,
      managedPolicyArns: [policy.ref],
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: `${principal}.amazonaws.com` },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
        ],
      },
    });
  };
  const eventsEcs = role('events-ecs', 'events', [runTask, pass]);
  const eventsStates = role('events-states', 'events', [start]);
  const scheduler = role('scheduler', 'scheduler', [start]);
  const states = role('states', 'states', ofStates);
  const machine = (name, definition) => {
    const logGroup = new CfnLogGroup(stack, `${name}-logs`, {
      logGroupName: `/aws/vendedlogs/states/${appName}-${name}`,
      retentionInDays: 1827,
    });
    return new CfnStateMachine(stack, `${name}-machine`, {
      stateMachineName: `${appName}-${name}`,
      roleArn: states.attrArn,
      stateMachineType: 'STANDARD',
      definitionString: JSON.stringify(definition),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.attrArn } }],
      },
      tracingConfiguration: { enabled: false },
    });
  };
  for (const [name, job] of Object.entries(config.file_upload_jobs)) {
    const target =
      job.timeout_seconds === undefined
        ? { id: `${appName}-${name}`, roleArn: eventsEcs.attrArn, ...ecsTarget(job) }
        : {
            id: `${appName}-${name}`,
            roleArn: eventsStates.attrArn,
            arn: machine(name, definitionOf(job, uploadCommand(job))).attrArn,
          };
    new CfnRule(stack, `${name}-rule`, {
      name: `${appName}-${name}`,
      state: 'ENABLED',
      eventPattern: patternOf(job),
      targets: [target],
    });
  }
  const group = new CfnScheduleGroup(stack, 'group', { name: appName });
  for (const [name, job] of Object.entries(config.scheduled_jobs)) {
    new CfnSchedule(stack, `${name}-schedule`, {
      name: `${appName}-${name}`,
      groupName: group.ref,
      description: job.description,
      state: 'ENABLED',
      scheduleExpression: job.schedule_expression,
      scheduleExpressionTimezone: 'Etc/UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: machine(name, definitionOf(job, { Command: job.task_command })).attrArn,
        roleArn: scheduler.attrArn,
      },
    });
  }
}

function l2(stack) {
  const iam = need('aws-cdk-lib/aws-iam');
  const { LogGroup, RetentionDays } = need('aws-cdk-lib/aws-logs');
  const { Rule } = need('aws-cdk-lib/aws-events');
  const { SfnStateMachine } = need('aws-cdk-lib/aws-events-targets');
  const scheduler = need('aws-cdk-lib/aws-scheduler');
  const { StepFunctionsStartExecution } = need('aws-cdk-lib/aws-scheduler-targets');
  const { StateMachine, DefinitionBody, LogLevel } = need('aws-cdk-lib/aws-stepfunctions');
  const role = (kind, principal, statements) => {
    const made = new iam.Role(stack, `${kind}-role`, {
      roleName: `${appName}-jobs-${kind}`,
      assumedBy: new iam.ServicePrincipal(`${principal}.amazonaws.com`),
    });
    for (const one of statements) made.addToPolicy(iam.PolicyStatement.fromJson(one));
    return made;
  };
  const eventsEcs = role('events-ecs', 'events', [runTask, pass]);
  const eventsStates = role('events-states', 'events', [start]);
  const schedulerRole = role('scheduler', 'scheduler', [start]);
  const states = role('states', 'states', ofStates);
  const machine = (name, definition) =>
    new StateMachine(stack, `${name}-machine`, {
      stateMachineName: `${appName}-${name}`,
      role: states.withoutPolicyUpdates(),
      definitionBody: DefinitionBody.fromString(JSON.stringify(definition)),
      logs: {
        destination: new LogGroup(stack, `${name}-logs`, {
          logGroupName: `/aws/vendedlogs/states/${appName}-${name}`,
          retention: RetentionDays.FIVE_YEARS,
        }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
    });
  for (const [name, job] of Object.entries(config.file_upload_jobs)) {
    const rule = new Rule(stack, `${name}-rule`, {
      ruleName: `${appName}-${name}`,
      eventPattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: patternOf(job).detail },
    });
    if (job.timeout_seconds === undefined)
      rule.node.defaultChild.targets = [
        { id: `${appName}-${name}`, roleArn: eventsEcs.roleArn, ...ecsTarget(job) },
      ];
    else
      rule.addTarget(
        new SfnStateMachine(machine(name, definitionOf(job, uploadCommand(job))), {
          role: eventsStates.withoutPolicyUpdates(),
        }),
      );
  }
  const group = new scheduler.ScheduleGroup(stack, 'group', { scheduleGroupName: appName });
  for (const [name, job] of Object.entries(config.scheduled_jobs)) {
    new scheduler.Schedule(stack, `${name}-schedule`, {
      scheduleName: `${appName}-${name}`,
      scheduleGroup: group,
      description: job.description,
      schedule: scheduler.ScheduleExpression.expression(job.schedule_expression),
      target: new StepFunctionsStartExecution(
        machine(name, definitionOf(job, { Command: job.task_command })),
        { role: schedulerRole.withoutPolicyUpdates() },
      ),
    });
  }
}

const app = new App({
  outdir,
  builtinCloudFormationValidation: validated === 'validated',
  // By default, more than 500 resources in a stack are an error.
  context: { '@aws-cdk/core:stackResourceLimit': 0 },
});
const stack = new Stack(app, 'dev', { env: { region, account } });
(level === 'l1' ? l1 : l2)(stack);
app.synth();

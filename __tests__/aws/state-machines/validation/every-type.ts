/** A valid definition with every type of state and every field that generated definitions can have. */
export const everyType = {
  Comment: 'every type',
  StartAt: 'Run',
  TimeoutSeconds: 3600,
  States: {
    Run: {
      Type: 'Task',
      Resource: 'arn:aws:states:::ecs:runTask.sync',
      TimeoutSeconds: 600,
      HeartbeatSeconds: 60,
      InputPath: '$.detail',
      Parameters: {
        Cluster: 'main',
        'Started.$': '$$.Execution.StartTime',
        Overrides: [
          { Name: 'app', 'Command.$': "States.Array('etl', $.object.key, States.Format('n={}', $.n))" },
        ],
      },
      ResultSelector: { 'Code.$': '$.Containers[0].ExitCode' },
      ResultPath: '$.result',
      Retry: [
        {
          ErrorEquals: ['ECS.AmazonECSException', 'States.Timeout'],
          IntervalSeconds: 5,
          MaxAttempts: 2,
          BackoffRate: 1.5,
          MaxDelaySeconds: 60,
          JitterStrategy: 'FULL',
        },
        { ErrorEquals: ['States.ALL'], MaxAttempts: 0 },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed', ResultPath: '$.error' }],
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.result.Code', NumericEquals: 75, Next: 'Pause' },
        {
          And: [
            { Variable: '$.result.Code', IsPresent: true },
            { Not: { Variable: '$.result.Text', StringMatches: 'a*' } },
          ],
          Next: 'Side by side',
        },
      ],
      Default: 'Failed',
    },
    Pause: { Type: 'Wait', SecondsPath: '$.wait', Next: 'Set' },
    Set: { Type: 'Pass', Result: { done: false }, ResultPath: '$.set', Next: 'Side by side' },
    'Side by side': {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Wait', Seconds: 0, End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Succeed' } } },
      ],
      ResultPath: null,
      Next: 'Done',
    },
    Done: { Type: 'Succeed', OutputPath: '$.result' },
    Failed: { Type: 'Fail', Error: 'Job.Failed', CausePath: '$.error.Cause' },
  },
} as const;

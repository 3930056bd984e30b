import { addressText, sharedAddress } from '../../jobs/addresses';
import {
  runningInputPaths,
  watchedRunsOf,
  type RunningRule,
  type Watch,
} from '../../jobs/alarms/watch/watch';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { SharedDependencies } from '../job-resource';
import { describeResource, type TerraformResource } from '../resource';
import { logGroupArguments, stateMachineArguments } from '../run/state-machine';
import { tagsOf } from '../tags';
import { JsonText, TerraformMap } from '../terraform-values';
import { scheduleArguments } from '../triggers/schedule';

/** Describes the watch machine of an environment, and the schedules and rules that start it. */
export function watchResources(
  environment: EnvironmentJobs,
  watch: Watch,
  shared: SharedDependencies,
): readonly TerraformResource[] {
  const { config, jobs } = environment;
  const { stateMachine } = watch;
  const logGroup = describeResource(
    sharedAddress('watch_log_group'),
    ['watch', 'log_group'],
    logGroupArguments(config, stateMachine),
  );
  const machine = describeResource(
    sharedAddress('watch_machine'),
    ['watch', 'state_machine'],
    stateMachineArguments(config, stateMachine),
    { dependsOn: [logGroup.address, ...shared.role('watch')] },
  );
  const checks = jobs.flatMap((job) =>
    (watchedRunsOf(job)?.checks ?? []).map((check) => {
      const key = check.key === undefined ? job.name : `${job.name}-${check.key}`;
      return describeResource(
        sharedAddress('check_schedule', key),
        ['watch', 'checks', key],
        scheduleArguments(config, check, { arn: watch.arn }),
        { dependsOn: [...shared.scheduleGroup, machine.address, ...shared.role('scheduler')] },
      );
    }),
  );
  const rules = watch.rules.flatMap((rule) =>
    runningRuleResources(environment, rule, watch, [machine.address, ...shared.role('events-watch')]),
  );
  return [logGroup, machine, ...checks, ...rules];
}

function runningRuleResources(
  { config }: EnvironmentJobs,
  rule: RunningRule,
  watch: Watch,
  dependsOn: readonly string[],
): readonly TerraformResource[] {
  const { jobName, name, description, eventPattern, roleArn, targets } = rule;
  const path = ['watch', 'running', jobName] as const;
  const ruleResource = describeResource(sharedAddress('running_rule', jobName), [...path, 'rule'], {
    name,
    description,
    eventPattern: new JsonText(eventPattern),
    tags: tagsOf(config),
  });
  return [
    ruleResource,
    ...targets.map(({ check, input }) =>
      describeResource(
        sharedAddress(`running_target_${check}`, jobName),
        [...path, check],
        {
          rule: name,
          targetId: check,
          arn: watch.arn,
          roleArn,
          inputTransformer: {
            inputPaths: new TerraformMap(runningInputPaths),
            inputTemplate: new JsonText(input),
          },
        },
        { dependsOn: [addressText(sharedAddress('running_rule', jobName)), ...dependsOn] },
      ),
    ),
  ];
}

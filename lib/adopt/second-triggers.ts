/** Finds old triggers whose job gets another trigger: both would start runs. */
import { addressText, jobAddress } from '../jobs/addresses';
import { ruleOf, schedulesOf, stateMachineOf, type Job } from '../jobs/job';
import { withoutLookups } from '../values/deferred-values';
import type { OldResource, SecondTrigger } from './adoption';
import { arnOf, stateValue } from './identity';
import { commandIn, hasSameTrigger, invokedArn, isTrigger, objectsIn } from './old-trigger';
import type { StateResource } from './state';

/** Returns the old triggers that are not adopted, and whose purpose is that of a job. */
export function findSecondTriggers(
  resources: readonly OldResource[],
  jobs: readonly Job[],
): readonly SecondTrigger[] {
  const state = resources.map(({ resource }) => resource);
  const adopted = new Set(
    resources.flatMap(({ outcome }) => (outcome.kind === 'adopted' ? [outcome.to] : [])),
  );
  // If a job has its old triggers, another trigger with the same command is another job.
  const withoutTriggers = jobs.filter((job) =>
    triggerAddresses(job).some((address) => !adopted.has(address)),
  );
  return resources.flatMap(({ resource, outcome }) => {
    if (!isTrigger(resource) || outcome.kind === 'adopted') return [];
    const name = stateValue(resource, 'name');
    const job = name === undefined ? undefined : jobOf(resource, name, state, withoutTriggers);
    return name === undefined || job === undefined ? [] : [secondTrigger(resource, name, job)];
  });
}

/** Returns the job with the purpose of a trigger: by its name, its key, its command, or its uploads. */
function jobOf(
  trigger: StateResource,
  name: string,
  state: readonly StateResource[],
  jobs: readonly Job[],
): Job | undefined {
  const possible = jobs.filter((job) => hasSameTrigger(job, trigger));
  const command = commandOf(trigger, state);
  const objects = objectsIn(trigger.values['event_pattern']);
  const ways: readonly ((job: Job) => boolean)[] = [
    (job) => namesOf(job).includes(name),
    (job) => typeof trigger.index === 'string' && trigger.index.replaceAll('_', '-') === job.name,
    (job) => name.endsWith(`-${job.name}`),
    (job) => command !== undefined && commandOfJob(job) === command,
    (job) => objects !== undefined && objectsIn(ruleOf(job)?.eventPattern) === objects,
  ];
  // Two jobs with the same command are no match.
  const matches = ways.map((isMatch) => possible.filter(isMatch)).find(({ length }) => length === 1);
  return matches?.[0];
}

function triggerAddresses(job: Job): readonly string[] {
  return [
    ...schedulesOf(job).map(({ key }) => addressText(jobAddress(job, 'schedule', key))),
    ...(ruleOf(job) === undefined ? [] : [addressText(jobAddress(job, 'rule'))]),
  ];
}

function namesOf(job: Job): readonly string[] {
  const rule = ruleOf(job);
  return [...schedulesOf(job).map(({ name }) => name), ...(rule === undefined ? [] : [rule.name])];
}

/** Returns the command that a trigger starts, directly or with a state machine. */
function commandOf(trigger: StateResource, state: readonly StateResource[]): string | undefined {
  const targets =
    trigger.type === 'aws_scheduler_schedule'
      ? [trigger]
      : state.filter(
          (each) =>
            each.type === 'aws_cloudwatch_event_target' &&
            stateValue(each, 'rule') === stateValue(trigger, 'name'),
        );
  return targets.flatMap((target) => {
    const arn = invokedArn(target);
    const machine = state.find((each) => each.type === 'aws_sfn_state_machine' && arnOf(each) === arn);
    return commandIn(machine?.values['definition'] ?? target.values['input']) ?? [];
  })[0];
}

function commandOfJob(job: Job): string | undefined {
  const machine = stateMachineOf(job)?.stateMachine;
  return machine === undefined ? undefined : commandIn(withoutLookups(machine.definition));
}

function secondTrigger(resource: StateResource, oldName: string, job: Job): SecondTrigger {
  const isSchedule = resource.type === 'aws_scheduler_schedule';
  const [schedule] = schedulesOf(job);
  const rule = ruleOf(job);
  const place = stateValue(resource, isSchedule ? 'group_name' : 'event_bus_name') ?? '';
  const newPlace = (isSchedule ? schedule?.groupName : rule?.eventBusName) ?? '';
  const newName = (isSchedule ? schedule?.name : rule?.name) ?? '';
  const remedies = [
    ...nameRemedy(oldName, newName, job.name),
    ...(place === newPlace
      ? []
      : [
          isSchedule
            ? `set service.schedule_group_name: ${place}`
            : `set event_bus_name: ${place} in ${job.name}`,
        ]),
  ];
  const isPossible = oldName === newName || nameRemedy(oldName, newName, job.name).length > 0;
  return {
    address: resource.address,
    jobName: job.name,
    oldName: `${place}/${oldName}`,
    newName: `${newPlace}/${newName}`,
    remedy: isPossible && remedies.length > 0 ? remedies.join(', and ') : undefined,
  };
}

/** Returns the change of the configuration that gives a trigger its old name; an empty list if there is none. */
function nameRemedy(oldName: string, newName: string, jobName: string): readonly string[] {
  if (oldName === newName) return [];
  if (oldName.endsWith(`-${jobName}`)) return [`set service.name: ${oldName.slice(0, -jobName.length - 1)}`];
  const prefix = newName.slice(0, newName.indexOf(jobName));
  const rest = oldName.slice(prefix.length);
  return prefix !== '' && oldName.startsWith(prefix) && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(rest)
    ? [`rename the job ${jobName} to ${rest}`]
    : [];
}

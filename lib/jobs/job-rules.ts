/** The validation rules for the jobs of one environment. Each rule reads only the valid fields. */
import { explainInvalidLength } from '../aws/name-limits';
import { objectValues } from '../aws/s3/object-events';
import { allOf, applyRules, type RuleTable, type Violation } from '../config/rules/apply-rules';
import { serviceNameOf } from '../config/env-config';
import type { Problem } from '../config/issues/issues';
import type { ReadEnvironment } from '../config/reading/read-environment';
import { suggestField } from '../config/hints/unknown-fields';
import { jobsOf, taskConfigsOf } from '../config/rules/cross-field-rules';
import type { JobRuleCode } from '../config/rule-reference/catalogue';
import type { JobSection } from '../config/schema/environment-sections';
import * as code from './code-placeholders/rules';
import { kindOfSection } from './kinds';
import { jobResourceName, nameSource } from './resource-names';
import * as events from './event/rules';
import * as uploads from './file-upload/rules';
import * as schedules from './triggers/schedule-rules';
import * as steps from './run/step-rules';
import { explainInvalidPath, namesOf, ownerOf, unknownPlaceholders } from './placeholders';
import * as messages from './queue-worker/message-rules';
import * as workerNames from './queue-worker/name-rules';
import * as workers from './queue-worker/rules';
import * as scaling from './queue-worker/scaling-rules';
import * as topics from './queue-worker/topic-rules';
import { ofEachWorker } from './queue-worker/configured-workers';
import { closestMatch } from '../text/closest-match';

const rules = {
  'based-on-a-worker': workerNames.baseIsNotAWorker,
  'dates-with-one-time-schedule': schedules.noDatesWithOneTimeSchedule,
  'duplicate-job-name': jobNamesAreUnique,
  'duplicate-schedule': allOf(
    schedules.expressionsAreUnique,
    ofEachWorker(scaling.scheduledActionsAreUnique),
  ),
  'duplicate-topic': ofEachWorker(topics.topicsAreUnique),
  'duplicate-step-name': steps.stepNamesUnique,
  'end-not-after-start': schedules.endAfterStart,
  'expected-not-below-timeout': steps.expectedBelowTimeout,
  'exclusive-backlog-settings': ofEachWorker(scaling.oneBacklogSetting),
  'exclusive-exit-codes': steps.exitCodesExclusive,
  'field-beside-parallel': steps.parallelIsAlone,
  'filter-scope-without-policy': ofEachWorker(topics.scopeHasPolicy),
  'high-throughput-without-fifo': ofEachWorker(workers.highThroughputNeedsFifo),
  'incomplete-step': steps.stepsComplete,
  'invalid-default-bucket': uploads.defaultBucketValid,
  'invalid-event-pattern': events.patternsValid,
  'invalid-filter-policy': ofEachWorker(topics.filterPoliciesValid),
  'latency-below-message-time': ofEachWorker(scaling.latencyCoversMessage),
  'latency-without-message-time': ofEachWorker(scaling.latencyNeedsMessageTime),
  'matches-every-event': events.patternsSelect,
  'message-group-placeholder': ofEachWorker(workers.groupPlaceholderAlone),
  'message-group-without-upload': ofEachWorker(workers.groupByKeyNeedsUpload),
  'message-time-above-maximum': ofEachWorker(scaling.messageTimeBelowMaximum),
  'message-time-without-latency': ofEachWorker(scaling.messageTimeNeedsLatency),
  'missed-run-in-window': schedules.missedRunAfterWindow,
  'min-above-max': allOf(
    uploads.minimumSizeNotAboveMaximum,
    ofEachWorker(scaling.minimumTasksNotAboveMaximum),
  ),
  'missing-from-scan-event': uploads.noFieldsMissingFromScanEvents,
  'name-too-long': allOf(
    namesFitLimits,
    schedules.severalScheduleNamesFitLimits,
    ofEachWorker(workerNames.workerNamesFitLimits),
  ),
  'name-differs-in-case': workerNames.policyNamesAreUnique,
  'never-fires': schedules.firesWithinDates,
  'no-bucket': uploads.uploadsHaveBucket,
  'no-bucket-to-manage': uploads.managedBucketKnown,
  'output-name-conflict': workerNames.outputNamesAreUnique,
  'overwrites-own-base': ofEachWorker(workerNames.ownBaseIsNotOverwritten),
  'path-pattern-beside-prefix': uploads.patternExcludesPrefix,
  'placeholder-in-code': code.noPlaceholdersInCode,
  'placeholder-in-code-variable': code.noPlaceholdersInCodeVariables,
  'queue-name-conflict': workerNames.queueNamesAreUnique,
  'rebalancing-without-room': ofEachWorker(scaling.rebalancingHasRoom),
  'reserved-environment-variable': allOf(
    steps.failureVariablesUnused,
    ofEachWorker(workers.queueVariablesUnused),
  ),
  'reserved-message-field': ofEachWorker(messages.messageFieldsAllowed),
  'reserved-step-name': steps.onFailureNameUnused,
  'retention-below-processing': ofEachWorker(workers.retentionCoversProcessing),
  'run-timeout-too-short': steps.runOutlastsAttempts,
  'schedule-name-conflict': schedules.scheduleNamesAreUnique,
  'standard-topic-for-fifo-queue': ofEachWorker(topics.fifoQueueHasFifoTopics),
  'stuck-deployment': ofEachWorker(scaling.deploymentCanProgress),
  'task-command-or-steps': steps.commandOrSteps,
  'unknown-placeholder': allOf(
    placeholdersKnown,
    ofEachWorker(messages.messagePlaceholdersKnown),
    ofEachWorker(messages.scheduledMessagePlaceholdersKnown),
  ),
  'unsupported-target': allOf(uploads.targetSupportsJob, events.targetSupportsJob),
  'visibility-above-maximum': ofEachWorker(workers.processingFitsVisibility),
  'visibility-too-short': ofEachWorker(workers.visibilityCoversProcessing),
} as const satisfies RuleTable<JobRuleCode, ReadEnvironment>;

/** Returns the problems that the rules of jobs find in one environment. */
export function checkJobRules(environment: ReadEnvironment): readonly Problem[] {
  return applyRules(rules, environment);
}

function jobNamesAreUnique({ validParts }: ReadEnvironment): readonly Violation[] {
  const first = new Map<string, JobSection>();
  return jobsOf(validParts).flatMap(({ section, name, path }): readonly Violation[] => {
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, section);
      return [];
    }
    const message = `${name} is also the name of a job in ${other}; rename one of the jobs, because their resources would have the same names`;
    return [{ path, at: 'key', message }];
  });
}

function namesFitLimits({
  validParts,
  isInvalid,
  name: environmentName,
}: ReadEnvironment): readonly Violation[] {
  if (isInvalid(['service', 'name'])) return [];
  const serviceName = serviceNameOf(validParts, environmentName);
  if (serviceName === undefined) return [];
  const group = explainInvalidLength('scheduleGroup', serviceName, 'service.name');
  if (group !== undefined) return [{ path: ['service', 'name'], at: 'value', message: group }];
  return jobsOf(validParts).flatMap(({ section, name, path }): readonly Violation[] => {
    const resources = kindOfSection[section].namedResources;
    return resources
      .flatMap(
        (resource) => explainInvalidLength(resource, jobResourceName(serviceName, name), nameSource) ?? [],
      )
      .map((message): Violation => ({ path, at: 'key', message }));
  });
}

/** Returns every text of a task that can have placeholders, with the placeholders of its job. */
function textsOf({ validParts }: ReadEnvironment) {
  return taskConfigsOf(validParts).flatMap(({ jobEntry: { section, name }, config, path }) => {
    const placeholders = kindOfSection[section].placeholders(validParts, name);
    return [
      ...(config.task_command ?? []).map((text, index) => ({ text, path: [...path, 'task_command', index] })),
      ...Object.entries(config.environment_variables ?? {}).map(([variable, text]) => ({
        text,
        path: [...path, 'environment_variables', variable],
      })),
    ].map((entry) => ({ ...entry, placeholders }));
  });
}

function placeholdersKnown(environment: ReadEnvironment): readonly Violation[] {
  return textsOf(environment).flatMap(({ text, path, placeholders }) =>
    unknownPlaceholders(text, placeholders).map((name): Violation => {
      const reason = explainInvalidPath(name, placeholders) ?? allowedInstead(name, namesOf(placeholders));
      const message = `<${name}> is not a placeholder of this job; ${reason}`;
      return { path, at: 'value', message };
    }),
  );
}

function allowedInstead(name: string, known: readonly string[]): string {
  const owner = ownerOf(name);
  if (known.includes('object_key') && Object.hasOwn(objectValues.created, name))
    return 'remove it, because GuardDuty’s event of a scan does not have this value';
  if (known.length === 0)
    return 'remove it, because the tasks of a worker read their values from the messages of the queue';
  const suggestion = owner === undefined ? suggestField(name, known) : closestMatch(name, known);
  const all = `use one of ${known.map((word) => `<${word}>`).join(', ')}`;
  if (suggestion === undefined && owner !== undefined) return `only ${owner} has this value; ${all}`;
  return suggestion === undefined ? all : `did you mean <${suggestion}>? Otherwise ${all}`;
}

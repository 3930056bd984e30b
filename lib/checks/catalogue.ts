import type { CheckCode } from '../config/schema/check-codes';
import type { Check } from './check';
import { assumedKeyPolicy } from './queues/assumed-key-policy';
import { assumedNotification } from './uploads/assumed-notification';
import { lowReceiveCount } from './queues/low-receive-count';
import { everyMinute } from './schedules/every-minute';
import { expiresBeforeDeadLetter } from './queues/expires-before-dead-letter';
import { folderPlaceholders } from './uploads/folder-placeholders';
import { invertedOffset } from './schedules/inverted-offset';
import { leadingSlash } from './uploads/leading-slash';
import { localState } from './environments/local-state';
import { allowedCodePlaceholder, unusedCodeReason } from './literals/allowed-code-placeholder';
import { literalWildcard } from './literals/literal-wildcard';
import { secretInConfiguration } from './literals/secret-in-configuration';
import { shellSyntax } from './literals/shell-syntax';
import { unlikelyKey } from './literals/unlikely-key';
import { multipartUploads } from './uploads/multipart-uploads';
import { overlappingRuns } from './schedules/overlapping-runs';
import { localTimeInUtc } from './schedules/local-time-in-utc';
import { longKeys } from './runs/long-keys';
import { misleadingStep } from './schedules/misleading-step';
import { nearQuota } from './runs/near-quota';
import { nestedPrefixes } from './uploads/nested-prefixes';
import { noTimeout } from './runs/no-timeout';
import { oneMessageGroup } from './queues/one-message-group';
import { oversizedCpu } from './runs/oversized-cpu';
import { prefixWithoutSlash } from './uploads/prefix-without-slash';
import { droppedRuns } from './schedules/dropped-runs';
import { deduplicatedMessage } from './queues/deduplicated-message';
import { sameMinute } from './schedules/same-minute';
import { scheduleInThePast } from './schedules/schedule-in-the-past';
import { skippedByClockChange } from './schedules/skipped-by-clock-change';
import { shortStopTimeout } from './queues/short-stop-timeout';
import { skippedUploads } from './uploads/skipped-uploads';
import { spotWithoutRetry } from './runs/spot-without-retry';
import { startDatePassed } from './schedules/start-date-passed';
import { unretriedLaunches } from './runs/unretried-launches';
import { unnoticedFailures } from './environments/unnoticed-failures';
import { triggersItself } from './uploads/triggers-itself';
import { commonObjects } from './uploads/common-objects';
import { subscribedToOwnAlarms } from './queues/subscribed-to-own-alarms';
import { endlessReplacement } from './schedules/endless-replacement';
import { expiresWithoutTasks } from './queues/expires-without-tasks';
import { runAtCreation } from './schedules/run-at-creation';
import { sharedTrigger } from './environments/shared-trigger';
import { shortTimeout } from './runs/short-timeout';
import { simultaneousSchedules } from './schedules/simultaneous-schedules';
import { unwatchedRuns } from './schedules/unwatched-runs';

/** Every check by its code. A code without a check does not compile. */
export const catalogue = {
  'allowed-code-placeholder': allowedCodePlaceholder,
  'assumed-key-policy': assumedKeyPolicy,
  'assumed-notification': assumedNotification,
  'deduplicated-message': deduplicatedMessage,
  'dropped-runs': droppedRuns,
  'every-minute': everyMinute,
  'expires-before-dead-letter': expiresBeforeDeadLetter,
  'folder-placeholders': folderPlaceholders,
  'inverted-offset': invertedOffset,
  'leading-slash': leadingSlash,
  'local-state': localState,
  'local-time-in-utc': localTimeInUtc,
  'long-keys': longKeys,
  'low-receive-count': lowReceiveCount,
  'misleading-step': misleadingStep,
  'near-quota': nearQuota,
  'nested-prefixes': nestedPrefixes,
  'no-timeout': noTimeout,
  'one-message-group': oneMessageGroup,
  'oversized-cpu': oversizedCpu,
  'prefix-without-slash': prefixWithoutSlash,
  'same-minute': sameMinute,
  'schedule-in-the-past': scheduleInThePast,
  'skipped-by-clock-change': skippedByClockChange,
  'short-stop-timeout': shortStopTimeout,
  'skipped-uploads': skippedUploads,
  'spot-without-retry': spotWithoutRetry,
  'start-date-passed': startDatePassed,
  'subscribed-to-own-alarms': subscribedToOwnAlarms,
  'unused-code-reason': unusedCodeReason,
  'unnoticed-failures': unnoticedFailures,
  'triggers-itself': triggersItself,
  'unretried-launches': unretriedLaunches,
  'literal-wildcard': literalWildcard,
  'multipart-uploads': multipartUploads,
  'overlapping-runs': overlappingRuns,
  'secret-in-configuration': secretInConfiguration,
  'shell-syntax': shellSyntax,
  'unlikely-key': unlikelyKey,
  'common-objects': commonObjects,
  'endless-replacement': endlessReplacement,
  'expires-without-tasks': expiresWithoutTasks,
  'run-at-creation': runAtCreation,
  'shared-trigger': sharedTrigger,
  'short-timeout': shortTimeout,
  'simultaneous-schedules': simultaneousSchedules,
  'unwatched-runs': unwatchedRuns,
} as const satisfies Record<CheckCode, Check>;

import type { CheckCode } from '../config/schema/ignore-checks';
import type { Check } from './check';
import { assumedKeyPolicy } from './assumed-key-policy';
import { assumedNotification } from './assumed-notification';
import { fewReceives } from './few-receives';
import { folderPlaceholders } from './folder-placeholders';
import { leadingSlash } from './leading-slash';
import { localTimeInUtc } from './local-time-in-utc';
import { longKeys } from './long-keys';
import { nearQuota } from './near-quota';
import { nestedPrefixes } from './nested-prefixes';
import { noTimeout } from './no-timeout';
import { oneMessageGroup } from './one-message-group';
import { oversizedCpu } from './oversized-cpu';
import { prefixWithoutSlash } from './prefix-without-slash';
import { sameMessage } from './same-message';
import { sameMinute } from './same-minute';
import { scheduleInThePast } from './schedule-in-the-past';
import { skippedUploads } from './skipped-uploads';
import { startDatePassed } from './start-date-passed';
import { triggersItself } from './triggers-itself';

/** Every check. A code that has none doesn't compile. */
export const catalogue = {
  'assumed-key-policy': assumedKeyPolicy,
  'assumed-notification': assumedNotification,
  'few-receives': fewReceives,
  'folder-placeholders': folderPlaceholders,
  'leading-slash': leadingSlash,
  'local-time-in-utc': localTimeInUtc,
  'long-keys': longKeys,
  'near-quota': nearQuota,
  'nested-prefixes': nestedPrefixes,
  'no-timeout': noTimeout,
  'one-message-group': oneMessageGroup,
  'oversized-cpu': oversizedCpu,
  'prefix-without-slash': prefixWithoutSlash,
  'same-message': sameMessage,
  'same-minute': sameMinute,
  'schedule-in-the-past': scheduleInThePast,
  'skipped-uploads': skippedUploads,
  'start-date-passed': startDatePassed,
  'triggers-itself': triggersItself,
} as const satisfies Record<CheckCode, Check>;

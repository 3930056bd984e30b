/** The SNS topics whose messages a worker receives. */
import { isSmallEventPattern } from '../../../../aws/events/validate-event-pattern';
import type { Cursor } from '../../../../review/jobs/cursor';
import { jsonOf } from '../../../../review/jobs/plan-values';
import { describePattern } from '../../../event-patterns';
import { words, type Words } from '../../words';
import { aspect } from './aspect';
import { joinWords } from '../../join-words';
import { textWords, valueWords } from '../value-words';

/** The topics, with their filters: one line for each topic. */
export const topicsAspect = aspect(
  'SNS topics',
  ['topic_subscription'],
  (side) => side.all('topic_subscription').map(({ cursor }) => topicWords(cursor)),
  { isInSummary: true },
);

function topicWords(subscription: Cursor): Words {
  const topic = words`${valueWords(subscription.at('topic_arn').value())}`;
  const form =
    subscription.at('raw_message_delivery').value() === true ? [', only the published text'] : [''];
  return words`${topic}: ${filterWords(subscription)}${form}`;
}

function filterWords(subscription: Cursor): Words {
  const filter = subscription.at('filter_policy');
  const isOfBody = subscription.at('filter_policy_scope').value() === 'MessageBody';
  if (!filter.exists()) return ['every message'];
  const value = filter.value();
  const policy = jsonOf(value);
  const lines = isSmallEventPattern(policy)
    ? describePattern(policy).map((line) => textWords(line))
    : [valueWords(value)];
  return words`messages ${[isOfBody ? 'in whose body' : 'whose attribute']} ${joinWords(lines, ' and ')}`;
}

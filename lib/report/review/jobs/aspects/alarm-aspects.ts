/** The aspects of notifications: the SNS topics of a job's alarms, and the conditions of the alarms. */
import { scalingAlarmKeys } from '../../../../jobs/alarms/job-alarm';
import type { Cursor } from '../../../../review/jobs/cursor';
import type { SideResource } from '../../../../review/jobs/resources-of-side';
import { describeDuration } from '../../../../text/durations';
import { words, type Words } from '../../words';
import { aspect, rowOf, type Aspect, type JobSide } from './aspect';
import { joinWords } from '../../join-words';
import { distinctLines, durationWords, nameOfArn, valueWords } from '../value-words';

const scalingKeys: ReadonlySet<string | undefined> = new Set(scalingAlarmKeys);

/** The aspects of notifications, in the order of the report. */
export const alarmAspects: readonly Aspect[] = [
  {
    parts: ['alarm'],
    isInSummary: true,
    rows: (before, after) => {
      const [old, current] = [topicsOf(before), topicsOf(after)];
      // If another topic gets the same alarms, their names say nothing.
      const isMoved = old.length === 1 && current.length === 1 && old[0]?.keys === current[0]?.keys;
      const lines = (topics: readonly NotifiedTopic[]): readonly Words[] =>
        topics.map(({ topic, keys }) => (isMoved ? topic : words`${topic}: ${[keys]}`));
      return rowOf('who is notified', lines(old), lines(current));
    },
  },
  {
    parts: ['alarm'],
    isInSummary: false,
    rows: (before, after) => {
      const keys = new Set([...keysOf(before), ...keysOf(after)]);
      return [...keys].flatMap((key) =>
        rowOf(`alarm ${key ?? ''}`, conditionOf(before, key), conditionOf(after, key)),
      );
    },
  },
  aspect('a missed run', ['check_schedule', 'running_target_next'], missedRunLines, { isInSummary: true }),
  aspect('a slow run', ['running_target_slow'], slowRunLines, { isInSummary: true }),
];

function notifyingAlarms(side: JobSide): readonly SideResource[] {
  return side.all('alarm').filter(({ key }) => !scalingKeys.has(key));
}

function keysOf(side: JobSide): readonly (string | undefined)[] {
  return notifyingAlarms(side).map(({ key }) => key);
}

/** A topic, and the alarms that notify it. */
interface NotifiedTopic {
  readonly topic: Words;
  /** The names of the alarms, with commas. */
  readonly keys: string;
}

function topicsOf(side: JobSide): readonly NotifiedTopic[] {
  const byTopic = new Map<string, { readonly topic: Words; readonly keys: string[] }>();
  for (const { key, cursor } of notifyingAlarms(side)) {
    const topic = topicWords(cursor);
    const known = byTopic.get(JSON.stringify(topic)) ?? { topic, keys: [] };
    known.keys.push(key ?? 'alarm');
    byTopic.set(JSON.stringify(topic), known);
  }
  return [...byTopic.values()].map(({ topic, keys }) => ({ topic, keys: keys.join(', ') }));
}

function topicWords(alarm: Cursor): Words {
  const actions = alarm.at('alarm_actions');
  const topics = actions.items().map((action) => nameOfArn(action.value()));
  if (alarm.at('actions_enabled').value() === false) return ['nobody, because the job is disabled'];
  return topics.length === 0 ? valueWords(actions.value()) : joinWords(topics);
}

function conditionOf(side: JobSide, key: string | undefined): readonly Words[] {
  return notifyingAlarms(side)
    .filter((alarm) => alarm.key === key)
    .map(({ cursor }) => conditionWords(cursor));
}

function conditionWords(alarm: Cursor): Words {
  const threshold = alarm.at('threshold').value();
  const metric = alarm.at('metric_name');
  const periods = alarm.at('evaluation_periods').value();
  const period = alarm.at('period');
  const length = period.exists() ? words` of ${durationWords(period.value())}` : [];
  const subject = metric.exists() ? words`if ${valueWords(metric.value())}` : ['if its metric expression'];
  const operator = comparisonWords(alarm.at('comparison_operator').text());
  return words`${subject} ${[operator]} ${valueWords(threshold)} for ${valueWords(periods)} ${[periods === 1 ? 'period' : 'periods']}${length}`;
}

const comparisons: ReadonlyMap<string | undefined, string> = new Map([
  ['GreaterThanOrEqualToThreshold', 'is at least'],
  ['GreaterThanThreshold', 'is above'],
  ['LessThanThreshold', 'is below'],
]);

function comparisonWords(operator: string | undefined): string {
  return comparisons.get(operator) ?? 'is compared with';
}

function missedRunLines(side: JobSide): readonly Words[] {
  const ofSchedules = side.all('check_schedule').map(({ cursor }) => {
    const input = cursor.at('target', 0, 'input');
    return words`reported to ${nameOfArn(input.at('topic_arn').value())} after ${durationWords(input.at('after_seconds').value())}`;
  });
  const ofRates = side.all('running_target_next').map(({ cursor }) => {
    const input = templateOf(cursor);
    const interval = input.at('interval_seconds').number();
    const due = interval === undefined ? [] : [` (due every ${describeDuration(interval)})`];
    return words`reported to ${nameOfArn(input.at('topic_arn').value())} after ${durationWords(input.at('after_seconds').value())}${due}`;
  });
  return distinctLines([...ofSchedules, ...ofRates]);
}

function slowRunLines(side: JobSide): readonly Words[] {
  return side.all('running_target_slow').map(({ cursor }) => {
    const input = templateOf(cursor);
    return words`reported to ${nameOfArn(input.at('topic_arn').value())} after ${durationWords(input.at('expected_seconds').value())}`;
  });
}

function templateOf(target: Cursor): Cursor {
  return target.at('input_transformer', 0, 'input_template');
}

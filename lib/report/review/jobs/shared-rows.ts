/** The rows of the resources that the jobs share. */
import type { SharedPart } from '../../../jobs/addresses';
import { Reads, type Cursor, type Recorder } from '../../../review/jobs/cursor';
import type { OwnedChange } from '../../../review/jobs/group-changes';
import { SideResources } from '../../../review/jobs/resources-of-side';
import { jsonOf } from '../../../review/jobs/plan-values';
import type { ReviewedPart, ReviewedRow } from '../view';
import { words, type Words } from '../words';
import { rowOf } from './aspects/aspect';
import { remainingRows, shownBy } from './remaining-rows';
import { tagRows } from './aspects/tags-aspect';
import { nameOfArn, textWords, valueWords } from './value-words';

type SharedSide = SideResources<SharedPart>;

/** Parts without a row when they are created or deleted, because other sections of the review show them completely. */
const shownElsewhere: ReadonlySet<SharedPart> = new Set<SharedPart>([
  'role_policy',
  'role_policy_attachment',
  'task_protection_attachment',
  'task_protection_policy',
]);

/** The effect of a part on the jobs. The row of a part without an entry has only the address. */
const meanings: Partial<Record<SharedPart, string>> = {
  bucket_notification:
    'the bucket sends its events to EventBridge; this setting replaces all other notifications of the bucket',
  dashboard: 'a dashboard shows the jobs',
  environment_alarm: 'an alarm reports runs that the Scheduler drops',
  failure_rule: 'failed runs are reported',
  lock_table: 'a table stores the active run of each job whose runs must not overlap',
  role: 'jobs use the role',
  schedule_group: 'the schedules of the jobs are in a group',
  watch_machine: 'a state machine reports missed and slow runs',
};

/** Returns the changes of the resources that the jobs share. */
export function reviewShared(shared: readonly OwnedChange<SharedPart>[]): ReviewedPart {
  const changed = shared.filter(({ change }) => change.action !== 'no-op' && change.action !== 'read');
  const kept = changed.filter(({ change }) => change.before !== undefined && change.after !== undefined);
  const recorder: Recorder = { reads: new Reads() };
  const before = new SideResources(kept, 'before', recorder);
  const after = new SideResources(kept, 'after', recorder);
  const shown: Reads[] = [];
  const described = [topicRows, reportedRows, dashboardRows, tagRows].flatMap((rowsOf) => {
    recorder.reads = new Reads();
    const rows = rowsOf(before, after);
    if (rows.length > 0) shown.push(recorder.reads);
    return rows;
  });
  const rest = changed.filter(
    ({ part, change }) => kept.some((each) => each.change === change) || !hasWordsForWhole(part),
  );
  return {
    rows: [...changed.flatMap(meaningRow), ...described, ...remainingRows(rest, shownBy(shown))],
    notes: [],
  };
}

function hasWordsForWhole(part: SharedPart): boolean {
  return shownElsewhere.has(part) || meanings[part] !== undefined;
}

/** Returns the row of a part that is created or deleted; no row for every other change. */
function meaningRow({ part, key, change }: OwnedChange<SharedPart>): readonly ReviewedRow[] {
  const meaning = meanings[part];
  if (meaning === undefined || (change.before !== undefined && change.after !== undefined)) return [];
  const name = nameOf(change.after ?? change.before ?? {});
  const line: Words = name.length === 0 ? [meaning] : words`${[meaning]}: ${name}`;
  const aspect = [part.replaceAll('_', ' '), ...(key === undefined ? [] : [key])].join(' ');
  return [
    change.before === undefined
      ? { aspect, before: [], after: [line] }
      : { aspect, before: [line], after: [['deleted']] },
  ];
}

function nameOf(values: NonNullable<OwnedChange<SharedPart>['change']['after']>): Words {
  const name = values['name'] ?? values['dashboard_name'] ?? values['alarm_name'] ?? values['bucket'];
  return name === undefined || name === null ? [] : valueWords(name);
}

/** Returns the rows of two topics: of the environment's alarms, and of its messages about failed runs. */
function topicRows(before: SharedSide, after: SharedSide): readonly ReviewedRow[] {
  return (['environment_alarm', 'failure_target'] as const).flatMap((part) =>
    pairsOf(part, before, after).flatMap(([old, current]) => {
      const topic = (resource: Cursor): Words =>
        nameOfArn((part === 'failure_target' ? resource.at('arn') : resource.at('alarm_actions', 0)).value());
      const name = part === 'failure_target' ? 'topic of failed runs' : 'topic of dropped runs';
      return rowOf(name, [topic(old)], [topic(current)]);
    }),
  );
}

/** Returns the rows of the jobs whose failed runs are reported only before or only after the change. */
function reportedRows(before: SharedSide, after: SharedSide): readonly ReviewedRow[] {
  return pairsOf('failure_rule', before, after).flatMap(([old, current]) => {
    const [was, is] = [reportedBy(old), reportedBy(current)];
    const [lost, gained] = [
      was.filter((name) => !is.includes(name)),
      is.filter((name) => !was.includes(name)),
    ];
    return [
      ...rowOf('no longer reported if they fail', lost.map(lastPartOfArn), []),
      ...rowOf('now reported if they fail', [], gained.map(lastPartOfArn)),
    ];
  });
}

/** Returns the name of a state machine or a service without the rest of its ARN. */
function lastPartOfArn(text: string): Words {
  return textWords(text.startsWith('arn:') ? (text.split(/[:/]/).at(-1) ?? text) : text);
}

/** Returns the state machines, rules or services in the pattern of a rule for failed runs. */
function reportedBy(rule: Cursor): readonly string[] {
  const pattern = rule.at('event_pattern');
  const detail = pattern.at('detail');
  return [detail.at('stateMachineArn'), detail.at('startedBy'), pattern.at('resources')].flatMap((list) =>
    list.items().flatMap((item) => item.text() ?? []),
  );
}

/** Returns the row of the dashboard. Its body has no details, because it follows from the jobs and their alarms. */
function dashboardRows(before: SharedSide, after: SharedSide): readonly ReviewedRow[] {
  return pairsOf('dashboard', before, after).flatMap(([old, current]) =>
    JSON.stringify(jsonOf(old.at('dashboard_body').value())) ===
    JSON.stringify(jsonOf(current.at('dashboard_body').value()))
      ? []
      : [{ aspect: 'dashboard', before: [], after: [['its graphs and alarms change with the jobs']] }],
  );
}

/** Returns both sides of each resource of a part. */
function pairsOf(
  part: SharedPart,
  before: SharedSide,
  after: SharedSide,
): readonly (readonly [before: Cursor, after: Cursor])[] {
  return after.all(part).flatMap(({ key, cursor }) => {
    const old = before.all(part).find((each) => each.key === key)?.cursor;
    return old === undefined ? [] : [[old, cursor] as const];
  });
}

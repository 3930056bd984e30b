/** The rows of the resources that the jobs share. */
import type { SharedPart, sharedParts } from '../../../jobs/addresses';
import { roleKinds, type RoleKind } from '../../../jobs/resource-names';
import { Reads, type Cursor, type Recorder } from '../../../review/jobs/cursor';
import type { OwnedChange, PartWithJobKey } from '../../../review/jobs/group-changes';
import { SideResources } from '../../../review/jobs/resources-of-side';
import { jsonOf } from '../../../review/jobs/plan-values';
import type { PlanObject } from '../../../review/planned-environment';
import type { ReviewedPart, ReviewedRow } from '../view';
import { words, type Words } from '../words';
import { rowOf } from './aspects/aspect';
import { remainingRows, shownBy } from './remaining-rows';
import { tagRows } from './aspects/tags-aspect';
import { nameOfArn, notShown, textWords, valueWords } from './value-words';

type SharedSide = SideResources<SharedPart>;

/** Parts without a row when they are created or deleted, because other sections of the review show them completely. */
type PartShownElsewhere =
  'role_policy' | 'role_policy_attachment' | 'task_protection_attachment' | 'task_protection_policy';

/** The parts that need words when they are created or deleted: not those of a single job, and not data sources. */
type PartWithMeaning = {
  [Part in SharedPart]: (typeof sharedParts)[Part]['type'] extends `data.${string}`
    ? never
    : Exclude<Part, PartShownElsewhere | PartWithJobKey>;
}[SharedPart];

/** The aspect of a part, and its effect on the jobs. */
const meanings = {
  bucket_notification: [
    'events of the bucket',
    'sent to EventBridge; this setting replaces all other notifications of the bucket',
  ],
  dashboard: ['dashboard', 'shows the jobs'],
  environment_alarm: ['alarm', 'reports runs that the Scheduler drops'],
  failure_rule: ['rule for failed runs', 'finds failed runs'],
  failure_target: ['failed runs', 'gets the messages about them'],
  lock_table: ['table of locks', 'stores the active run of each job whose runs must not overlap'],
  role: ['role', 'is used by the jobs'],
  schedule_group: ['group of schedules', 'has the schedules of the jobs'],
  watch_log_group: ['log of the watch', 'has the log of the state machine that reports missed and slow runs'],
  watch_machine: ['watch', 'a state machine that reports missed and slow runs'],
} as const satisfies Record<PartWithMeaning, readonly [aspect: string, meaning: string]>;

/** Which service uses a role, and what for. */
const roleMeanings = {
  'events-ecs': 'EventBridge starts tasks with it',
  'events-states': 'EventBridge starts state machines with it',
  'events-watch': 'EventBridge reports slow and missed runs with it',
  scheduler: 'the Scheduler starts jobs with it',
  states: 'Step Functions runs the tasks of jobs with it',
  watch: 'the watch checks and reports runs with it',
} as const satisfies Record<RoleKind, string>;

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
    ({ part, change }) =>
      (change.before !== undefined && change.after !== undefined) || !hasWordsForWhole(part),
  );
  return {
    rows: [...changed.flatMap(meaningRow), ...described, ...remainingRows(rest, shownBy(shown))],
    notes: [],
  };
}

function hasWordsForWhole(part: SharedPart): boolean {
  return isShownElsewhere(part) || hasMeaning(part);
}

function isShownElsewhere(part: SharedPart): boolean {
  return part.startsWith('role_policy') || part.startsWith('task_protection');
}

function hasMeaning(part: SharedPart): part is PartWithMeaning {
  return Object.hasOwn(meanings, part);
}

/** Returns the row of a part that is created or deleted; no row for every other change. */
function meaningRow({ part, key, change }: OwnedChange<SharedPart>): readonly ReviewedRow[] {
  if (!hasMeaning(part) || (change.before !== undefined && change.after !== undefined)) return [];
  const [aspect, general] = meanings[part];
  const meaning =
    part === 'role'
      ? (roleKinds.flatMap((kind) => (kind === key ? roleMeanings[kind] : []))[0] ?? general)
      : general;
  const name = nameOf(part, change.after ?? change.before ?? {});
  const line: Words = name.length === 0 ? [meaning] : words`${name}: ${[meaning]}`;
  return [
    change.before === undefined
      ? { aspect: [aspect], before: [], after: [line] }
      : { aspect: [aspect], before: [line], after: [] },
  ];
}

function nameOf(part: SharedPart, values: PlanObject): Words {
  if (part === 'failure_target') return nameOfArn(values['arn']);
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
    const [hasBeen, isNow] = [new Set(was), new Set(is)];
    const lost = was.filter((name) => !isNow.has(name));
    const gained = is.filter((name) => !hasBeen.has(name));
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
      : [
          {
            aspect: ['dashboard'],
            before: [notShown],
            after: [['its graphs and alarms change with the jobs']],
          },
        ],
  );
}

/** Returns both sides of each resource of a part. */
function pairsOf(
  part: SharedPart,
  before: SharedSide,
  after: SharedSide,
): readonly (readonly [before: Cursor, after: Cursor])[] {
  // If several resources have the same key, the first one counts.
  const byKey = new Map(
    before
      .all(part)
      .toReversed()
      .map((resource) => [resource.key, resource]),
  );
  return after.all(part).flatMap(({ key, cursor }) => {
    const old = byKey.get(key)?.cursor;
    return old === undefined ? [] : [[old, cursor] as const];
  });
}

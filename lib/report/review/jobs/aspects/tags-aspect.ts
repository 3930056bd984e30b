/** The tags of a job's resources and of its tasks. */
import type { ReviewedTask } from '../../../../review/jobs/task';
import type { SideResource } from '../../../../review/jobs/resources-of-side';
import { isPlanObject, type PlanValue } from '../../../../review/planned-environment';
import { sameValue } from '../../../../review/same-value';
import { isSecretName } from '../../../../text/may-hold-secret';
import type { ReviewedRow } from '../../view';
import { words, type Words } from '../../words';
import type { Aspect } from './aspect';
import { joinWords } from '../../join-words';
import { sameLines, secretWords, valueWords } from '../value-words';

/** The values of a tag, by its name. Different resources can have different values. */
type Tags = ReadonlyMap<string, readonly Words[]>;

/** The tags that differ. */
export const tagsAspect: Aspect = { parts: undefined, isInSummary: false, rows: tagRows };

/** Returns the row of the tags that differ; no row if all stay. A tag of several resources has one line. */
export function tagRows(before: TaggedSide, after: TaggedSide): readonly ReviewedRow[] {
  const [old, current] = [tagsOf(before), tagsOf(after)];
  return sameValue(old, current) ? [] : rowOfTags('tags', tagsIn(old), tagsIn(current));
}

/** Returns the row of the tags of a task that differ; no row if all stay. */
export function taskTagRows(
  name: string,
  before: ReviewedTask | undefined,
  after: ReviewedTask | undefined,
): readonly ReviewedRow[] {
  const [old, current] = [before, after].map((task) => tagsIn([task?.parameter('tags')]));
  return rowOfTags(name, old ?? new Map(), current ?? new Map());
}

function rowOfTags(aspect: string, old: Tags, current: Tags): readonly ReviewedRow[] {
  const names = new Set([...old.keys(), ...current.keys()]);
  const differing = [...names].filter((name) => !sameLines(old.get(name) ?? [], current.get(name) ?? []));
  if (differing.length === 0) return [];
  return [{ aspect: [aspect], before: linesOf(old, differing), after: linesOf(current, differing) }];
}

/** Resources with tags. */
interface TaggedSide {
  readonly everything: () => readonly SideResource[];
}

function tagsOf(side: TaggedSide): readonly PlanValue[] {
  return side.everything().map(({ cursor }) => cursor.at('tags').value() ?? null);
}

function tagsIn(values: readonly (PlanValue | undefined)[]): Tags {
  const tags = new Map<string, Map<string, Words>>();
  for (const value of values) {
    if (value === undefined || value === null) continue;
    const entries = isPlanObject(value) ? Object.entries(value) : [['all tags', value] as const];
    for (const [name, tag] of entries) {
      const phrase = isSecretName(name) ? secretWords : valueWords(tag);
      const known = tags.get(name) ?? new Map<string, Words>();
      known.set(JSON.stringify(phrase), phrase);
      tags.set(name, known);
    }
  }
  return new Map([...tags].map(([name, phrases]) => [name, [...phrases.values()]]));
}

function linesOf(tags: Tags, names: readonly string[]): readonly Words[] {
  return names.flatMap((name) => {
    const values = tags.get(name);
    return values === undefined ? [] : [words`${name} = ${joinWords(values, ' or ')}`];
  });
}

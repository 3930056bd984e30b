/** The tags of a job's resources. */
import type { SideResource } from '../../../../review/jobs/resources-of-side';
import { isPlanObject } from '../../../../review/planned-environment';
import { isSecretName } from '../../../../text/may-hold-secret';
import type { ReviewedRow } from '../../view';
import { words, type Words } from '../../words';
import type { Aspect } from './aspect';
import { joinWords } from '../../join-words';
import { sameLines, secretWords, valueWords } from '../value-words';

/** The values of a tag, by its name. Different resources can have different values. */
type Tags = ReadonlyMap<string, readonly Words[]>;

/** The tags that differ. */
export const tagsAspect: Aspect = { isInSummary: false, rows: tagRows };

/** Returns the row of the tags that differ; no row if all stay. A tag of several resources has one line. */
export function tagRows(before: TaggedSide, after: TaggedSide): readonly ReviewedRow[] {
  const [old, current] = [tagsOf(before), tagsOf(after)];
  const names = new Set([...old.keys(), ...current.keys()]);
  const differing = [...names].filter((name) => !sameLines(old.get(name) ?? [], current.get(name) ?? []));
  if (differing.length === 0) return [];
  return [{ aspect: 'tags', before: linesOf(old, differing), after: linesOf(current, differing) }];
}

/** Resources with tags. */
interface TaggedSide {
  readonly everything: () => readonly SideResource[];
}

function tagsOf(side: TaggedSide): Tags {
  const tags = new Map<string, Map<string, Words>>();
  for (const { cursor } of side.everything()) {
    const value = cursor.at('tags').value();
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

import { importedField, importedMap, isImportedMap, type ImportedEntry, type ImportedMap } from './origin';

/**
 * Moves fields that every job has with the same value to `job_defaults`, if there are several jobs. The jobs stay the same.
 *
 * @param sections - the sections of jobs, and nothing else
 * @param fields - the fields to move, which must be scalars that every kind of job has
 */
export function moveToJobDefaults(
  sections: readonly ImportedEntry[],
  fields: readonly string[],
): readonly ImportedEntry[] {
  const jobs = sections.flatMap(mapsIn).flatMap(({ entries }) => entries);
  const maps = jobs.flatMap(mapsIn);
  if (maps.length < 2 || maps.length < jobs.length) return sections;
  const moved = fields.flatMap((name) => {
    const found = maps.map(({ entries }) =>
      entries.find((entry) => entry.kind === 'field' && entry.key === name),
    );
    const [first] = found;
    if (first?.kind !== 'field') return [];
    return found.every((entry) => entry?.kind === 'field' && entry.value === first.value) ? [first] : [];
  });
  if (moved.length === 0) return sections;
  const names = new Set(moved.map(({ key }) => key));
  const withoutMoved = ({ entries }: ImportedMap): ImportedMap =>
    importedMap(entries.filter((entry) => entry.kind !== 'field' || !names.has(entry.key)));
  return [
    importedField('job_defaults', importedMap(moved)),
    ...sections.map((section) => inEachJob(section, withoutMoved)),
  ];
}

function inEachJob(section: ImportedEntry, change: (job: ImportedMap) => ImportedMap): ImportedEntry {
  if (section.kind !== 'field' || !isImportedMap(section.value)) return section;
  const jobs = section.value.entries.map((job) =>
    job.kind === 'field' && isImportedMap(job.value) ? importedField(job.key, change(job.value)) : job,
  );
  return importedField(section.key, importedMap(jobs));
}

function mapsIn(entry: ImportedEntry): readonly ImportedMap[] {
  return entry.kind === 'field' && isImportedMap(entry.value) ? [entry.value] : [];
}

import { describe, expect, test } from '@jest/globals';
import { reviewToMarkdown } from '../../../../lib/report/review/formats/markdown';
import {
  fitSections,
  maximumReportCharacters,
  type Section,
} from '../../../../lib/report/review/formats/size';
import type { ReviewedEnvironment } from '../../../../lib/report/review/view';
import { words } from '../../../../lib/report/review/words';
import { environmentWith } from '../support/sample-review';

const line = 'x'.repeat(99);

describe('a report that is too long', () => {
  const section = (kind: Section['kind'], name: string): Section => ({
    ...(kind === undefined ? {} : { kind }),
    lines: () => [name, line],
    short: [`short ${name}`],
  });
  const sections = [
    section(undefined, 'permissions'),
    section('added', 'added 1'),
    section('added', 'added 2'),
    section('definition', 'definition'),
    section('resources', 'resources'),
  ];

  test('loses its parts in the order of their kinds, the last part of a kind first', () => {
    expect(fitSections(sections, 10_000).cut).toEqual([]);
    expect(fitSections(sections, 500)).toMatchObject({ cut: ['1 list of resources'] });
    expect(fitSections(sections, 350)).toEqual({
      lines: ['permissions', line, 'added 1', line, 'short added 2', 'short definition', 'short resources'],
      cut: ['1 list of resources', '1 difference of a definition', '1 table of an added job'],
    });
  });

  test('never loses a part without a kind, but its end if nothing else is left', () => {
    expect(fitSections(sections, 180)).toMatchObject({
      cut: ['1 list of resources', '1 difference of a definition', '2 tables of added jobs'],
    });
    const { lines, cut } = fitSections([section(undefined, 'a'), section(undefined, 'b')], 150);
    expect(lines).toEqual(['a', line, 'b']);
    expect(cut).toEqual(['the end']);
  });

  test('renders the parts that it has, and one part that does not fit', () => {
    const rendered: string[] = [];
    const counted = (kind: Section['kind'], name: string): Section => ({
      ...section(kind, name),
      lines: () => {
        rendered.push(name);
        return [name, line];
      },
    });
    const many = (kind: Section['kind']) =>
      Array.from({ length: 100 }, (_, index) => counted(kind, `${kind ?? 'required'} ${index}`));
    fitSections([counted(undefined, 'permissions'), ...many('changed'), ...many('definition')], 4200);
    expect(rendered).toEqual([
      'permissions',
      'changed 0',
      'changed 1',
      'changed 2',
      'changed 3',
      'changed 4',
    ]);
    rendered.length = 0;
    fitSections(many(undefined), 250);
    expect(rendered).toEqual(['required 0', 'required 1', 'required 2']);
  });

  test('names what was left out before everything else, keeps deletions and permissions, and fits', () => {
    const sample = environmentWith('app');
    const jobs = Array.from({ length: 400 }, (_, index): ReviewedEnvironment['jobs'][number] => ({
      name: `job-${index}`,
      label: 'scheduled job',
      action: index < 50 ? 'deleted' : 'changed',
      stopped: undefined,
      rows: [{ aspect: ['command'], before: [words`${line}`], after: [words`${line}`] }],
      notes: [],
    }));
    const report = reviewToMarkdown(
      { environments: [{ ...sample, jobs }] },
      maximumReportCharacters,
      'reports',
    );
    expect(report.length).toBeLessThanOrEqual(maximumReportCharacters);
    const [, , , cut] = report.split('\n');
    expect(cut).toMatch(
      /^\*\*This report is too long for a comment\. It leaves out: .*tables of changed jobs\.\*\* The whole report is in the folder `reports`\.$/,
    );
    for (let index = 0; index < 400; index += 1) expect(report).toContain(`### \`job-${index}\``);
    expect(report).toContain('### Permissions');
  });
});

import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importHcl } from '../../../lib/import/hcl/import-hcl';
import { loadParser, type HclParser } from '../../../lib/import/hcl/load-parser';
import type { ImportedConfiguration } from '../../../lib/import/origin';
import { fc, tries } from '../../support/property-tests';
import { inTemporaryFolder } from './support/current-folder';
import { copyRoot, countLeaves, roots } from './support/roots';

jest.setTimeout(120_000);

const folder = inTemporaryFolder();
let parser: HclParser;
beforeAll(async () => {
  parser = await loadParser();
});

describe('a value that only Terraform knows', () => {
  const jobs = 'infra/clinic/app-config/env-config/scheduled_jobs.tf';
  const importJobs = async (schedule: string): Promise<ImportedConfiguration> => {
    const application = copyRoot('2024-11-reports');
    const job = `nightly = { task_command = ["bin/nightly"], schedule_expression = ${schedule} }`;
    const schedules = 'schedules = { demo = "rate(1 day)", dev = "rate(2 days)", prod = data.times.prod }';
    folder().write({ [jobs]: `locals {\n  ${schedules}\n  scheduled_jobs = { ${job} }\n}\n` });
    return importHcl({ folder: application, given: {} }, parser);
  };

  test('is reported if other environments have it, and only its environment lacks it', async () => {
    const { fields, environments } = await importJobs('local.schedules[var.environment]');
    expect(
      fields.find(({ path }) => path === 'local.scheduled_jobs.nightly.schedule_expression')?.outcome,
    ).toEqual({
      kind: 'not possible',
      reason: 'data.times.prod is known only to Terraform',
      text: 'local.schedules[var.environment]',
    });
    const written = (name: string): string => JSON.stringify(environments.get(name));
    expect(written('dev')).toContain('rate(2 days)');
    expect(written('dev')).not.toMatch(/was not imported|DISABLED/);
    expect(written('prod')).toMatch(/schedule_expression was not imported.*DISABLED/);
  });

  test.each([
    'try(data.times.nightly, "rate(1 day)")',
    'data.times.is_daily ? "rate(1 day)" : "rate(2 days)"',
    'merge({ a = "rate(1 day)" }, data.times.all).a',
    '{ (data.times.key) = "rate(2 days)", a = "rate(1 day)" }[data.times.key]',
    '"rate(${data.times.days} days)"',
  ])('is not guessed from %s', async (schedule) => {
    const { defaults, environments } = await importJobs(schedule);
    const written = JSON.stringify([defaults, ...environments.values()]);
    expect(written).toMatch(/schedule_expression was not imported.*DISABLED/);
    expect(written).not.toContain('"key":"schedule_expression"');
  });
});

test('texts that refer to each other twice are reported, and are not built', async () => {
  // The text of the last one would have a million characters, from a million references.
  const texts = Array.from(
    { length: 20 },
    (_, index) => `  t${index + 1} = "\${local.t${index}}\${local.t${index}}"\n`,
  );
  const job = 'nightly = { task_command = ["bin/nightly", local.t20], schedule_expression = "rate(1 day)" }';
  const application = copyRoot('2024-11-reports');
  folder().write({
    'infra/clinic/app-config/env-config/scheduled_jobs.tf': `locals {\n  t0 = "x"\n${texts.join('')}  scheduled_jobs = { ${job} }\n}\n`,
  });
  const { fields } = await importHcl({ folder: application, given: {} }, parser);
  expect(fields.find(({ path }) => path.endsWith('nightly.task_command[1]'))?.outcome).toMatchObject({
    kind: 'not possible',
    reason: 'the text has more than 65536 characters',
  });
});

describe('the values of changed files', () => {
  const replacements = [
    'var.unknown',
    'lookup({}, "a", "b")',
    '[for x in ["a"] : x]',
    'var.environment == "dev" ? "a" : 2',
    '"${var.environment}-${data.x.y}"',
    '<<EOT\nscheduled_jobs:\n  evil: {}\nEOT\n',
    '<<-EOT\n  a\n    b\n  EOT\n',
    'null',
    '[]',
    '{}',
    '{ (var.environment) = 1 }',
    '-1',
    '12345678901234567890',
    '"\\u0000\\n# a: b"',
    'local.missing[*].x',
    'merge(local.a...)',
  ];
  const text = readFileSync(
    join(roots, '2025-06-by-environment/infra/gateway/app-config/env-config/scheduled_jobs.tf'),
    'utf8',
  );
  /** The values after an equals sign at the end of a line. */
  const places = [...text.matchAll(/= ([^{[\n]+)$/gm)].map(({ index }) => index + 2);

  test('are texts as Terraform reads them, with every escape', async () => {
    const application = copyRoot('2024-11-reports');
    const file = join(application, 'env-config/scheduled_jobs.tf');
    const piece = fc.constantFrom(
      '$',
      '%',
      '{',
      '}',
      '"',
      '\\',
      '\n',
      '\t',
      '#',
      '//',
      '/*',
      '<<EOT',
      '\u00e9',
      '\u{1f600}',
      'x',
      ' ',
    );
    const texts = fc.array(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (command) => {
        const quoted = command.map((argument) =>
          JSON.stringify(argument).replaceAll(/([$%])(?=\{)/g, '$1$1'),
        );
        const jobs = `x = { task_command = [${quoted.join(', ')}], schedule_expression = "rate(1 day)" }`;
        folder().write({ [file]: `locals {\n  scheduled_jobs = {\n    ${jobs}\n  }\n}\n` });
        const { defaults, fields } = await importHcl({ folder: application, given: {} }, parser);
        expect(JSON.stringify(defaults)).toContain(JSON.stringify(command));
        expect(fields.filter(({ location }) => location.file === file && location.line === 3)).toHaveLength(
          command.length + 1,
        );
      }),
      { numRuns: tries(60) },
    );
  });

  test('are all reported, and each missing one is a comment', async () => {
    const application = copyRoot('2025-06-by-environment');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(places.length - 1), { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom(...replacements), { minLength: 3, maxLength: 3 }),
        async (indexes, values) => {
          let changed = text;
          for (const [number, index] of [...indexes].sort((a, b) => b - a).entries()) {
            const place = places[index] ?? 0;
            const end = changed.indexOf('\n', place);
            changed = changed.slice(0, place) + (values[number] ?? '') + changed.slice(end);
          }
          folder().write({ [relative('.', join(application, 'env-config/scheduled_jobs.tf'))]: changed });
          const { fields, defaults, environments } = await importHcl(
            { folder: application, given: {} },
            parser,
          );
          expect(fields.filter(({ path }) => !path.endsWith(' (key)'))).toHaveLength(
            await countLeaves(application, parser),
          );
          const written = JSON.stringify([defaults, ...environments.values()]);
          for (const { path, outcome } of fields)
            if (outcome.kind === 'not possible' && path.startsWith('local.scheduled_jobs.'))
              expect(written).toContain('was not imported');
          expect(
            fields.some(
              ({ outcome }) => outcome.kind === 'not possible' && outcome.reason.includes('did not read'),
            ),
          ).toBe(false);
        },
      ),
      { numRuns: tries(60) },
    );
  });
});

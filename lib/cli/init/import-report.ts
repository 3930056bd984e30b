import { count } from '../../text/count';
import type { FieldOutcome, ImportedConfiguration, ImportedField } from '../../import/origin';
import { escapeControlCharacters } from '../../text/escape-control-characters';

/** Renders what happened to each value of the input, and how the runs differ. */
export function renderImportReport({
  fields,
  differences,
}: Pick<ImportedConfiguration, 'fields' | 'differences'>): string {
  const changed = fields.filter(hasKind('changed'));
  const unneeded = changed.filter(({ outcome }) => outcome.to === undefined);
  const impossible = fields.filter(hasKind('not possible'));
  const carried = fields.length - changed.length - impossible.length;
  return [
    `${count(fields.length, 'value')}: ${carried} carried, ${changed.length - unneeded.length} changed, ${impossible.length} not possible, ${unneeded.length} not needed\n`,
    section('Not possible; a comment in env-config shows each', impossible.map(line)),
    section('Changed', changed.filter(({ outcome }) => outcome.to !== undefined).map(line)),
    section('Not needed in env-config', unneeded.map(line)),
    section(
      'Runs before and after',
      differences.map(
        ({ subject, text }) => `  ${escapeControlCharacters(subject)}: ${escapeControlCharacters(text)}\n`,
      ),
    ),
  ].join('');
}

type WithOutcome<Kind extends FieldOutcome['kind']> = ImportedField & {
  readonly outcome: Extract<FieldOutcome, { readonly kind: Kind }>;
};

function hasKind<Kind extends FieldOutcome['kind']>(
  kind: Kind,
): (field: ImportedField) => field is WithOutcome<Kind> {
  return (field): field is WithOutcome<Kind> => field.outcome.kind === kind;
}

function line({
  path,
  location: { file, line: number },
  outcome,
}: WithOutcome<'changed' | 'not possible'>): string {
  return `  ${escapeControlCharacters(`${file}:${number}  ${path}  ${outcome.reason}`)}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}:\n${lines.join('')}`;
}

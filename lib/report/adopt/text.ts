import { count } from '../../text/count';
import type { Adoption, OldResource, Outcome } from '../../adopt/adoption';
import { escapeControlCharacters } from '../../text/escape-control-characters';

/** Renders what happens to the resources of the old state, and what the user must change first. */
export function renderAdoption(adoption: Adoption): string {
  const { environment, resources, created, secondTriggers } = adoption;
  const of = (kind: Outcome['kind']) => resources.filter(({ outcome }) => outcome.kind === kind);
  return [
    `${environment}: ${count(resources.length, 'resource')} in the old state: ${of('adopted').length} adopted, ${of('kept').length} kept in AWS, ${of('left').length} left in the old configuration, ${of('blocked').length} blocked; ${count(created.length, 'new resource')}\n`,
    ...section(
      'These jobs would start twice, because both triggers would exist. Change env-config, and run adopt again',
      secondTriggers.map(
        ({ address, jobName, oldName, newName, remedy }) =>
          `${address} (${oldName}) starts what the job ${jobName} (${newName}) starts: ${remedy ?? 'no field keeps this name; see the checklist'}`,
      ),
    ),
    ...section('Blocked; act first, and run adopt again', of('blocked').map(lineOf)),
    ...section('Kept in AWS, and managed by no configuration', of('kept').map(lineOf)),
    ...section('Left in the old configuration', of('left').map(lineOf)),
  ].join('');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`\n${title}:\n`, ...lines.map((line) => `  ${escapeControlCharacters(line)}\n`)];
}

function lineOf({ resource, outcome }: OldResource): string {
  return `${resource.address}: ${'reason' in outcome ? outcome.reason : outcome.to}`;
}

/** The rows of changed values that no aspect has read. Each row has the value's name in Terraform. */
import { haveSameBehaviour } from '../../../review/same-behaviour';
import { changedValues, type ChangedValue } from '../../../review/jobs/changed-values';
import type { Reads, ValuePath } from '../../../review/jobs/cursor';
import type { OwnedChange } from '../../../review/jobs/group-changes';
import { generatedArguments } from '../../../review/jobs/configured-arguments';
import { isProviderDefault, reasonForNoise } from '../../../review/jobs/noise';
import { isHidden } from '../../../review/jobs/plan-values';
import { unknownValue, type PlanObject, type ResourceChange } from '../../../review/planned-environment';
import { isSecretName } from '../../../text/may-hold-secret';
import type { ReviewedRow } from '../view';
import { words, type Words } from '../words';
import { notShown, secretWords, valueWords } from './value-words';

/** Returns whether a value was read by an aspect that has a row. */
export type IsShown = (resource: string, path: ValuePath) => boolean;

/** Returns a function that checks whether one of several aspects has read a value. */
export function shownBy(shown: readonly Reads[]): IsShown {
  return (resource, path) => shown.some((reads) => reads.has(resource, path));
}

/** Returns the rows of the resources of a job, or of what the jobs share. */
export function remainingRows(
  changes: readonly OwnedChange<string>[],
  isShown: IsShown,
): readonly ReviewedRow[] {
  return changes.flatMap(({ part, key, change }) => {
    const label = labelOf(part, key);
    const { before, after } = change;
    if (before === undefined || after === undefined) return wholeRow(label, change, isShown);
    if (change.action === 'no-op') return [];
    const all = changedValues(before, after);
    const values = all.filter(
      (value) =>
        reasonForNoise(change.type, value.path) === undefined &&
        !isComputed(value) &&
        !isProviderDefault(value) &&
        !isShown(change.address, value.path),
    );
    const ofDefinition = values.filter(
      ({ path: [name] }) => name === 'definition' || name === 'dashboard_body',
    );
    return [
      ...values
        .filter((value) => !ofDefinition.includes(value))
        .map(({ path, before: old, after: current }) => ({
          aspect: words`${label}: ${pathText(path)}`,
          before: [shown(path, old)],
          after: [shown(path, current)],
        })),
      ...(ofDefinition.length > 0 && isSameDefinition(change)
        ? [
            {
              aspect: words`${label}: ${'definition'}`,
              before: [notShown],
              after: [['has a different text, but does the same']],
            },
          ]
        : documentRow(
            label,
            ofDefinition,
            isDefinitionShown(all, (path) => isShown(change.address, path)),
          )),
    ];
  });
}

/** Returns the name of a part in words, with the key of the resource. */
function labelOf(part: string, key: string | undefined): Words {
  const name: Words = [part.replaceAll('_', ' ')];
  return key === undefined ? name : words`${name} ${key}`;
}

/** Whether the provider computes a value. It is unknown again when Terraform replaces its resource. */
function isComputed({ path: [name], after }: ChangedValue): boolean {
  return after === unknownValue && !generatedArguments.has(String(name));
}

/** Returns a row for a resource that exists on one side only, if no other row shows any of its values. */
function wholeRow(label: Words, change: ResourceChange, isShown: IsShown): readonly ReviewedRow[] {
  const { address, before, after, action } = change;
  const values = Object.keys(before ?? after ?? {});
  if (values.some((name) => isShown(address, [name]) || isShownInside(change, name, isShown))) return [];
  const line = nameWords(before ?? after ?? {});
  if (before === undefined) return [{ aspect: label, before: [], after: [line] }];
  return [
    {
      aspect: label,
      before: [line],
      after: action === 'forget' ? [['stays in AWS, but is removed from the Terraform state']] : [],
    },
  ];
}

/** The arguments with the name of a resource in AWS. */
const nameArguments = ['name', 'alarm_name', 'family', 'rule', 'resource_id', 'role'] as const;

/** Returns the name of a resource in AWS. */
function nameWords(values: PlanObject): Words {
  const name = nameArguments.map((argument) => values[argument]).find((value) => typeof value === 'string');
  return typeof name === 'string' ? words`${name}` : ['exists'];
}

function isShownInside({ address, before, after }: ResourceChange, name: string, isShown: IsShown): boolean {
  const value = (before ?? after ?? {})[name];
  return changedValues({}, { [name]: value ?? null }).some(({ path }) => isShown(address, path));
}

/** Whether the definitions of both sides behave the same, such as after states were renamed. */
function isSameDefinition({ before, after }: ResourceChange): boolean {
  const [old, current] = [before?.['definition'], after?.['definition']];
  return typeof old === 'string' && typeof current === 'string' && haveSameBehaviour(old, current);
}

/** Whether a row shows a difference of the definition. The comment of a definition explains no other difference. */
function isDefinitionShown(
  values: readonly ChangedValue[],
  isPathShown: (path: ValuePath) => boolean,
): boolean {
  return values.some(({ path }) => path[0] === 'definition' && path[1] !== 'Comment' && isPathShown(path));
}

/**
 * The names of the fields that only lead from one state to another. Their changes follow from the changes in other
 * rows.
 */
const links: ReadonlySet<string | number | undefined> = new Set([
  'Next',
  'Default',
  'StartAt',
  'ResultPath',
  'Variable',
]);

/**
 * Returns a row for a definition or a dashboard whose differences have no words.
 *
 * @param isExplained - Whether other rows show a change of the same document: then states that are added or removed, and
 *   new links between states, follow from that change.
 */
function documentRow(
  label: Words,
  values: readonly ChangedValue[],
  isExplained: boolean,
): readonly ReviewedRow[] {
  const isUnknown = values.some(({ before, after }) => isHidden(before) || isHidden(after));
  const unexplained = isExplained
    ? values.filter(
        ({ path, before, after }) =>
          before !== undefined && after !== undefined && !links.has(path.at(-1)) && !isInsideState(path),
      )
    : values;
  if (unexplained.length === 0) return [];
  const [first] = unexplained;
  const name = first === undefined ? '' : String(first.path[0]);
  return [
    {
      aspect: words`${label}: ${name}`,
      before: [notShown],
      after: [
        isUnknown
          ? ['changes; the plan does not show both values']
          : [
              `${unexplained.length} ${unexplained.length === 1 ? 'value changes' : 'values change'} that this table does not describe; the list of differences below shows the change`,
            ],
      ],
    },
  ];
}

/** The conditions of a choice, and the errors that a state catches, follow from the aspects of the same step. */
function isInsideState(path: ValuePath): boolean {
  return path.includes('Choices') || path.includes('Catch');
}

/**
 * The arguments whose text is a document with environment variables. A text that is not valid JSON has no values that
 * another row could hide, so it is not shown.
 */
const documents: ReadonlySet<string | number | undefined> = new Set([
  'container_definitions',
  'input',
  'input_template',
]);

/** Returns a value as words. Secrets, environment variables and unreadable documents are not shown. */
function shown(path: ValuePath, value: ChangedValue['before']): Words {
  if (path.some((name) => typeof name === 'string' && (isSecretName(name) || name === 'environment')))
    return secretWords;
  return typeof value === 'string' && documents.has(path.at(-1)) ? notShown : valueWords(value);
}

/** Returns a path as Terraform writes it: `target[0].role_arn`. A key can be any text of a user, so show the path as code. */
function pathText(path: ValuePath): string {
  return path
    .map((name, index) => (typeof name === 'number' ? `[${name}]` : `${index === 0 ? '' : '.'}${name}`))
    .join('');
}

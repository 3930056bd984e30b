/** The command of a task, with the arguments that change. */
import { isTexts, type Command, type ReviewedTask } from '../../../../review/jobs/task';
import { isSecretName } from '../../../../text/may-hold-secret';
import type { ReviewedRow } from '../../view';
import { words, type Words } from '../../words';
import { joinWords } from '../../join-words';
import { mayBeSecret, secretWords, textWords, valueWords } from '../value-words';

/** The maximum number of characters of a command that is shown in full. */
const maximumCharacters = 160;

/** Returns the row of a command; no row if it does not change. */
export function commandRow(
  name: string,
  before: ReviewedTask | undefined,
  after: ReviewedTask | undefined,
): readonly ReviewedRow[] {
  const old = before?.command();
  const current = after?.command();
  if (sameCommand(old, current)) return [];
  if (!isTexts(old) || !isTexts(current))
    return [{ aspect: [name], before: wholeLines(old, before), after: wholeLines(current, after) }];
  const changed = changedArguments(old, current);
  const isLong = [old, current].some((argv) => argv.join(' ').length > maximumCharacters);
  return isLong
    ? [
        {
          aspect: [name],
          before: argumentLines(old, changed.before),
          after: argumentLines(current, changed.after),
        },
      ]
    : [
        {
          aspect: [name],
          before: wholeLines(old, before),
          after: [...wholeLines(current, after), ...markLines(old, current, changed)],
        },
      ];
}

function sameCommand(a: Command, b: Command): boolean {
  if (a === b) return true;
  return isTexts(a) && isTexts(b) && JSON.stringify(a) === JSON.stringify(b);
}

function wholeLines(command: Command, task: ReviewedTask | undefined): readonly Words[] {
  if (task === undefined) return [];
  if (command === undefined || command === null) return [['from the task definition']];
  if (!isTexts(command)) return [valueWords(command)];
  if (command.length === 0) return [['from the task definition']];
  return [
    joinWords(
      command.map((_, index) => argumentWords(command, index)),
      ' ',
    ),
  ];
}

/** Returns an argument as words. The value after an option such as `--password` may be a secret. */
function argumentWords(command: readonly string[], index: number): Words {
  const [argument = '', option = ''] = [command[index], command[index - 1]];
  const isSecret = option.startsWith('-') && !option.includes('=') && isSecretName(option);
  if (isSecret && !argument.startsWith('-')) return secretWords;
  if (argument === '') return ['an empty argument'];
  return mayBeSecret(argument) && argument.startsWith('-') && !/[=:\s]/.test(argument)
    ? words`${argument}`
    : textWords(argument);
}

interface ChangedArguments {
  /** The indexes of the arguments that exist only before the change. */
  readonly before: readonly number[];
  /** The indexes of the arguments that exist only after the change. */
  readonly after: readonly number[];
}

/** Compares two commands. The arguments of a longest common subsequence count as unchanged. */
export function changedArguments(old: readonly string[], current: readonly string[]): ChangedArguments {
  const lengths = old.map(() => new Array<number>(current.length + 1).fill(0));
  const length = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = current.length - 1; column >= 0; column -= 1) {
      const cells = lengths[row];
      if (cells === undefined) continue;
      cells[column] =
        old[row] === current[column]
          ? length(row + 1, column + 1) + 1
          : Math.max(length(row + 1, column), length(row, column + 1));
    }
  const [before, after]: [number[], number[]] = [[], []];
  let [row, column] = [0, 0];
  while (row < old.length || column < current.length) {
    if (row < old.length && column < current.length && old[row] === current[column]) {
      row += 1;
      column += 1;
    } else if (
      row < old.length &&
      (column >= current.length || length(row + 1, column) >= length(row, column + 1))
    ) {
      before.push(row);
      row += 1;
    } else {
      after.push(column);
      column += 1;
    }
  }
  return { before, after };
}

/** Returns a line with the arguments that change, for the row with the whole command. */
function markLines(
  old: readonly string[],
  current: readonly string[],
  { before, after }: ChangedArguments,
): readonly Words[] {
  const isEverything = before.length === old.length && after.length === current.length;
  if (isEverything) return [['every argument changes']];
  const removed = before.map((index) => argumentWords(old, index));
  const added = after.map((index) => argumentWords(current, index));
  return [
    ...(removed.length === 0 ? [] : [words`without: ${joinWords(removed, ' ')}`]),
    ...(added.length === 0 ? [] : [words`with: ${joinWords(added, ' ')}`]),
  ];
}

/** Shows only the arguments of a long command that change, with their positions. */
function argumentLines(command: readonly string[], changed: readonly number[]): readonly Words[] {
  const stay = command.length - changed.length;
  const count = command.length - 1;
  return [
    ...changed.map((index) => {
      const position = index === 0 ? 'program' : `argument ${index} of ${count}`;
      return words`${[position]}: ${argumentWords(command, index)}`;
    }),
    ...(stay === 0
      ? []
      : [[stay === 1 ? 'the other argument does not change' : `${stay} other arguments do not change`]]),
  ];
}

import { expect, test } from '@jest/globals';
import { validateDefinition } from '../../lib/aws/state-machines/validation/validate-definition';
import { everyType } from '../aws/state-machines/validation/every-type';
import { mutations } from '../aws/state-machines/validation/mutations';
import { aslErrors } from '../jobs/support/asl';

/** What asl-validator lets pass and the pages of AWS do not: patterns of our reasons. */
const onlyOurs: readonly RegExp[] = [
  /is not a whole number from/,
  /is not a number of at least 1$/,
  /is not FULL or NONE$/,
  /there is no Unheard here$/,
  /is not a list of error names$/,
  /Catch\[0\]\.ResultPath: .* is not a reference path or null$/,
  /(Variable|SecondsPath): null is not a path to one value$/,
  /(Parameters|ResultSelector): .* is not an object$/,
  /\.\$: null is not a string with a path or function$/,
  /Resource: \{\} is not an ARN$/,
  /Branches: there is none$/,
  /CausePath: "x" is neither a path nor an intrinsic function$/,
];

/** What asl-validator refuses and AWS's pages do not: null as an item of a list in parameters. */
const onlyTheirs = ['States.Run.Parameters.Overrides[0] = null'];

function isTakenByAslValidator(definition: unknown): boolean {
  try {
    return aslErrors(definition).length === 0;
  } catch {
    // Some of what is no definition at all makes it throw.
    return false;
  }
}

test('asl-validator refuses nothing that we take, and takes only what it is known to let pass', () => {
  process.stdout.write('asl-validator reads some 700 definitions, each with one mistake (a minute)\n');
  const used = new Set<RegExp>();
  const theirs: string[] = [];
  const unexplained: string[] = [];
  const all = mutations(everyType);
  let agreed = 0;
  for (const { name, definition } of all) {
    const reasons = validateDefinition(definition);
    const isTaken = isTakenByAslValidator(definition);
    if (isTaken === (reasons.length === 0)) agreed += 1;
    else if (!isTaken) theirs.push(name);
    else {
      const known = onlyOurs.find((pattern) => reasons.some((reason) => pattern.test(reason)));
      if (known === undefined) unexplained.push(`${name}: ${reasons.join('; ')}`);
      else used.add(known);
    }
  }
  expect(unexplained).toEqual([]);
  expect(theirs).toEqual(onlyTheirs);
  expect(onlyOurs.filter((pattern) => !used.has(pattern))).toEqual([]);
  expect(agreed / all.length).toBeGreaterThan(0.9);
}, 600_000);

import { expect, test } from '@jest/globals';
import { validateDefinition } from '../../lib/aws/state-machines/validation/validate-definition';
import { everyType } from '../aws/state-machines/validation/every-type';
import { mutations } from '../aws/state-machines/validation/mutations';
import { aslErrors } from '../jobs/support/asl';

/** Our reasons for definitions that AWS's documentation does not allow, and that asl-validator accepts. */
const onlyOurReasons: readonly RegExp[] = [
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

/** Definitions that asl-validator rejects and AWS's documentation allows: null as an item of a list in parameters. */
const rejectedOnlyByAslValidator = ['States.Run.Parameters.Overrides[0] = null'];

function isValidForAslValidator(definition: unknown): boolean {
  try {
    return aslErrors(definition).length === 0;
  } catch {
    // It throws for some values that are not definitions.
    return false;
  }
}

test('asl-validator and our validation agree on definitions with one mistake, apart from known differences', () => {
  process.stdout.write(
    'gates: validating some 700 definitions, each with one mistake, with asl-validator (about a minute)\n',
  );
  const used = new Set<RegExp>();
  const rejectedByThem: string[] = [];
  const unexplained: string[] = [];
  const all = mutations(everyType);
  let agreed = 0;
  for (const { name, definition } of all) {
    const reasons = validateDefinition(definition);
    const isValid = isValidForAslValidator(definition);
    if (isValid === (reasons.length === 0)) agreed += 1;
    else if (!isValid) rejectedByThem.push(name);
    else {
      const known = onlyOurReasons.find((pattern) => reasons.some((reason) => pattern.test(reason)));
      if (known === undefined) unexplained.push(`${name}: ${reasons.join('; ')}`);
      else used.add(known);
    }
  }
  expect(unexplained).toEqual([]);
  expect(rejectedByThem).toEqual(rejectedOnlyByAslValidator);
  expect(onlyOurReasons.filter((pattern) => !used.has(pattern))).toEqual([]);
  expect(agreed / all.length).toBeGreaterThan(0.9);
}, 600_000);

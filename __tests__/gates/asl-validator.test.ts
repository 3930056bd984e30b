import { expect, test } from '@jest/globals';
import { validateDefinition } from '../../lib/aws/state-machines/validation/validate-definition';
import { everyType } from '../aws/state-machines/validation/every-type';
import { mutations } from '../aws/state-machines/validation/mutations';
import { aslErrors } from '../jobs/support/asl';

/** Our reasons for definitions that AWS's documentation does not allow, and that asl-validator accepts. */
const onlyOurReasons: readonly RegExp[] = [
  /must be a whole number from/,
  /must be a number of at least 1$/,
  /must be FULL or NONE$/,
  /unknown field Unknown$/,
  /must be a list of error names$/,
  /Catch\[0\]\.ResultPath: .* must be a reference path or null$/,
  /(Variable|SecondsPath): null must be a path to one value$/,
  /(Parameters|ResultSelector): .* must be an object$/,
  /\.\$: null must be a string with a path or a function$/,
  /Resource: \{\} must be an ARN$/,
  /Branches: there must be at least one branch$/,
  /CausePath: "x" must be a path or an intrinsic function$/,
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

import { expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { reviewToJson } from '../../../../lib/report/review/formats/json';
import { reviewJsonSchema } from '../../../../scripts/docs/review-schema';
import { reviewWith } from '../support/sample-review';

test('the JSON of a review has the fields of its schema, and no others', () => {
  const json: unknown = JSON.parse(reviewToJson(reviewWith('nightly')));
  const validate = new Ajv().compile(reviewJsonSchema());
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect(validate({ ...Object(json), more: 1 })).toBe(false);
  expect(JSON.stringify(json)).toContain('"Before nightly after."');
});

import { expect } from '@jest/globals';
import { renderPath } from '../../../lib/config/issues/issues';
import { validateSchema } from '../../../lib/config/validate-schema';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';
import { textPlaces } from './text-places';

/** Writes JSON in which YAML finds no character that it rejects. */
export function yamlOf(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Expects that the schema rejects a text with this code at each place that takes a text. */
export function expectRejectedEverywhere(text: string, code: string): void {
  const accepted = textPlaces.filter((place) => {
    const { issues, root } = parseYaml('dev.yml', yamlOf(place.fileWith(text)));
    if (issues.length > 0) throw new Error(`${place.name}: ${JSON.stringify(issues)}`);
    const path = renderPath(place.pathOf(text));
    return !validateSchema(root).problems.some(
      (problem) => problem.code === code && renderPath(problem.path) === path,
    );
  });
  expect(accepted.map(({ name }) => name)).toEqual([]);
}

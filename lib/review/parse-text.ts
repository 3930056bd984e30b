/** Parses the texts of a plan that are JSON: definitions, policies, patterns and inputs. */
import { parseJson } from '../values/json';
import { oncePerText } from '../values/once';

/** The maximum number of characters of the remembered texts. The values take about five times the memory of their texts. */
const maximumCharacters = 16 * 2 ** 20;

/**
 * Returns the value of a text that is JSON; `undefined` for every other text. Several parts of a review read the same text,
 * and it is parsed only once. Callers must not change the value.
 */
export const parseText: (text: string) => unknown = oncePerText(maximumCharacters, parseJson);

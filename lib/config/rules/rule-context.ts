import type { SchemaResult } from '../validate-schema';

/** Input of a rule: the valid fields, and a function that returns whether a field is invalid. */
export type RuleContext = Pick<SchemaResult, 'validParts' | 'isInvalid'>;

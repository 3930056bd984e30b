/**
 * Rules for `Retry` and `Catch`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import { errorNames } from '../definition';
import {
  nonEmptyString,
  integer,
  oneOf,
  referencePathOrNull,
  string,
  validateFields,
  type FieldRule,
  type FieldRules,
  type Problems,
} from './field-rules';
import { retrierDefaults, retrierLimits } from '../limits';

const knownErrorNames: ReadonlySet<string> = new Set(errorNames);

/** Accepts a list of error names. Names that begin with `States.` must be names that Step Functions reserves. */
const errorEquals: FieldRule = (value, path) => {
  if (!isList(value) || value.length === 0) {
    return [`${path}: ${JSON.stringify(value)} must be a list of error names`];
  }
  return value.flatMap((name, index) => {
    const namePath = `${path}[${index}]`;
    if (typeof name !== 'string' || name === '') return nonEmptyString(name, namePath);
    if (name.startsWith('States.') && !knownErrorNames.has(name)) {
      return [
        `${namePath}: ${name} is not an error of Step Functions; other names must not begin with States.`,
      ];
    }
    return name === 'States.ALL' && value.length > 1
      ? [`${namePath}: States.ALL must be the only name of its list`]
      : [];
  });
};

/** Rejects `States.ALL` before another handler. It handles every error, so the later handler would never be used. */
function validateOrder(handlers: readonly unknown[], path: string): Problems {
  return handlers.flatMap((handler, index) => {
    const names = isObject(handler) ? handler['ErrorEquals'] : undefined;
    const handlesAll = isList(names) && names.includes('States.ALL');
    return handlesAll && index < handlers.length - 1 ? [`${path}[${index}]: States.ALL must be last`] : [];
  });
}

function eachHandler(validate: (handler: JsonObject, path: string) => Problems): FieldRule {
  return (value, path) => {
    if (!isList(value)) return [`${path}: ${JSON.stringify(value)} must be a list`];
    return [
      ...value.flatMap((handler, index) =>
        isObject(handler)
          ? validate(handler, `${path}[${index}]`)
          : [`${path}[${index}]: ${JSON.stringify(handler)} must be an object`],
      ),
      ...validateOrder(value, path),
    ];
  };
}

const backoffRate: FieldRule = (value, path) =>
  typeof value === 'number' && value >= retrierLimits.minimumBackoffRate
    ? []
    : [`${path}: ${JSON.stringify(value)} must be a number of at least ${retrierLimits.minimumBackoffRate}`];

const retrierFields: FieldRules = new Map<string, FieldRule>([
  ['ErrorEquals', errorEquals],
  ['Comment', string],
  ['IntervalSeconds', integer(1, retrierLimits.intervalSeconds)],
  ['MaxAttempts', integer(0, retrierLimits.maxAttempts)],
  ['BackoffRate', backoffRate],
  ['MaxDelaySeconds', integer(1, retrierLimits.maxDelaySeconds)],
  ['JitterStrategy', oneOf('FULL', 'NONE')],
]);

/** Checks the retriers of a state. */
export const retry: FieldRule = eachHandler((retrier, path) => {
  const { IntervalSeconds: interval = retrierDefaults.intervalSeconds, MaxDelaySeconds: maximumDelay } =
    retrier;
  return [
    ...validateFields(retrier, path, retrierFields, ['ErrorEquals']),
    ...(typeof interval === 'number' && typeof maximumDelay === 'number' && maximumDelay <= interval
      ? [`${path}: MaxDelaySeconds is ${maximumDelay}; it must exceed IntervalSeconds (${interval})`]
      : []),
  ];
});

const catcherFields: FieldRules = new Map<string, FieldRule>([
  ['ErrorEquals', errorEquals],
  ['Comment', string],
  ['Next', nonEmptyString],
  ['ResultPath', referencePathOrNull],
]);

/** Checks the catchers of a state. */
export const catchers: FieldRule = eachHandler((catcher, path) =>
  validateFields(catcher, path, catcherFields, ['ErrorEquals', 'Next']),
);

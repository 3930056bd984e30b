/**
 * Retry and Catch.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
import { isList, isObject } from '../../../values/json';
import { errorNames, retrierLimits } from '../definition';
import {
  nonEmptyString,
  integer,
  oneOf,
  referencePathOrNull,
  text,
  validateFields,
  type FieldRule,
  type Problems,
} from './field-rules';

/** Every name, of AWS's reserved ones or of a service or program. */
const errorEquals: FieldRule = (value, place) => {
  if (!isList(value) || value.length === 0) {
    return [`${place}: ${JSON.stringify(value)} is not a list of error names`];
  }
  return value.flatMap((name, at) => {
    if (typeof name !== 'string' || name === '') return nonEmptyString(name, `${place}[${at}]`);
    const known: readonly string[] = errorNames;
    if (name.startsWith('States.') && !known.includes(name)) {
      return [`${place}[${at}]: ${name} is no error of Step Functions, and other names do not begin so`];
    }
    return name === 'States.ALL' && value.length > 1 ? [`${place}[${at}]: States.ALL stands alone`] : [];
  });
};

/** States.ALL catches what the ones after it would: it comes last. */
function validateOrder(handlers: readonly unknown[], place: string): Problems {
  return handlers.flatMap((handler, at) => {
    const names = isObject(handler) ? handler['ErrorEquals'] : undefined;
    const isAll = isList(names) && names.includes('States.ALL');
    return isAll && at < handlers.length - 1 ? [`${place}[${at}]: States.ALL comes last`] : [];
  });
}

function eachOf(
  validate: (handler: Readonly<Record<string, unknown>>, place: string) => Problems,
): FieldRule {
  return (value, place) => {
    if (!isList(value)) return [`${place}: ${JSON.stringify(value)} is not a list`];
    return [
      ...value.flatMap((one, at) =>
        isObject(one)
          ? validate(one, `${place}[${at}]`)
          : [`${place}[${at}]: ${JSON.stringify(one)} is not an object`],
      ),
      ...validateOrder(value, place),
    ];
  };
}

const backoffRate: FieldRule = (value, place) =>
  typeof value === 'number' && value >= retrierLimits.minimumBackoffRate
    ? []
    : [`${place}: ${JSON.stringify(value)} is not a number of at least ${retrierLimits.minimumBackoffRate}`];

const retrierFields: ReadonlyMap<string, FieldRule> = new Map<string, FieldRule>([
  ['ErrorEquals', errorEquals],
  ['Comment', text],
  ['IntervalSeconds', integer(1, retrierLimits.intervalSeconds)],
  ['MaxAttempts', integer(0, retrierLimits.maxAttempts)],
  ['BackoffRate', backoffRate],
  ['MaxDelaySeconds', integer(1, retrierLimits.maxDelaySeconds)],
  ['JitterStrategy', oneOf('FULL', 'NONE')],
]);

export const retry: FieldRule = eachOf((retrier, place) => {
  const { IntervalSeconds: interval = 1, MaxDelaySeconds: longest } = retrier;
  return [
    ...validateFields(retrier, place, retrierFields, ['ErrorEquals']),
    ...(typeof interval === 'number' && typeof longest === 'number' && longest <= interval
      ? [`${place}: MaxDelaySeconds, ${longest}, is not above IntervalSeconds, ${interval}`]
      : []),
  ];
});

const catcherFields: ReadonlyMap<string, FieldRule> = new Map<string, FieldRule>([
  ['ErrorEquals', errorEquals],
  ['Comment', text],
  ['Next', nonEmptyString],
  ['ResultPath', referencePathOrNull],
]);

export const catchers: FieldRule = eachOf((catcher, place) =>
  validateFields(catcher, place, catcherFields, ['ErrorEquals', 'Next']),
);

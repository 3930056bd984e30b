/**
 * Rules for the fields of each type of state, in JSONPath.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html
 */
import { isObject, type JsonObject } from '../../../values/json';
import {
  anything,
  arn,
  expression,
  nonEmptyString,
  integer,
  objectTemplate,
  oneField,
  pathOrNull,
  referencePathOrNull,
  singularPath,
  string,
  timestamp,
  boolean,
  validateFields,
  type FieldRule,
  type FieldRules,
  type Problems,
} from './field-rules';
import { choices } from './validate-choices';
import { catchers, retry } from './validate-error-handling';
import { maximumTimeoutSeconds } from '../limits';

type Fields = readonly (readonly [name: string, rule: FieldRule])[];

interface StateType {
  readonly fields: Fields;
  readonly required?: readonly string[];
  /**
   * Groups of fields that exclude each other.
   *
   * @default no groups
   */
  readonly oneFieldOf?: readonly (readonly [count: 'at most' | 'exactly', names: readonly string[]])[];
  /** Whether the state must have `Next` or `End`. */
  readonly hasTransition: boolean;
}

const seconds = integer(1, maximumTimeoutSeconds);
const inputAndOutput: Fields = [
  ['InputPath', pathOrNull],
  ['OutputPath', pathOrNull],
];
const parametersAndResult: Fields = [
  ['Parameters', objectTemplate],
  ['ResultPath', referencePathOrNull],
];
const resultAndErrors: Fields = [
  ['ResultSelector', objectTemplate],
  ['Retry', retry],
  ['Catch', catchers],
];

const stateTypes = new Map<string, StateType>([
  [
    'Task',
    {
      fields: [
        ...inputAndOutput,
        ...parametersAndResult,
        ...resultAndErrors,
        ['Resource', arn],
        ['TimeoutSeconds', seconds],
        ['TimeoutSecondsPath', singularPath],
        ['HeartbeatSeconds', seconds],
        ['HeartbeatSecondsPath', singularPath],
        ['Credentials', objectTemplate],
      ],
      required: ['Resource'],
      oneFieldOf: [
        ['at most', ['TimeoutSeconds', 'TimeoutSecondsPath']],
        ['at most', ['HeartbeatSeconds', 'HeartbeatSecondsPath']],
      ],
      hasTransition: true,
    },
  ],
  // validate-definition.ts checks the states of the branches.
  [
    'Parallel',
    {
      fields: [...inputAndOutput, ...parametersAndResult, ...resultAndErrors, ['Branches', anything]],
      required: ['Branches'],
      hasTransition: true,
    },
  ],
  [
    'Pass',
    { fields: [...inputAndOutput, ...parametersAndResult, ['Result', anything]], hasTransition: true },
  ],
  [
    'Wait',
    {
      fields: [
        ...inputAndOutput,
        ['Seconds', integer(0, maximumTimeoutSeconds)],
        ['SecondsPath', singularPath],
        ['Timestamp', timestamp],
        ['TimestampPath', singularPath],
      ],
      oneFieldOf: [['exactly', ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']]],
      hasTransition: true,
    },
  ],
  [
    'Choice',
    {
      fields: [...inputAndOutput, ['Choices', choices], ['Default', nonEmptyString]],
      required: ['Choices'],
      hasTransition: false,
    },
  ],
  ['Succeed', { fields: inputAndOutput, hasTransition: false }],
  [
    'Fail',
    {
      fields: [
        ['Error', string],
        ['ErrorPath', expression],
        ['Cause', string],
        ['CausePath', expression],
      ],
      oneFieldOf: [
        ['at most', ['Error', 'ErrorPath']],
        ['at most', ['Cause', 'CausePath']],
      ],
      hasTransition: false,
    },
  ],
]);

const fieldRulesByType: ReadonlyMap<string, FieldRules> = new Map(
  [...stateTypes].map(([name, { fields, hasTransition }]): [string, FieldRules] => [
    name,
    new Map<string, FieldRule>([
      ['Type', string],
      ['Comment', string],
      ['QueryLanguage', anything],
      ...fields,
      ...(hasTransition
        ? ([
            ['Next', nonEmptyString],
            ['End', boolean],
          ] as const)
        : []),
    ]),
  ]),
);

/**
 * Checks the fields of a state. It checks neither the states of branches nor whether the next states exist.
 *
 * @param state - JSON of any form.
 * @param path - The path to the state.
 */
export function validateState(state: unknown, path: string): Problems {
  if (!isObject(state)) return [`${path}: ${JSON.stringify(state)} must be an object`];
  const name = typeof state['Type'] === 'string' ? state['Type'] : '';
  const [type, rules] = [stateTypes.get(name), fieldRulesByType.get(name)];
  if (type === undefined || rules === undefined) {
    const known = [...stateTypes.keys()].join(', ');
    return [`${path}: Type is ${JSON.stringify(state['Type'])}; it must be one of ${known}`];
  }
  return [
    ...validateFields(state, path, rules, type.required ?? []),
    ...(type.oneFieldOf ?? []).flatMap(([count, names]) => oneField(state, path, names, count)),
    ...(type.hasTransition ? validateTransition(state, path) : []),
    ...validateHeartbeat(state, path),
    ...validateQueryLanguage(state, path),
  ];
}

function validateTransition(state: JsonObject, path: string): Problems {
  if (state['End'] === false) return [`${path}: End must be true; otherwise, omit it`];
  return oneField(state, path, ['Next', 'End'], 'exactly');
}

function validateHeartbeat({ HeartbeatSeconds, TimeoutSeconds }: JsonObject, path: string): Problems {
  const isTooLong =
    typeof HeartbeatSeconds === 'number' &&
    typeof TimeoutSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds;
  return isTooLong
    ? [
        `${path}: HeartbeatSeconds is ${HeartbeatSeconds}; it must be less than TimeoutSeconds (${TimeoutSeconds})`,
      ]
    : [];
}

/** Rejects the query language JSONata, which this program does not generate. */
export function validateQueryLanguage(
  { QueryLanguage: language = 'JSONPath' }: JsonObject,
  path: string,
): Problems {
  return language === 'JSONPath'
    ? []
    : [`${path}: QueryLanguage is ${JSON.stringify(language)}; it must be JSONPath`];
}

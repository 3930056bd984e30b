/**
 * The fields of each type of state, in JSONPath.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-states.html
 */
import { isObject, type JsonObject } from '../../../values/json';
import { maximumTimeoutSeconds } from '../definition';
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
  text,
  timestamp,
  boolean,
  validateFields,
  type FieldRule,
  type Problems,
} from './field-rules';
import { choices } from './validate-choices';
import { catchers, retry } from './validate-error-handling';

type Fields = readonly (readonly [name: string, rule: FieldRule])[];

interface StateType {
  readonly fields: Fields;
  readonly required?: readonly string[];
  /** Fields that say the same in two ways. */
  readonly either?: readonly (readonly [need: 'at most' | 'exactly', names: readonly string[]])[];
  /** Whether it names the state after it, or says that it is the last. */
  readonly goesOn: boolean;
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
      either: [
        ['at most', ['TimeoutSeconds', 'TimeoutSecondsPath']],
        ['at most', ['HeartbeatSeconds', 'HeartbeatSecondsPath']],
      ],
      goesOn: true,
    },
  ],
  // What is in the branches is checked where they are walked through.
  [
    'Parallel',
    {
      fields: [...inputAndOutput, ...parametersAndResult, ...resultAndErrors, ['Branches', anything]],
      required: ['Branches'],
      goesOn: true,
    },
  ],
  ['Pass', { fields: [...inputAndOutput, ...parametersAndResult, ['Result', anything]], goesOn: true }],
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
      either: [['exactly', ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']]],
      goesOn: true,
    },
  ],
  [
    'Choice',
    {
      fields: [...inputAndOutput, ['Choices', choices], ['Default', nonEmptyString]],
      required: ['Choices'],
      goesOn: false,
    },
  ],
  ['Succeed', { fields: inputAndOutput, goesOn: false }],
  [
    'Fail',
    {
      fields: [
        ['Error', text],
        ['ErrorPath', expression],
        ['Cause', text],
        ['CausePath', expression],
      ],
      either: [
        ['at most', ['Error', 'ErrorPath']],
        ['at most', ['Cause', 'CausePath']],
      ],
      goesOn: false,
    },
  ],
]);

/** What is wrong with the state by itself. */
export function validateState(state: unknown, place: string): Problems {
  if (!isObject(state)) return [`${place}: ${JSON.stringify(state)} is not an object`];
  const type = typeof state['Type'] === 'string' ? stateTypes.get(state['Type']) : undefined;
  if (type === undefined) {
    const known = [...stateTypes.keys()].join(', ');
    return [`${place}: the Type ${JSON.stringify(state['Type'])} is none of ${known}`];
  }
  const rules = new Map<string, FieldRule>([
    ['Type', text],
    ['Comment', text],
    ['QueryLanguage', anything],
    ...type.fields,
    ...(type.goesOn
      ? ([
          ['Next', nonEmptyString],
          ['End', boolean],
        ] as const)
      : []),
  ]);
  return [
    ...validateFields(state, place, rules, type.required ?? []),
    ...(type.either ?? []).flatMap(([need, names]) => oneField(state, place, names, need)),
    ...(type.goesOn ? validateEnd(state, place) : []),
    ...validateHeartbeat(state, place),
    ...validateQueryLanguage(state, place),
  ];
}

function validateEnd(state: JsonObject, place: string): Problems {
  if (state['End'] === false) return [`${place}: End is true, or left out`];
  return oneField(state, place, ['Next', 'End'], 'exactly');
}

function validateHeartbeat({ HeartbeatSeconds, TimeoutSeconds }: JsonObject, place: string): Problems {
  const isLate =
    typeof HeartbeatSeconds === 'number' &&
    typeof TimeoutSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds;
  return isLate ? [`${place}: HeartbeatSeconds is not below TimeoutSeconds`] : [];
}

/** Machines in JSONata are not read here. */
export function validateQueryLanguage(
  { QueryLanguage: language = 'JSONPath' }: JsonObject,
  place: string,
): Problems {
  return language === 'JSONPath'
    ? []
    : [`${place}: the QueryLanguage ${JSON.stringify(language)} is not JSONPath`];
}

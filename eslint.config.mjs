import tseslint from 'typescript-eslint';

/**
 * The rooms of the house, from the ground up: a room imports from itself and from what the rooms below it list.
 * docs/decisions/0004 says why this is a table here and no tool of its own.
 */
export const rooms = {
  text: [],
  values: ['text'],
  aws: ['text', 'values'],
  config: ['text', 'values', 'aws'],
  jobs: ['text', 'values', 'aws', 'config'],
  resources: ['text', 'values', 'aws', 'config', 'jobs'],
  constructs: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  checks: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  simulate: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  report: ['text', 'values', 'aws', 'config', 'jobs', 'resources', 'simulate'],
  testing: [
    'text',
    'values',
    'aws',
    'config',
    'jobs',
    'resources',
    'constructs',
    'checks',
    'simulate',
    'report',
  ],
  cli: ['text', 'values', 'aws', 'config', 'jobs', 'resources', 'constructs', 'checks', 'simulate', 'report'],
};

const providerIndex = {
  regex: '^@cdktf/provider-aws(/lib)?/?(index(\\.js)?)?$',
  message: 'the index of provider-aws takes seconds to load: import @cdktf/provider-aws/lib/<resource>',
};

const onlyConstructs = {
  regex: '^(cdktf|constructs|@cdktf/.*)(/|$)',
  message: 'only lib/constructs knows cdktf: what a job means is a plain value before any construct exists',
};

/** The resources room types the arguments of its plain values by the bindings; it must not load them. */
const onlyTypesOfBindings = {
  ...onlyConstructs,
  regex: '^(cdktf|constructs|@cdktf/(?!provider-aws/lib/[a-z0-9-]+$).*)(/|$)',
};
const bindings = {
  regex: '^@cdktf/provider-aws/lib/[a-z0-9-]+$',
  allowTypeImports: true,
  message: 'only types of the bindings: a resource is a plain value before any construct exists',
};

/** What each room must not import from cdktf. */
function cdktfRules(room) {
  if (room === 'constructs') return [];
  return room === 'resources' ? [onlyTypesOfBindings, bindings] : [onlyConstructs];
}

function roomRules(room, allowed) {
  const forbidden = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other));
  const direction = {
    regex: `^\\.\\.?(/.*)?/(${forbidden.join('|')}|index|main)(/|\\.|$)`,
    message: `lib/${room} imports from ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}: data flows one way`,
  };
  return {
    files: [`lib/${room}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [providerIndex, direction, ...cdktfRules(room)] },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'cdktf.out/', 'coverage/', 'node_modules/', '.cache/', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A construct registers itself with its scope: making one is the effect.
      'no-new': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [providerIndex] }],
      // Imports that appear at run time would go around the table above.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression',
          message: 'import at the top of the file, where the direction of imports is checked',
        },
        {
          selector: 'TSImportType',
          message: 'import the type at the top of the file, where the direction of imports is checked',
        },
        {
          selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
          message: 'no casts: narrow the type',
        },
        { selector: 'TSNonNullExpression', message: 'no casts: narrow the type' },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // It recurses without end on the types of cdktf's constructs (typescript-eslint 8.73).
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  ...Object.entries(rooms).map(([room, allowed]) => roomRules(room, allowed)),
);

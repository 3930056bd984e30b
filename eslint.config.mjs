import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

/**
 * The rooms of lib, and the other rooms that each of them may import from.
 * docs/decisions/0004 has the reason for a table in this file instead of a separate tool.
 */
export const rooms = {
  text: [],
  values: ['text'],
  aws: ['text', 'values'],
  config: ['text', 'values', 'aws'],
  import: ['text', 'values', 'aws', 'config'],
  jobs: ['text', 'values', 'aws', 'config'],
  resources: ['text', 'values', 'aws', 'config', 'jobs'],
  constructs: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  checks: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  simulate: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  observe: ['text', 'values', 'aws', 'config', 'jobs'],
  adopt: ['text', 'values', 'aws', 'config', 'jobs', 'resources'],
  review: ['text', 'values', 'aws', 'config', 'jobs', 'resources', 'simulate'],
  report: ['text', 'values', 'aws', 'config', 'jobs', 'resources', 'simulate', 'observe', 'review', 'adopt'],
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
    'observe',
    'review',
    'report',
  ],
  cli: [
    'text',
    'values',
    'aws',
    'config',
    'jobs',
    'resources',
    'constructs',
    'checks',
    'simulate',
    'observe',
    'review',
    'report',
    'import',
    'adopt',
  ],
};

/**
 * The rooms in which public functions, classes and members have docstrings. Add a room when its last finding is fixed:
 * `npx eslint lib` then checks it.
 */
export const documented = Object.keys(rooms);

const providerIndex = {
  regex: '^@cdktf/provider-aws(/lib)?/?(index(\\.js)?)?$',
  message: 'the index of provider-aws takes seconds to load: import @cdktf/provider-aws/lib/<resource>',
};

const onlyConstructs = {
  regex: '^(cdktf|constructs|@cdktf/.*)(/|$)',
  message: 'only lib/constructs may import cdktf: all decisions are plain values before constructs exist',
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
    message: `lib/${room} may import from ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}: data flows one way`,
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

/** The module that sets the seed of all property tests. */
const propertyTests = '__tests__/support/property-tests.ts';
const seededProperties = {
  regex: '^fast-check$',
  message: `import fc from ${propertyTests}, which sets the seed`,
};

/** Members whose type is one literal tell the variants of a union apart: `kind: 'cron'`. They need no docstring. */
const member = (kind) => `${kind}:not([typeAnnotation.typeAnnotation.type="TSLiteralType"])`;

function docstringRules(room) {
  const exported = 'ExportNamedDeclaration >';
  return {
    files: [`lib/${room}/**/*.ts`],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          enableFixer: false,
          require: { FunctionDeclaration: false },
          contexts: [
            `${exported} FunctionDeclaration`,
            `${exported} ClassDeclaration`,
            `${exported} ClassDeclaration > ClassBody > MethodDefinition[kind!="constructor"][accessibility!="private"]`,
            `${exported} ClassDeclaration > ClassBody > PropertyDefinition[accessibility!="private"]`,
            `${exported} TSInterfaceDeclaration > TSInterfaceBody > ${member('TSPropertySignature')}`,
            `${exported} TSInterfaceDeclaration > TSInterfaceBody > TSMethodSignature`,
          ],
        },
      ],
      'jsdoc/require-description': ['error', { contexts: ['any'] }],
      'jsdoc/check-alignment': 'error',
      'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true, checkDestructured: false }],
      'jsdoc/check-tag-names': 'error',
      'jsdoc/empty-tags': 'error',
      'jsdoc/no-types': 'error',
      'jsdoc/no-undefined-types': 'off',
      'jsdoc/require-hyphen-before-param-description': ['error', 'always'],
      'jsdoc/require-param-description': 'error',
      'jsdoc/require-param-name': 'error',
      'jsdoc/require-returns-description': 'error',
      'jsdoc/require-throws-description': 'error',
      'jsdoc/no-restricted-syntax': [
        'error',
        {
          contexts: [
            {
              // The rule does not match a selector with parents.
              context: 'TSPropertySignature[optional=true]',
              comment: 'JsdocBlock:not(:has(JsdocTag[tag="default"]))',
              message: 'an optional member must have @default: the value, or the behavior, without it',
            },
          ],
        },
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
      // A construct registers itself with its scope: creating one is the effect.
      'no-new': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [providerIndex, seededProperties] }],
      // The table above does not apply to imports at run time.
      'no-restricted-syntax': [
        'error',
        {
          // The AWS SDK is optional, so lib/observe/sdk/load-sdk.ts loads it when `status` runs. The parser of HCL is optional
          // too, and lib/import/hcl/load-parser.ts loads it. Only `validate --watch` needs chokidar.
          selector: 'ImportExpression:not([source.value=/^@aws-sdk\\/|^@cdktn\\/hcl2json$|^chokidar$/])',
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
      // It recurses endlessly on the types of cdktf's constructs (typescript-eslint 8.73).
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: [propertyTests],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [providerIndex] }] },
  },
  {
    // The own tsconfig.json of an example finds background-jobs only after its installation.
    files: ['examples/**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.json' } },
  },
  ...Object.entries(rooms).map(([room, allowed]) => roomRules(room, allowed)),
  ...documented.map(docstringRules),
);

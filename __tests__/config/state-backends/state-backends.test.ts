import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { stateBackends, type StateBackendName } from '../../../lib/config/state-backends';
import { isSecret } from '../../../lib/config/state-backends/arguments';
import { fullValues, minimalValues, type Value } from './full-values';

const names = Object.keys(stateBackends).filter((name): name is StateBackendName => name in stateBackends);

interface Mistake {
  readonly path: string;
  readonly message: string;
  readonly secret: boolean;
}

function mistakesIn(name: StateBackendName, value: Value): readonly Mistake[] {
  const parsed = stateBackends[name].schema.safeParse(value);
  return (parsed.error?.issues ?? []).map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
    secret:
      (issue.code === 'custom' && issue.params?.['secret'] === true) ||
      (issue.code === 'invalid_type' && issue.expected === 'never'),
  }));
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Adds an argument to a value. A dot leads into a map of arguments. */
function withArgument(value: Value, path: string, argument: unknown): Value {
  const [key = '', inner] = path.split('.');
  if (inner === undefined) return { ...value, [key]: argument };
  return { ...value, [key]: { ...Object.fromEntries(entriesOf(value[key])), [inner]: argument } };
}

function withoutArgument(value: Value, path: string): Value {
  const [key = '', inner] = path.split('.');
  if (inner !== undefined)
    return withArgument(value, key, withoutArgument(Object.fromEntries(entriesOf(value[key])), inner));
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
}

describe('the registry', () => {
  test('has every state backend of Terraform 1.11, local first', () => {
    expect(names).toEqual(
      'local azurerm cloud consul cos gcs http kubernetes oss pg remote s3'.split(' ') satisfies string[],
    );
  });

  test.each(names)('%s has the arguments that locate its state, and no secret locates it', (name) => {
    const { location, schema } = stateBackends[name];
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    expect(location.length).toBeGreaterThan(0);
    for (const argument of location) {
      expect(Object.keys(shape)).toContain(argument);
      expect(
        Object.entries(shape)
          .filter(([key]) => key === argument)
          .map(([, type]) => isSecret(type)),
      ).toEqual([false]);
    }
  });

  test.each(names)('%s describes every argument in one line', (name) => {
    const check = (schema: z.core.JSONSchema.BaseSchema) => {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        if (typeof property === 'boolean') throw new Error(`${key} has no schema`);
        expect({ [key]: property.description }).toEqual({ [key]: expect.stringMatching(/^[^\n]+\.$/) });
        check(property);
      }
    };
    check(z.toJSONSchema(stateBackends[name].schema, { io: 'input', target: 'draft-7' }));
  });
});

describe('values', () => {
  test.each(names)('%s accepts its required arguments, and does not change them', (name) => {
    expect(stateBackends[name].schema.parse(minimalValues[name])).toEqual(minimalValues[name]);
  });

  test.each(names.flatMap((name) => fullValues[name].map((value, index) => [name, index, value] as const)))(
    '%s accepts full value %i, and does not change it',
    (name, _, value) => {
      expect(mistakesIn(name, value)).toEqual([]);
      expect(stateBackends[name].schema.parse(value)).toEqual(value);
    },
  );

  test.each(names)('%s has an example of every argument that is not a secret', (name) => {
    const given = (values: readonly unknown[]) =>
      new Set(values.flatMap((value) => entriesOf(value).map(([key]) => key)));
    const compare = (schema: z.core.JSONSchema.BaseSchema, values: readonly unknown[]) => {
      const open = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
        typeof property === 'boolean' || property.not !== undefined ? [] : [[key, property] as const],
      );
      expect([...given(values)].sort()).toEqual(open.map(([key]) => key).sort());
      for (const [key, property] of open.filter(([, { properties }]) => properties !== undefined)) {
        compare(
          property,
          values.flatMap((value) =>
            entriesOf(value).flatMap(([other, inner]) => (other === key ? [inner] : [])),
          ),
        );
      }
    };
    compare(z.toJSONSchema(stateBackends[name].schema, { io: 'input' }), fullValues[name]);
  });

  test.each(names)('%s rejects an unknown argument', (name) => {
    expect(mistakesIn(name, { ...minimalValues[name], invented: 'x' })).toHaveLength(1);
  });
});

const required: Readonly<Record<StateBackendName, readonly string[]>> = {
  local: [],
  azurerm: ['storage_account_name', 'container_name', 'key'],
  cloud: [],
  consul: ['path'],
  cos: ['bucket'],
  gcs: ['bucket'],
  http: [],
  kubernetes: ['secret_suffix', 'exec.api_version', 'exec.command'],
  oss: ['bucket'],
  pg: [],
  remote: ['organization', 'workspaces'],
  s3: [
    'bucket',
    'key',
    'region',
    'assume_role.role_arn',
    'assume_role_with_web_identity.role_arn',
    'assume_role_with_web_identity.web_identity_token_file',
  ],
};

test.each(names.flatMap((name) => required[name].map((path) => [name, path] as const)))(
  '%s requires %s',
  (name, path) => {
    const [value = {}] = fullValues[name];
    expect(mistakesIn(name, withoutArgument(value, path)).map((mistake) => mistake.path)).toEqual([path]);
    const [key = ''] = path.split('.');
    expect(mistakesIn(name, withArgument(value, key, '')).map((mistake) => mistake.path)).toEqual([key]);
  },
);

const secrets: Readonly<Record<StateBackendName, Readonly<Record<string, string>>>> = {
  local: {},
  azurerm: {
    access_key: 'ARM_ACCESS_KEY',
    sas_token: 'ARM_SAS_TOKEN',
    client_certificate: 'ARM_CLIENT_CERTIFICATE',
    client_certificate_password: 'ARM_CLIENT_CERTIFICATE_PASSWORD',
    client_secret: 'ARM_CLIENT_SECRET',
    oidc_token: 'ARM_OIDC_TOKEN',
    oidc_request_token: 'ARM_OIDC_REQUEST_TOKEN',
  },
  cloud: { token: 'TF_TOKEN_<hostname with dots as underscores>' },
  consul: { access_token: 'CONSUL_HTTP_TOKEN' },
  cos: {
    secret_id: 'TENCENTCLOUD_SECRET_ID',
    secret_key: 'TENCENTCLOUD_SECRET_KEY',
    security_token: 'TENCENTCLOUD_SECURITY_TOKEN',
  },
  gcs: { access_token: 'GOOGLE_OAUTH_ACCESS_TOKEN', encryption_key: 'GOOGLE_ENCRYPTION_KEY' },
  http: { password: 'TF_HTTP_PASSWORD', client_private_key_pem: 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM' },
  kubernetes: { password: 'KUBE_PASSWORD', token: 'KUBE_TOKEN', client_key: 'KUBE_CLIENT_KEY_DATA' },
  oss: {
    access_key: 'ALICLOUD_ACCESS_KEY',
    secret_key: 'ALICLOUD_SECRET_KEY',
    security_token: 'ALICLOUD_SECURITY_TOKEN',
  },
  pg: {},
  remote: { token: 'terraform login' },
  s3: {
    access_key: 'AWS_ACCESS_KEY_ID',
    secret_key: 'AWS_SECRET_ACCESS_KEY',
    token: 'AWS_SESSION_TOKEN',
    sse_customer_key: 'AWS_SSE_CUSTOMER_KEY',
    'assume_role_with_web_identity.web_identity_token': 'web_identity_token_file',
  },
};

describe('secrets', () => {
  test.each(names)('of %s are exactly these', (name) => {
    const shape: Readonly<Record<string, z.core.$ZodType>> = stateBackends[name].schema.shape;
    const found = Object.keys(shape).filter((key) =>
      Object.entries(shape).some(([other, type]) => other === key && isSecret(type)),
    );
    expect(found.sort()).toEqual(
      Object.keys(secrets[name])
        .filter((path) => !path.includes('.'))
        .sort(),
    );
  });

  test.each(
    names.flatMap((name) => Object.entries(secrets[name]).map((secret) => [name, ...secret] as const)),
  )('%s rejects %s, and names %s instead', (name, path, instead) => {
    const [value = {}] = fullValues[name];
    const found = mistakesIn(name, withArgument(value, path, 'hunter2-hunter2'));
    expect(found).toEqual([{ path, secret: true, message: expect.stringContaining(instead) }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

const withSecret: readonly (readonly [StateBackendName, string, string, string])[] = [
  ['pg', 'conn_str', 'PGPASSWORD', 'postgres://user:hunter2@localhost/db'],
  ['pg', 'conn_str', 'PG_CONN_STR', 'postgresql://user:hun/ter2@localhost/db'],
  ['pg', 'conn_str', 'PGPASSWORD', 'postgres://user:hunter2@[::1]:5432/db'],
  ['pg', 'conn_str', 'PGPASSWORD', 'postgres://user@localhost/db?sslmode=disable&password=hunter2'],
  ['pg', 'conn_str', 'PGPASSWORD', 'postgres://user@localhost/db?%70assword=hunter2'],
  ['pg', 'conn_str', 'PGPASSWORD', 'host=localhost user=user password=hunter2 dbname=db'],
  ['pg', 'conn_str', 'PGPASSWORD', "password = 'hunter2' host=localhost"],
  ['http', 'address', 'TF_HTTP_PASSWORD', 'https://user:hunter2@localhost/state'],
  ['http', 'address', 'TF_HTTP_PASSWORD', 'ftp://user:hunter2@localhost/state'],
  ['http', 'lock_address', 'TF_HTTP_USERNAME', 'https://user:hunter2@localhost:8080/lock'],
  ['http', 'unlock_address', 'TF_HTTP_PASSWORD', 'https://user:hun#ter2@localhost/lock'],
  [
    'http',
    'client_certificate_pem',
    'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
    '-----BEGIN PRIVATE KEY-----\nhunter2',
  ],
  ['gcs', 'credentials', 'GOOGLE_BACKEND_CREDENTIALS', '{"type":"service_account","private_key":"hunter2"}'],
  ['gcs', 'credentials', 'GOOGLE_CREDENTIALS', '\n  {"private_key": "hunter2"}'],
  ['consul', 'http_auth', 'CONSUL_HTTP_AUTH', 'user:hunter2'],
  ['consul', 'address', 'CONSUL_HTTP_AUTH', 'https://user:hunter2@localhost:8500'],
  ['kubernetes', 'host', 'KUBE_PASSWORD', 'https://user:hunter2@localhost'],
  ['kubernetes', 'proxy_url', 'KUBE_PROXY_URL', 'http://user:hunter2@localhost:3128'],
  ['kubernetes', 'client_certificate', 'KUBE_CLIENT_KEY_DATA', '-----BEGIN RSA PRIVATE KEY-----\nhunter2'],
  ['s3', 'http_proxy', 'HTTP_PROXY', 'http://user:hunter2@localhost:3128'],
  ['s3', 'https_proxy', 'HTTPS_PROXY', 'user:hunter2@localhost:3128'],
];

const withoutSecret: readonly (readonly [StateBackendName, string, string])[] = [
  ['pg', 'conn_str', 'postgres://localhost/db'],
  ['pg', 'conn_str', 'postgres://user@localhost:5432/db?sslmode=verify-full&passfile=/nowhere/pgpass'],
  ['pg', 'conn_str', 'postgres://user@[::1]:5432/db'],
  ['pg', 'conn_str', 'host=localhost user=user dbname=db passfile=/nowhere/pgpass'],
  ['http', 'address', 'https://localhost:8080/state/app@main'],
  ['http', 'address', 'https://user@localhost/state'],
  ['http', 'address', 'http://[::1]:8080/state/app@main'],
  ['http', 'address', 'https://localhost/state?version=a:b@c'],
  ['gcs', 'credentials', 'keys/{app}.json'],
  ['consul', 'http_auth', 'user'],
  ['consul', 'address', 'localhost:8500'],
  ['kubernetes', 'proxy_url', 'http://localhost:3128'],
  ['s3', 'https_proxy', 'localhost:3128'],
];

describe('texts that can contain a secret', () => {
  test.each(withSecret)('%s rejects one in %s, and names %s instead: %s', (name, path, instead, text) => {
    const found = mistakesIn(name, withArgument(minimalValues[name], path, text));
    expect(found).toEqual([{ path, secret: true, message: expect.stringContaining(instead) }]);
    expect(JSON.stringify(found)).not.toMatch(/hun.?ter2/);
  });

  test.each(withoutSecret)('%s accepts %s without one: %s', (name, path, text) => {
    expect(mistakesIn(name, withArgument(minimalValues[name], path, text))).toEqual([]);
  });
});

const invalid: readonly (readonly [StateBackendName, string, unknown])[] = [
  ['s3', 'key', '/app.tfstate'],
  ['s3', 'key', 'app/'],
  ['s3', 'key', 'app//jobs'],
  ['s3', 'key', ' '],
  ['s3', 'workspace_key_prefix', 'env/'],
  ['s3', 'kms_key_id', 'state'],
  ['s3', 'retry_mode', 'legacy'],
  ['s3', 'ec2_metadata_service_endpoint', 'localhost'],
  ['s3', 'ec2_metadata_service_endpoint_mode', 'ipv4'],
  ['s3', 'max_retries', 1.5],
  ['s3', 'allowed_account_ids', '123456789012'],
  ['s3', 'assume_role.role_arn', 'terraform'],
  ['s3', 'assume_role.duration', '14m'],
  ['s3', 'assume_role.duration', '13h'],
  ['s3', 'assume_role.duration', '3600'],
  ['s3', 'assume_role.policy', 'policy.json'],
  ['s3', 'assume_role.session_name', 'x'],
  ['s3', 'assume_role.external_id', 'x'],
  ['http', 'address', 'ftp://localhost'],
  ['kubernetes', 'secret_suffix', 'app-1'],
  ['cos', 'acl', 'public'],
  ['cos', 'key', 'app/'],
  ['cos', 'prefix', './app'],
  ['cos', 'endpoint', 'https://localhost'],
  ['cos', 'assume_role.session_duration', 43_201],
  ['oss', 'acl', 'public'],
  ['oss', 'key', '/app'],
  ['oss', 'prefix', '/app'],
  ['oss', 'assume_role_session_expiration', 899],
  ['oss', 'assume_role.session_expiration', 3601],
  ['cloud', 'workspaces.tags', []],
  ['cloud', 'workspaces.tags', 'app'],
];

test.each(invalid)('%s rejects %s: %j', (name, path, argument) => {
  const [value = {}] = fullValues[name];
  const base = path === 'workspaces.tags' ? { workspaces: {} } : value;
  expect(mistakesIn(name, withArgument(base, path, argument)).map((mistake) => mistake.path)).toEqual([path]);
});

describe('arguments that exclude each other', () => {
  test.each([
    ['endpoints', { s3: 'http://localhost' }, 'endpoint', 'http://localhost'],
    ['endpoints', { sts: 'http://localhost' }, 'sts_endpoint', 'http://localhost'],
    ['endpoints', { iam: 'http://localhost' }, 'iam_endpoint', 'http://localhost'],
    ['endpoints', { dynamodb: 'http://localhost' }, 'dynamodb_endpoint', 'http://localhost'],
    ['use_path_style', true, 'force_path_style', true],
    ['shared_credentials_files', ['a'], 'shared_credentials_file', 'a'],
    ['allowed_account_ids', ['1'], 'forbidden_account_ids', ['2']],
  ])('s3 rejects %s %j with %s', (first, one, second, other) => {
    const found = mistakesIn('s3', { ...minimalValues.s3, [first]: one, [second]: other });
    expect(found).toEqual([
      { path: second, secret: false, message: expect.stringContaining('exclude each other') },
    ]);
  });

  test('s3 accepts endpoints of different APIs', () => {
    expect(
      mistakesIn('s3', {
        ...minimalValues.s3,
        endpoints: { sts: 'http://localhost' },
        endpoint: 'http://localhost',
      }),
    ).toEqual([]);
  });

  test('are reported together with another mistake', () => {
    const found = mistakesIn('s3', { bucket: 'b', use_path_style: true, force_path_style: true });
    expect(found.map(({ path }) => path).sort()).toEqual(['force_path_style', 'key', 'region']);
  });

  test('cloud rejects name with tags', () => {
    expect(
      mistakesIn('cloud', { workspaces: { name: 'app', tags: ['app'] } }).map(({ path }) => path),
    ).toEqual(['workspaces.tags']);
  });

  test.each([
    [{}, 'has neither name nor prefix; set one of them'],
    [{ name: 'app', prefix: 'app-' }, 'has name and prefix, but must have exactly one of them; remove one'],
  ])('remote requires exactly one of name and prefix, and rejects %j', (workspaces, message) => {
    expect(mistakesIn('remote', { organization: 'example', workspaces })).toEqual([
      { path: 'workspaces', secret: false, message },
    ]);
  });
});

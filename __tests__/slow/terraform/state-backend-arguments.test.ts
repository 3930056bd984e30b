import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { stateBackends, type StateBackendName } from '../../../lib/config/state-backends';
import { fullValues, type Value } from '../../config/state-backends/full-values';
import { describeWithTerraform, terraformBinary } from '../../support/terraform/terraform';

/** A port without a server. Terraform rejects unknown arguments before it connects to anything. */
const unreachable = 'http://127.0.0.1:9';

/** Runs Terraform and returns its output in one line, or `undefined` after a timeout. */
function terraform(args: readonly string[], folder: string): string | undefined {
  const { error, stdout, stderr } = spawnSync(terraformBinary, args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: folder,
      CHECKPOINT_DISABLE: '1',
      HTTP_PROXY: unreachable,
      HTTPS_PROXY: unreachable,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
  });
  return error === undefined ? `${stdout}\n${stderr}`.replaceAll(/[│╷╵\s]+/g, ' ') : undefined;
}

/** Runs `terraform init` with a backend and returns the output in one line. */
function init(name: StateBackendName, value: Value, input = false): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-backends-'));
  try {
    const block = name === 'cloud' ? { cloud: value } : { backend: { [name]: value } };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: block }));
    const output = terraform(['init', '-no-color', `-input=${input}`], folder);
    if (output === undefined) throw new Error(`terraform init did not end for ${name}`);
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const names = Object.keys(stateBackends).filter((name): name is StateBackendName => name in stateBackends);

interface Argument {
  readonly name: string;
  readonly schema: z.core.JSONSchema.BaseSchema;
  readonly required: boolean;
}

function argumentsIn(schema: z.core.JSONSchema.BaseSchema): readonly Argument[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    typeof property === 'boolean'
      ? []
      : [{ name, schema: property, required: schema.required?.includes(name) === true }],
  );
}

function argumentsOf(name: StateBackendName): readonly Argument[] {
  return argumentsIn(z.toJSONSchema(stateBackends[name].schema, { io: 'input' }));
}

/** Arguments that are blocks. Terraform checks blocks and attributes differently. */
const blocks: readonly string[] = [
  'cos.assume_role',
  'oss.assume_role',
  'kubernetes.exec',
  'remote.workspaces',
  'cloud.workspaces',
];

/** Matches Terraform's error for a value of another type than the schema's. */
function typeOf({ type, not, additionalProperties }: z.core.JSONSchema.BaseSchema): RegExp {
  if (not !== undefined || type === 'string') return /^string required$/;
  if (type === 'boolean') return /^bool required$/;
  if (type === 'integer') return /^number required$/;
  if (type === 'array') return /^(?:list|set) of string required$/;
  if (typeof additionalProperties === 'object')
    return /^(?:map of string required|element "wrong": string required)$/;
  throw new Error(`Terraform has no type for ${JSON.stringify(type)}`);
}

/** A value that no argument accepts: it is not a simple value, a list or a map of strings. */
const wrong = { wrong: {} };

/** Returns the arguments that Terraform's output reports as unknown. */
function unknownIn(output: string): readonly string[] {
  return [...output.matchAll(/No argument or block type is named "([^"]+)"|Unsupported argument/g)].map(
    ([all, name]) => name ?? all,
  );
}

/** Returns the arguments with a wrong type in Terraform's output, each with the expected type. */
function mismatchesIn(output: string): ReadonlyMap<string, string> {
  return new Map(
    [...output.matchAll(/Inappropriate value for attribute "(\w+)": (.*?)\.(?= |$)/g)].map(
      ([, name = '', expected = '']) => [name, expected],
    ),
  );
}

describeWithTerraform('Terraform’s own state backend', () => {
  test.each(names.flatMap((name) => fullValues[name].map((value, index) => [name, index, value] as const)))(
    '%s has every argument of full value %i and every secret argument, and no invented one',
    (name, _, value) => {
      const secrets = argumentsOf(name).filter(({ schema }) => schema.not !== undefined);
      const secretValues = Object.fromEntries(secrets.map((secret) => [secret.name, 'fake']));
      const output = init(name, { ...value, ...secretValues, invented: 'x' });
      expect(unknownIn(output)).toEqual(['invented']);
      expect([...mismatchesIn(output)]).toEqual([]);
    },
  );

  test.each(names)('%s has the same types of arguments as our schema', (name) => {
    const simple = argumentsOf(name).filter(({ schema }) => schema.properties === undefined);
    const output = init(name, {
      ...Object.fromEntries(simple.map((argument) => [argument.name, wrong])),
      invented: 'x',
    });
    const mismatches = mismatchesIn(output);
    expect(unknownIn(output)).toEqual(['invented']);
    for (const argument of simple) {
      expect(`${argument.name}: ${mismatches.get(argument.name)}`).toMatch(
        new RegExp(`^${argument.name}: ${typeOf(argument.schema).source.slice(1)}`),
      );
    }
    expect(mismatches.size).toBe(simple.length);
  });

  test.each(
    names.flatMap((name) =>
      argumentsOf(name)
        .filter(({ schema }) => schema.properties !== undefined)
        .map((outer) => [name, outer.name, outer] as const),
    ),
  )('%s has the same arguments and types in %s as our schema', (name, outerName, outer) => {
    const inner = argumentsIn(outer.schema);
    if (blocks.includes(`${name}.${outerName}`)) {
      const simple = inner.filter(({ schema }) => schema.type !== undefined);
      const values = Object.fromEntries(simple.map((argument) => [argument.name, wrong]));
      const output = init(name, { [outerName]: { ...values, invented: 'x' } });
      expect(unknownIn(output)).toEqual(['invented']);
      const mismatches = mismatchesIn(output);
      expect([...mismatches.keys()].sort()).toEqual(simple.map((argument) => argument.name).sort());
      for (const argument of simple) expect(mismatches.get(argument.name)).toMatch(typeOf(argument.schema));
      return;
    }
    // In an attribute, Terraform ignores unknown arguments and reports one wrong argument at a time.
    const required = Object.fromEntries(
      inner.filter((argument) => argument.required).map((argument) => [argument.name, 'x']),
    );
    for (const argument of inner) {
      const output = init(name, { [outerName]: { ...required, [argument.name]: wrong }, invented: 'x' });
      const [, mismatch = ''] =
        /^attribute "\w+": (.*)$/.exec(mismatchesIn(output).get(outerName) ?? '') ?? [];
      expect(mismatch).toMatch(typeOf(argument.schema));
      expect(mismatchesIn(output).get(outerName)).toContain(`"${argument.name}"`);
    }
    const output = init(name, { [outerName]: { ...required, invented: wrong }, invented: 'x' });
    expect([...mismatchesIn(output)]).toEqual([]);
  });

  test.each(
    names.flatMap((name) =>
      argumentsOf(name)
        .filter((argument) => argument.required)
        .map((argument) => [name, argument.name] as const),
    ),
  )('%s requires the argument %s', (name, argument) => {
    // For some backends, Terraform reports a missing argument only if it may prompt for it.
    const output = `${init(name, {})} ${init(name, {}, true)}`;
    expect(output).toMatch(
      new RegExp(
        [
          `"${argument}": required field is not set`,
          `attribute "${argument}" is required`,
          `[Tt]he "${argument}" attribute`,
          `Invalid ${argument} configuration`,
        ].join('|'),
      ),
    );
  });

  test.each([
    ['s3', { assume_role: {} }, 'role_arn'],
    ['s3', { assume_role_with_web_identity: {} }, 'role_arn'],
  ] as const)('%s with %j requires the argument %s', (name, value, argument) => {
    expect(init(name, value)).toContain(`attribute "${argument}" is required`);
  });
});

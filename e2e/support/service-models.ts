import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { programsOf } from './python';

/** A shape of a service's model: `structure`, `list`, `map`, `string`, `integer`, …, with its limits. */
export type Shape = Readonly<Record<string, unknown>>;

/** What AWS itself publishes of its API, as botocore has it: every parameter's type, length, pattern, values and range. */
export class ServiceModel {
  private static readonly loaded = new Map<string, ServiceModel>();

  private constructor(
    private readonly operations: Shape,
    private readonly shapes: Shape,
  ) {}

  /** The newest model of a service, by botocore's name for it. */
  static of(service: string): ServiceModel {
    const loaded = ServiceModel.loaded.get(service) ?? ServiceModel.load(service);
    ServiceModel.loaded.set(service, loaded);
    return loaded;
  }

  private static load(service: string): ServiceModel {
    const library = join(programsOf('emulator'), '..', 'lib');
    const [python = ''] = readdirSync(library).filter((name) => name.startsWith('python3'));
    const versions = join(library, python, 'site-packages', 'botocore', 'data', service);
    const newest = readdirSync(versions).sort().at(-1) ?? '';
    const packed = readFileSync(join(versions, newest, 'service-2.json.gz'));
    const { operations, shapes } = asRecord(JSON.parse(gunzipSync(packed).toString('utf8')));
    return new ServiceModel(asRecord(operations), asRecord(shapes));
  }

  shape(name: string): Shape {
    return asRecord(this.shapes[name]);
  }

  /** The shape of what an operation is given. */
  input(operation: string): string {
    return String(asRecord(asRecord(this.operations[operation])['input'])['shape']);
  }

  /** What the model says of a member, or of the shape, in words, without markup. */
  documentation(shape: string, member?: string): string {
    const described = member === undefined ? this.shape(shape) : membersOf(this.shape(shape)).get(member);
    return String(described?.['documentation']).replace(/<[^>]*>/g, '');
  }

  /** The operation of a REST call, and what stands in its path: `POST /schedules/nightly` is CreateSchedule. */
  operationAt(method: string, path: string): { readonly name: string; readonly inPath: Shape } | undefined {
    // An ARN in a path has slashes of its own.
    for (const [name, operation] of Object.entries(this.operations)) {
      const http = asRecord(asRecord(operation)['http']);
      const template = String(http['requestUri']).split('?')[0] ?? '';
      const pattern = new RegExp(`^${template.replace(/\{(\w+)\+?\}/g, '(?<$1>.+)')}$`);
      const found = http['method'] === method ? pattern.exec(path) : null;
      if (found !== null) return { name, inPath: { ...found.groups } };
    }
    return undefined;
  }

  /** What the API would refuse of a value: `Targets[0].Id: …`. Nothing when it takes it. */
  violations(shapeName: string, value: unknown, place: string): readonly string[] {
    const shape = this.shape(shapeName);
    switch (shape['type']) {
      case 'structure':
        return this.ofStructure(shape, asRecord(value), place);
      case 'list': {
        const items = asList(value);
        const item = String(asRecord(shape['member'])['shape']);
        return [
          ...outOfRange(shape, items.length, `${place}: items`),
          ...items.flatMap((one, index) => this.violations(item, one, `${place}[${index}]`)),
        ];
      }
      case 'map': {
        const entries = Object.entries(asRecord(value));
        const [key, inner] = ['key', 'value'].map((side) => String(asRecord(shape[side])['shape']));
        return [
          ...outOfRange(shape, entries.length, `${place}: entries`),
          ...entries.flatMap(([name, one]) => [
            ...this.violations(key ?? '', name, `${place}: the key ${name}`),
            ...this.violations(inner ?? '', one, `${place}.${name}`),
          ]),
        ];
      }
      case 'string':
        return ofString(shape, value, place);
      case 'integer':
      case 'long':
        return Number.isInteger(Number(value))
          ? outOfRange(shape, Number(value), place)
          : [`${place}: ${JSON.stringify(value)} is no whole number`];
      case 'boolean':
        return ['true', 'false'].includes(String(value)) ? [] : [`${place}: ${JSON.stringify(value)}`];
      default:
        return [];
    }
  }

  private ofStructure(shape: Shape, given: Shape, place: string): readonly string[] {
    const members = membersOf(shape);
    const within = (name: string): string => (place === '' ? name : `${place}.${name}`);
    return [
      ...asList(shape['required'] ?? [])
        .map(String)
        .filter((name) => given[name] === undefined)
        .map((name) => `${within(name)} is missing`),
      ...Object.entries(given).flatMap(([name, value]) => {
        const member = members.get(name);
        if (member === undefined) return [`${within(name)} is no parameter`];
        return value === null ? [] : this.violations(String(member['shape']), value, within(name));
      }),
    ];
  }
}

function membersOf(shape: Shape): ReadonlyMap<string, Shape> {
  return new Map(
    Object.entries(asRecord(shape['members'] ?? {})).map(([name, member]) => [name, asRecord(member)]),
  );
}

function outOfRange(
  { min = -Infinity, max = Infinity }: Shape,
  size: number,
  place: string,
): readonly string[] {
  return size >= Number(min) && size <= Number(max)
    ? []
    : [`${place}: ${size} is not between ${String(min)} and ${String(max)}`];
}

function ofString(shape: Shape, value: unknown, place: string): readonly string[] {
  if (typeof value !== 'string') return [`${place}: ${JSON.stringify(value)} is no string`];
  const values = shape['enum'] === undefined ? undefined : asList(shape['enum']);
  return [
    ...outOfRange(shape, value.length, `${place}: characters`),
    ...(values === undefined || values.includes(value)
      ? []
      : [`${place}: ${value} is none of ${values.join(', ')}`]),
    ...(patternOf(shape)?.test(value) === false
      ? [`${place}: ${value} does not match ${String(shape['pattern'])}`]
      : []),
  ];
}

/** The pattern of a shape, for the whole of a value. */
export function patternOf({ pattern }: Shape): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined;
  // As it is published, a pattern knows the partitions aws and aws-cn; GovCloud's own service takes aws-us-gov.
  const everywhere = pattern.replaceAll('arn:aws(-[a-z]+)?:', 'arn:aws(-[a-z]+)*:');
  // Without the escapes and ranges that only lenient engines take.
  const strict = everywhere
    .replace(/\\_/g, '_')
    .replace(/(?<=\w)-_/g, '\\-_')
    .replace(/\[\\w\+=,\.@-\]/g, '[\\w+=,.@\\-]')
    // A class of POSIX, as Java has it.
    .replace(/\\p\{Print\}/g, '[ -~]');
  // Properties and pairs of surrogates mean whole characters.
  return new RegExp(`^(?:${strict})$`, /\\p\{|\\uD800/.test(strict) ? 'u' : '');
}

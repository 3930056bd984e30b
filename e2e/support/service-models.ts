import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { installedPrograms } from './python-packages';

/** A shape of a service model: its type (`structure`, `list`, `map`, `string`, `integer`, …) and its limits. */
export type Shape = Readonly<Record<string, unknown>>;

/** A service model that AWS publishes with botocore: the type, length, pattern, values and range of each parameter. */
export class ServiceModel {
  private static readonly loaded = new Map<string, ServiceModel>();

  private constructor(
    private readonly operations: Shape,
    private readonly shapes: Shape,
  ) {}

  /** Returns the newest model of a service, by botocore's name. */
  static fromService(service: string): ServiceModel {
    const loaded = ServiceModel.loaded.get(service) ?? ServiceModel.load(service);
    ServiceModel.loaded.set(service, loaded);
    return loaded;
  }

  private static load(service: string): ServiceModel {
    const library = join(installedPrograms('emulator'), '..', 'lib');
    const [python = ''] = readdirSync(library).filter((name) => name.startsWith('python3'));
    const versions = join(library, python, 'site-packages', 'botocore', 'data', service);
    const newest = readdirSync(versions).sort().at(-1) ?? '';
    const packed = readFileSync(join(versions, newest, 'service-2.json.gz'));
    const { operations, shapes } = asRecord(JSON.parse(gunzipSync(packed).toString('utf8')));
    return new ServiceModel(asRecord(operations), asRecord(shapes));
  }

  /** Returns a shape by its name. */
  shape(name: string): Shape {
    return asRecord(this.shapes[name]);
  }

  /** Returns the name of an operation's input shape. */
  inputShape(operation: string): string {
    return String(asRecord(asRecord(this.operations[operation])['input'])['shape']);
  }

  /** Returns the documentation of a shape or of one of its members, without markup. */
  documentation(shape: string, member?: string): string {
    const described = member === undefined ? this.shape(shape) : membersOf(this.shape(shape)).get(member);
    return String(described?.['documentation']).replace(/<[^>]*>/g, '');
  }

  /** Returns the documentation of an operation, without markup. */
  operationDocumentation(name: string): string {
    return String(asRecord(this.operations[name])['documentation']).replace(/<[^>]*>/g, '');
  }

  /** Returns the operation of a REST call and the parameters in its path: `POST /schedules/nightly` is CreateSchedule. */
  operationAt(method: string, path: string): { readonly name: string; readonly inPath: Shape } | undefined {
    // A parameter can contain slashes: it can be an ARN.
    for (const [name, operation] of Object.entries(this.operations)) {
      const http = asRecord(asRecord(operation)['http']);
      const template = String(http['requestUri']).split('?')[0] ?? '';
      const pattern = new RegExp(`^${template.replace(/\{(\w+)\+?\}/g, '(?<$1>.+)')}$`);
      const found = http['method'] === method ? pattern.exec(path) : null;
      if (found !== null) return { name, inPath: { ...found.groups } };
    }
    return undefined;
  }

  /**
   * Returns the reasons why the API rejects a value, such as `Targets[0].Id: …`.
   *
   * @param shapeName The shape of the value.
   * @param path The path of the value in the input.
   */
  violations(shapeName: string, value: unknown, path: string): readonly string[] {
    const shape = this.shape(shapeName);
    switch (shape['type']) {
      case 'structure':
        return this.structureViolations(shape, asRecord(value), path);
      case 'list': {
        const items = asList(value);
        const item = String(asRecord(shape['member'])['shape']);
        return [
          ...rangeViolations(shape, items.length, `${path}: items`),
          ...items.flatMap((one, index) => this.violations(item, one, `${path}[${index}]`)),
        ];
      }
      case 'map': {
        const entries = Object.entries(asRecord(value));
        const [key, inner] = ['key', 'value'].map((side) => String(asRecord(shape[side])['shape']));
        return [
          ...rangeViolations(shape, entries.length, `${path}: entries`),
          ...entries.flatMap(([name, one]) => [
            ...this.violations(key ?? '', name, `${path}: key ${name}`),
            ...this.violations(inner ?? '', one, `${path}.${name}`),
          ]),
        ];
      }
      case 'string':
        return stringViolations(shape, value, path);
      case 'integer':
      case 'long':
        return Number.isInteger(Number(value))
          ? rangeViolations(shape, Number(value), path)
          : [`${path}: ${JSON.stringify(value)} is not an integer`];
      case 'boolean':
        return ['true', 'false'].includes(String(value)) ? [] : [`${path}: ${JSON.stringify(value)}`];
      default:
        return [];
    }
  }

  private structureViolations(shape: Shape, input: Shape, path: string): readonly string[] {
    const members = membersOf(shape);
    const memberPath = (name: string): string => (path === '' ? name : `${path}.${name}`);
    return [
      ...asList(shape['required'] ?? [])
        .map(String)
        .filter((name) => input[name] === undefined)
        .map((name) => `${memberPath(name)} is missing`),
      ...Object.entries(input).flatMap(([name, value]) => {
        const member = members.get(name);
        if (member === undefined) return [`${memberPath(name)} is not a parameter`];
        return value === null ? [] : this.violations(String(member['shape']), value, memberPath(name));
      }),
    ];
  }
}

function membersOf(shape: Shape): ReadonlyMap<string, Shape> {
  return new Map(
    Object.entries(asRecord(shape['members'] ?? {})).map(([name, member]) => [name, asRecord(member)]),
  );
}

function rangeViolations(
  { min = -Infinity, max = Infinity }: Shape,
  size: number,
  path: string,
): readonly string[] {
  return size >= Number(min) && size <= Number(max)
    ? []
    : [`${path}: ${size} is not between ${String(min)} and ${String(max)}`];
}

function stringViolations(shape: Shape, value: unknown, path: string): readonly string[] {
  if (typeof value !== 'string') return [`${path}: ${JSON.stringify(value)} is not a string`];
  const values = shape['enum'] === undefined ? undefined : asList(shape['enum']);
  return [
    ...rangeViolations(shape, value.length, `${path}: characters`),
    ...(values === undefined || values.includes(value)
      ? []
      : [`${path}: ${value} is not one of ${values.join(', ')}`]),
    ...(patternOf(shape)?.test(value) === false
      ? [`${path}: ${value} does not match ${String(shape['pattern'])}`]
      : []),
  ];
}

/** Returns a shape's pattern as a regular expression that matches complete values. */
export function patternOf({ pattern }: Shape): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined;
  // Published patterns accept only the partitions aws and aws-cn. The service in GovCloud accepts aws-us-gov.
  const everywhere = pattern.replaceAll('arn:aws(-[a-z]+)?:', 'arn:aws(-[a-z]+)*:');
  // Removes escapes and ranges that JavaScript rejects in Unicode mode.
  const strict = everywhere
    .replace(/\\_/g, '_')
    .replace(/(?<=\w)-_/g, '\\-_')
    .replace(/\[\\w\+=,\.@-\]/g, '[\\w+=,.@\\-]')
    // Java's syntax for a POSIX class.
    .replace(/\\p\{Print\}/g, '[ -~]');
  // Unicode properties and surrogate pairs need Unicode mode.
  return new RegExp(`^(?:${strict})$`, /\\p\{|\\uD800/.test(strict) ? 'u' : '');
}

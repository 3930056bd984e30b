import { jest } from '@jest/globals';
import Ajv, { type Options } from 'ajv';

/** Compiles each schema once: asl-validator compiles it again for every definition. */
class CompilesOnce extends Ajv {
  private static only: CompilesOnce | undefined;

  constructor(options?: Options) {
    super(options);
    return (CompilesOnce.only ??= this);
  }

  override addKeyword(...[definition, ...rest]: Parameters<Ajv['addKeyword']>): Ajv {
    const [keyword = ''] = typeof definition === 'string' ? [definition] : [definition.keyword].flat();
    const isThere = this.getKeyword(keyword) !== false;
    return isThere ? this : super.addKeyword(definition, ...rest);
  }
}

/** The class that `ajv` exports. `Ajv` itself would be the exported class of the moment. */
const usualClass = Ajv;

/** Calls a function. During the call, `ajv` is the class above. Other test files of the group need the usual class. */
function whileCompilingOnce<Value>(call: () => Value): Value {
  const exports: object = jest.requireActual('ajv');
  Object.assign(exports, { default: CompilesOnce });
  try {
    return call();
  } finally {
    Object.assign(exports, { default: usualClass });
  }
}

function isValidator(value: unknown): value is (definition: unknown) => unknown {
  return typeof value === 'function';
}

/**
 * Replaces strings that asl-validator rejects and AWS accepts. Other tests evaluate these strings:
 *
 * - in a list, an empty string or a string of several lines
 * - an escaped backslash in an intrinsic function
 * - a filter with several conditions
 */
function withoutQuirks(value: unknown): unknown {
  if (typeof value === 'string')
    return value === '' ? 'x' : value.replace(/\\\\|[\n\r\u2028]/g, '/').replace(/ \|\| @\.[^)]*/g, '');
  if (Array.isArray(value)) return value.map(withoutQuirks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutQuirks(inner)]));
}

/** Returns the errors of asl-validator, which has no types. It changes the definition, so it gets a copy. */
export function aslErrors(definition: unknown): readonly string[] {
  const validator: unknown = jest.requireActual('asl-validator');
  if (!isValidator(validator)) throw new TypeError('asl-validator exports something else');
  const result = whileCompilingOnce(() => validator(withoutQuirks(definition)));
  if (typeof result !== 'object' || result === null || !('isValid' in result))
    throw new TypeError('no result');
  return result.isValid === true ? [] : [JSON.stringify(result)];
}

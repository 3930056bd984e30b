/**
 * The fields of a provider's answer that map types to their schemas: resources, data sources and ephemeral resources.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto
 */
const schemaFields: readonly number[] = [2, 3, 8];

/** The wire type of Protocol Buffers for texts and messages. */
const lengthDelimited = 2;

interface Field {
  readonly number: number;
  /** The field as it is encoded. */
  readonly encoded: Buffer;
  readonly content: Buffer;
}

/** Returns the number at an offset, and the offset after it. */
function readNumber(bytes: Buffer, start: number): readonly [value: number, end: number] {
  let value = 0;
  for (let index = start; index < bytes.length; index += 1) {
    const byte = bytes.readUInt8(index);
    value += (byte & 127) * 2 ** (7 * (index - start));
    if (byte < 128) return [value, index + 1];
  }
  throw new Error('the message of the provider ends in a number');
}

/** Returns the fields of a message. All of them must be texts or messages. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let offset = 0;
  while (offset < message.length) {
    const [tag, afterTag] = readNumber(message, offset);
    if (tag % 8 !== lengthDelimited)
      throw new Error(`the message of the provider has a field of the wire type ${tag % 8}`);
    const [length, start] = readNumber(message, afterTag);
    const end = start + length;
    fields.push({
      number: Math.floor(tag / 8),
      encoded: message.subarray(offset, end),
      content: message.subarray(start, end),
    });
    offset = end;
  }
  return fields;
}

/**
 * Removes the schemas of unused types from a provider's answer, and changes nothing else.
 *
 * @param answer The message `GetProviderSchema.Response`, as Protocol Buffers encode it.
 * @param isUsed Whether the schema of a type must remain.
 * @returns The message with fewer schemas.
 */
export function selectSchemas(answer: Buffer, isUsed: (type: string) => boolean): Buffer {
  const remaining = fieldsOf(answer).filter(({ number, content }) => {
    if (!schemaFields.includes(number)) return true;
    const [tag] = readNumber(content, 0);
    const [length, start] = readNumber(content, 1);
    if (tag !== 8 + lengthDelimited) throw new Error('a schema of the provider does not begin with its type');
    return isUsed(content.toString('utf8', start, start + length));
  });
  return Buffer.concat(remaining.map(({ encoded }) => encoded));
}

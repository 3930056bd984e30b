/**
 * Blocks of IP addresses, for the operator `cidr` of event patterns. As in AWS's matcher, an IPv4 block can contain an IPv6
 * address, and an IPv6 block an IPv4 address: only the leading bits must be the same.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching
 */
import { isIPv6 } from 'node:net';

/** The description of a valid block of IP addresses, for messages. */
export const cidrForm = 'an address, a slash and a prefix length: 10.0.0.0/24, 2001:db8::/32';

interface Block {
  readonly bits: string;
  readonly prefixLength: number;
}

/**
 * Returns why EventBridge rejects a block, or `undefined`.
 *
 * @param text - The operand of `cidr`.
 */
export function explainInvalidCidr(text: string): string | undefined {
  const [address = '', prefixLength] = text.split('/');
  const bits = bitsOf(address);
  if (bits === undefined || prefixLength === undefined) return `must be ${cidrForm}`;
  return parseBlock(text) === undefined
    ? `must have a prefix length from 0 to ${bits.length - 1}; write a single address as a string without cidr`
    : undefined;
}

/** Whether a block contains an address. A text that is not an address is in no block. */
export function isInCidr(block: string, address: string): boolean {
  const parsed = parseBlock(block);
  const bits = bitsOf(address);
  if (parsed === undefined || bits === undefined) return false;
  const { prefixLength } = parsed;
  return bits.length > prefixLength && bits.startsWith(parsed.bits.slice(0, prefixLength));
}

function parseBlock(text: string): Block | undefined {
  const [, address, prefixLength] = /^([^/]*)\/\+?(\d{1,3})$/.exec(text) ?? [];
  if (address === undefined || prefixLength === undefined) return undefined;
  const found = bitsOf(address);
  // AWS's matcher rejects a block of a single address.
  if (found === undefined || Number(prefixLength) >= found.length) return undefined;
  return { bits: found, prefixLength: Number(prefixLength) };
}

/** Returns an address in binary, 32 or 128 digits; `undefined` if the text is not an address. */
function bitsOf(address: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    const bytes = address.split('.').map(Number);
    return bytes.every((byte) => byte <= 255)
      ? bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
      : undefined;
  }
  // AWS's matcher rejects IPv6 addresses with dots (IPv4 notation) or with a zone.
  if (!isIPv6(address) || /[.%]/.test(address)) return undefined;
  const [before = '', after] = address.split('::').map(groupsOf);
  const zeros = after === undefined ? '' : '0'.repeat(128 - before.length - after.length);
  const bits = `${before}${zeros}${after ?? ''}`;
  return bits.startsWith(mappedPrefix) ? bits.slice(mappedPrefix.length) : bits;
}

/** The bits of `::ffff:0:0/96`. In an IPv6 address, an IPv4 address can follow this prefix. */
const mappedPrefix = `${'0'.repeat(80)}${'1'.repeat(16)}`;

function groupsOf(text: string): string {
  return text === ''
    ? ''
    : text
        .split(':')
        .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
        .join('');
}

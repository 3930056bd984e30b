/** The addresses of another configuration, which are written into blocks of Terraform's language. */

const identifier = String.raw`[\p{L}_][\p{L}\p{N}_-]*`;
const index = String.raw`(?:\[(?:\d+|"(?:[^"\\\p{C}]|\\.)*")\])?`;
const addressPattern = new RegExp(
  `^(?:module\\.${identifier}${index}\\.)*${identifier}\\.${identifier}${index}$`,
  'u',
);
const modulePattern = new RegExp(
  `^module\\.${identifier}${index}(?:\\.module\\.${identifier}${index})*$`,
  'u',
);

/**
 * Returns whether a text is the address of a resource instance, as Terraform writes it. Terraform escapes `${` and `%{` in
 * keys. With other text, a block would not be valid.
 */
export function isAddress(text: string): boolean {
  return addressPattern.test(text) && !hasTemplate(text);
}

/** Returns whether a text is the address of a module: `module.jobs`, or `module.app["dev"].module.jobs`. */
export function isModuleAddress(text: string): boolean {
  return modulePattern.test(text) && !hasTemplate(text);
}

/** Returns whether an address, or the address of its module, has a key or a number. */
export function hasIndex(address: string): boolean {
  return address.includes('[');
}

/** Returns the address of all instances of a resource. */
export function withoutIndex(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, '');
}

function hasTemplate(text: string): boolean {
  return /[$%]\{/.test(text.replace(/\$\$\{|%%\{/g, ''));
}

/** Returns a quoted string of Terraform's language. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
}

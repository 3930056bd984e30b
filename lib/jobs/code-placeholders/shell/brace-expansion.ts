/** The start of an expansion in braces: `${KEY%.csv}`, `${!1}`, `${(e)1}` of zsh. */

/** The start of an expansion behind `${`. */
export interface BraceStart {
  /** The number of characters up to the end of the parameter's name. */
  readonly length: number;
  /** The name or number of the parameter; empty if another expansion or nothing follows. */
  readonly parameter: string;
  /** Whether the expansion is a number: `${#1}`. */
  readonly isLength: boolean;
  /** Whether the shell evaluates the value of the parameter: as a name, as code or as a pattern with code. */
  readonly isCode: boolean;
  /** Whether the shell evaluates the parameters behind the name: `${text:$1}`. */
  readonly evaluatesRest: boolean;
}

/** Matches flags, the prefix and the parameter. The value of a flag such as `(s:,:)` can have any character. */
const start = /^(?:\(((?:[^()]|\([^()]*\))*)\))?([!#=~^]*)([A-Za-z_]\w*|[0-9]+|[@*])?/;

/** Returns the start of an expansion. */
export function braceStartOf(text: string): BraceStart {
  const [whole = '', flags = '', prefix = '', parameter = ''] = start.exec(text) ?? [];
  const operator = text.slice(whole.length, whole.length + 2);
  // In zsh, e evaluates the text, P reads it as a name, % expands it as a prompt and ~ reads it as a pattern.
  const isCode = /[eP%]/.test(flags) || /[!~]/.test(prefix) || /^@[PEA]/.test(operator);
  return {
    length: whole.length,
    parameter,
    isLength: prefix.startsWith('#') && flags === '',
    isCode,
    evaluatesRest: /^(\[|:[^-=+?])/.test(operator) || isCode,
  };
}

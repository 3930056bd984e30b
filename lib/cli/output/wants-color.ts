/**
 * Returns whether to color a stream. FORCE_COLOR decides first, as in Node: 0 and false disable colors, every other
 * value enables them. Then a NO_COLOR that is not empty, and TERM=dumb, disable them. Otherwise terminals are colored.
 *
 * @see https://no-color.org
 */
export function wantsColor(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && (no === undefined || no === '') && term !== 'dumb';
}

/**
 * Whether to colour what goes to a stream. FORCE_COLOR decides first, as in node: 0 and false are no, anything else is
 * yes. Then NO_COLOR, with anything in it, and TERM=dumb are no; without them, a terminal is yes.
 *
 * @see https://no-color.org
 */
export function wantsColor(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && (no === undefined || no === '') && term !== 'dumb';
}

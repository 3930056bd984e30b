/** Names of the environment variables that messages propose for placeholders. */
import { failureVariables } from '../../run/run-plan';
import { isCodeVariable } from '../code-variables';

/** Variables that a shell, the C library or AWS sets or reads. */
const reserved =
  /^(AWS_.*|ECS_.*|LC_.*|LANG|LANGUAGE|TZ|TERM|USER|LOGNAME|HOSTNAME|HOST|MAIL|PWD|OLDPWD|TMPDIR|TEMP|TMP|UID|EUID|GID|PPID|GROUPS|SECONDS|RANDOM|LINENO|REPLY|COLUMNS|LINES|DIRSTACK|FUNCNAME|PIPESTATUS|SHLVL|MACHTYPE|OSTYPE|HOSTTYPE|OPT(ARG|IND|ERR)|HIST.*|DEBUG|PORT|NO_PROXY|HTTPS?_PROXY|ALL_PROXY)$/;

/** The variables of a task, as the configuration has them: the texts by name. */
export type Variables = Readonly<Record<string, string>>;

/**
 * Returns a variable for each placeholder. A variable that has exactly this placeholder is used again. All others are new: no
 * program reads code from them, the task does not have them, and no two placeholders have the same one.
 *
 * @param placeholders - the names of the placeholders, without brackets
 */
export function variablesFor(
  placeholders: readonly string[],
  variables: Variables,
): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>();
  for (const placeholder of placeholders) {
    const existing = Object.entries(variables).find(
      ([name, text]) => text === `<${placeholder}>` && !isForbidden(name) && /^[A-Za-z_]\w*$/.test(name),
    );
    const taken = new Set([...Object.keys(variables), ...chosen.values()]);
    const free = candidates(placeholder).find((name) => !isForbidden(name) && !taken.has(name));
    chosen.set(placeholder, existing?.[0] ?? free ?? numbered(placeholder, taken));
  }
  return chosen;
}

function isForbidden(name: string): boolean {
  return (
    isCodeVariable(name) || reserved.test(name) || failureVariables.some((variable) => variable === name)
  );
}

/** Returns names for a placeholder, the shortest first: `ID`, `ORDER_ID`, `EVENT_ID`. */
function candidates(placeholder: string): readonly string[] {
  const words = placeholder
    .split(/[^A-Za-z0-9_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('-', '_').toUpperCase());
  const names = words.map((_, index) => words.slice(words.length - 1 - index).join('_'));
  return [...names, `EVENT_${names[0] ?? 'VALUE'}`, `EVENT_${names.at(-1) ?? 'VALUE'}`].filter((name) =>
    /^[A-Z_]/.test(name),
  );
}

function numbered(placeholder: string, taken: ReadonlySet<string>): string {
  const base = `EVENT_${(candidates(placeholder).at(-1) ?? 'VALUE').replace(/[^A-Z0-9]+/g, '_')}_VALUE`;
  let number = 1;
  while (taken.has(`${base}_${number}`) || isForbidden(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

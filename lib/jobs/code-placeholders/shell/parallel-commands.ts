/**
 * GNU parallel makes a line for a shell of its command and quotes each argument behind `:::`. So `parallel import ::: KEY` is
 * like `sh -c 'import "$1"' sh KEY`.
 */
import { valueMark } from '../program-reader';

/** Options without a value, and options with one in the next argument, of GNU parallel 20221122. */
const flag =
  /^(-[kmutvX]|-[jnN][0-9]+%?|--(bar|keep-order|lb|line-buffer|link|no-notice|progress|tag|ungroup|will-cite)|--(delay|halt|jobs|joblog|retries|timeout)=[\w.,/%-]+)$/;
const withValue = /^(-[jnN]|--(delay|halt|jobs|joblog|retries|timeout))$/;

/** Matches the texts that an argument replaces: `{}`, `{.}`, `{//}`, `{1}`, `{2/.}`. */
const replaced = /\{[0-9]*(\/\/|\/?\.?)\}/g;

/**
 * Returns the command of a shell that is like a command of GNU parallel. Returns `undefined` if the command has a value, or if
 * parallel could insert an argument without its quotation: in quotation marks, or as a whole command.
 *
 * @param argument - The argument of the shell for all arguments of parallel.
 */
export function shellOfParallel(command: readonly string[], argument: string): readonly string[] | undefined {
  if (command[0]?.replace(/^.*\//, '') !== 'parallel') return undefined;
  let start = 1;
  for (; (command[start] ?? '').startsWith('-'); start += 1) {
    const option = command[start] ?? '';
    if (withValue.test(option)) start += 1;
    else if (!flag.test(option)) return undefined;
  }
  const end = command.findIndex((word) => /^::::?\+?$/.test(word));
  const template = command.slice(start, end === -1 ? undefined : end);
  const text = template.join(' ');
  if (
    template.length === 0 ||
    command.slice(0, end === -1 ? undefined : end).some((word) => word.includes(valueMark))
  )
    return undefined;
  const script = text.replace(replaced, () => '"$1"');
  if (/\{=/.test(text) || (script !== text && /["'`$\\]/.test(text))) return undefined;
  return ['sh', '-c', script === text ? `${text} "$1"` : script, 'sh', argument];
}

import { argumentRoles } from '../../jobs/code-placeholders/argument-roles';
import { ownerOf } from '../../jobs/placeholders';
import type { Check, Finding } from '../check';
import { configuredTasks, type TaskEntry } from './configured-texts';

export const shellSyntax: Check = {
  code: 'shell-syntax',
  why: 'ECS starts the program directly, without a shell. Operators, variables, globs and ~ reach the program as text. ECS takes the whole first item of the command, including its spaces, as the name of the program.',
  fix: 'write each argument as its own list item, or run a shell ([sh, -c, …]) if the image has one and its entry point is not a shell',
  find: (environment) =>
    configuredTasks(environment).flatMap((entry) => [...inCommand(entry), ...inVariables(entry)]),
};

/** Words that are operators of a shell only as a whole argument. */
const operator = /^(&&|\|\|?|\|&|;|&|!|\(|\)|[0-9]?>>?|<<?<?|[0-9]?>&[0-9-]|&>>?)$/;
/** Redirections together with their file: `2>/dev/null`, `>out.log`. */
const redirection = /^[0-9&]?>{1,2}[\w./&-]+$|^<[./][\w./-]*$/;
const variable = /\$\{[A-Za-z_]\w*(:[-=?+][^}]*)?\}|(?:^|[\s:=/,"'])\$[A-Za-z_]\w*/;
const substitution = /\$\([^)]+\)|`[^`]+`/;
const builtins: ReadonlySet<string> = new Set([
  'cd',
  'source',
  '.',
  'export',
  'set',
  'alias',
  'ulimit',
  'umask',
  'exec',
  'eval',
  'if',
  'for',
  'while',
]);

function inCommand({ task, path }: TaskEntry): readonly Finding[] {
  const command = task.task_command ?? [];
  const roles = argumentRoles(command).roles;
  const [program = ''] = command;
  const here = [...path, 'task_command'];
  const found = (index: number, message: string): Finding => ({
    path: [...here, index],
    at: 'value',
    message,
  });
  if (/\s/.test(program.trim())) {
    return [found(0, 'the first argument is the name of the program, and contains a space')];
  }
  if (/^[A-Za-z_]\w*=/.test(program)) {
    const message =
      'the first argument is always the name of the program, so it sets no variable; set it in environment_variables';
    return [found(0, message)];
  }
  if (builtins.has(program)) return [found(0, `${program} is a command of shells, and not a program`)];
  const first = command.findIndex(
    (text, index) =>
      roles[index]?.role !== 'code' && index > 0 && syntaxOf(text, command[index - 1]) !== undefined,
  );
  const text = command[first];
  if (text === undefined) return [];
  const what = syntaxOf(text, command[first - 1]) ?? '';
  return [found(first, `no shell reads ${what}, so the program gets it as text`)];
}

/**
 * Returns the kind of syntax of shells in an argument, for messages; `undefined` if there is none. The argument itself can have
 * a secret, so only operators, which are known words, are named.
 */
function syntaxOf(text: string, before = ''): string | undefined {
  if (operator.test(text)) return `the operator ${text}`;
  if (redirection.test(text)) return 'this redirection';
  if (substitution.test(text)) return 'this substitution of a command';
  const name = variable
    .exec(text)?.[0]
    .trim()
    .replace(/^[:=/,"']/, '');
  if (name !== undefined) return `this variable${placeholderFor(name)}`;
  const template = /\{\{[^{}]*\}\}|%[A-Za-z_]\w*%/.exec(text)?.[0];
  if (template !== undefined) return `this template${placeholderFor(template)}`;
  if (/^~(\/|$)/.test(text)) return 'the home folder ~';
  // After an option, the program itself often reads the pattern: find -name "*.csv".
  const isOptionValue = before.startsWith('-') || text.startsWith('-');
  const isGlob = /^[\w./~-]*[*?][\w./*?-]*$/.test(text) && /[/.]/.test(text) && !/^[a-z]+:\/\//.test(text);
  return isGlob && !isOptionValue ? 'this glob' : undefined;
}

/** Returns a note if a placeholder has the same name as a variable: `<object_key>` for `$object_key`. */
function placeholderFor(variableText: string): string {
  const name = variableText.replace(/[^\w]/g, '').toLowerCase();
  return ownerOf(name) === undefined ? '' : ` (the placeholder is <${name}>)`;
}

function inVariables({ task, path }: TaskEntry): readonly Finding[] {
  return Object.entries(task.environment_variables ?? {}).flatMap(([name, value]): readonly Finding[] => {
    const found = [variable, substitution].find((pattern) => pattern.test(value));
    if (found === undefined) return [];
    const message = `${name} contains a variable or a command of shells, which ECS does not replace; the program gets it as text`;
    return [{ path: [...path, 'environment_variables', name], at: 'key', message }];
  });
}

/**
 * The remedies for a placeholder that can become code. Each kind of position has its own remedy, because an environment variable
 * helps only where code can read it. A remedy is proposed only if the rule accepts the command after it.
 */
import type { EventTemplate } from '../../../values/event-templates';
import { isShell } from '../known-programs';
import {
  listed,
  newVariables,
  quoted,
  shellNames,
  wholeOf,
  withoutValues,
  yamlOf,
  type Remedy,
  type RemedyRequest,
} from './remedy-texts';

/** Programs whose code can read an environment variable. */
const readsVariables =
  /^((ba|da|k|z|a|mk|fi|tc|c|rba|pw)?sh|busybox|toybox|su|runuser|bash|eval|python|pypy|node|nodejs|deno|bun|tsx|ts-node|perl|ruby|jruby|php|R|Rscript|julia|lua|luajit|g?awk|mawk|nawk|jq|gojq|jaq|java|jshell|groovy|scala|elixir|erl|tclsh|expect|guile|racket|sbcl|clisp|clojure|powershell|osascript|envsubst|rails|rake|irb|swift|dart|raku|octave|gdb|lldb|vim?|emacs)[0-9.-]*$/;

/** Programs whose files of recipes read environment variables. */
const readsRecipes = /^(g?make|just|task|go-task|mage|rake|gulp|invoke|doit|nox|tox|poe|ninja)$/;

/** Programs that do not read `--` as the end of their options. */
const readsNoDashes =
  /^(find|ffmpeg|ffprobe|magick|convert|mogrify|identify|compare|montage|composite|java|sqlite3|dd)$/;

const placeholderOnly = 'bin/import';

/** Returns the first remedy that the rule accepts. */
export function remedyFor(request: RemedyRequest): Remedy {
  const all = remediesFor(request);
  return all.find(request.isAccepted) ?? ownProgram(request);
}

function remediesFor(request: RemedyRequest): readonly Remedy[] {
  const { found } = request;
  const { reason } = found;
  if (found.variable !== undefined || found.script !== undefined) return [inScript(request)];
  switch (reason.kind) {
    case 'program':
      return [withProgram(request)];
    case 'character':
      return [safeText(request), variable(request)];
    case 'introduced':
      return /^[a-z]/.test(reason.introducer)
        ? [ownFolder(request), withProgram(request)]
        : [variable(request)];
    case 'name':
    case 'plus':
      return [variable(request)];
    case 'variable':
      return [otherName(request), variable(request)];
    case 'option-name':
      return [twoArguments(request), variable(request)];
    case 'known':
      return remediesOfProgram(request, reason.known.role, reason.known.program);
  }
}

function remediesOfProgram(
  request: RemedyRequest,
  role: 'code' | 'script' | 'program' | 'option',
  program: string,
): readonly Remedy[] {
  switch (role) {
    case 'option':
      if (/^(rails|rake)$/.test(program)) return [folderPrefix(request)];
      return readsNoDashes.test(program)
        ? [inFolder(request), folderPrefix(request)]
        : [afterDashes(request), inFolder(request), folderPrefix(request)];
    case 'program':
      return [withProgram(request), withName(request)];
    case 'script':
      return [
        ...(readsRecipes.test(program) ? [recipe(request)] : []),
        withScript(request),
        fixedScript(request),
      ];
    case 'code':
      if (program === 'psql') return [psqlVariable(request)];
      if (/^(ssh|slogin|autossh)$/.test(program)) return [standardInput(request)];
      if (readsRecipes.test(program)) return [recipe(request)];
      if (isShell(program)) return [shellVariable(request)];
      return readsVariables.test(program) ? [variable(request)] : [ownProgram(request)];
  }
}

const replaced = (
  { command, found }: RemedyRequest,
  count: number,
  ...items: readonly EventTemplate[]
): readonly EventTemplate[] => command.toSpliced(found.index, count, ...items);

const noVariables: ReadonlyMap<string, EventTemplate> = new Map();

/** Code reads a variable. The code itself is then fixed. */
function variable(request: RemedyRequest): Remedy {
  const plural = request.variables.size > 1 ? 'variables' : 'variable';
  return {
    text: `set ${yamlOf(request.variables)}, and read the ${plural} in the code, in a shell as ${shellNames(request.variables)}`,
    command: replaced(
      request,
      1,
      withoutValues(request, () => 'x'),
    ),
    variables: newVariables(request),
  };
}

/** Like {@link variable}, with the variable at the place of the placeholder. */
function shellVariable(request: RemedyRequest): Remedy {
  const script = withoutValues(request, (name, before) => quoted(name, before));
  return { ...variable(request), command: replaced(request, 1, script) };
}

function ownProgram(request: RemedyRequest): Remedy {
  const { found, variables } = request;
  return {
    text: `call a program that gets the placeholder as an argument of its own, such as [${placeholderOnly}, ${listed(variables)}]`,
    command: [placeholderOnly, ...found.values.map((value) => [value])],
    variables: noVariables,
  };
}

function withProgram(request: RemedyRequest): Remedy {
  const { command, found } = request;
  return {
    text: `write the program before it, as in [${placeholderOnly}, ${listed(request.variables)}]`,
    command: replaced(request, 0, placeholderOnly).with(found.index + 1, wholeOf(command[found.index] ?? '')),
    variables: noVariables,
  };
}

/** A script of a package manager reads the arguments behind two dashes. */
function withName(request: RemedyRequest): Remedy {
  return {
    text: 'add two arguments before it: the name of the script, then "--"',
    command: replaced(request, 0, 'import', '--'),
    variables: noVariables,
  };
}

function withScript(request: RemedyRequest): Remedy {
  return {
    text: 'write a fixed name before it, so that the placeholder is an argument behind this name',
    command: replaced(request, 0, 'main'),
    variables: noVariables,
  };
}

function fixedScript(request: RemedyRequest): Remedy {
  return {
    text: `write a fixed name here, and pass the placeholder with ${yamlOf(request.variables)}`,
    command: replaced(
      request,
      1,
      withoutValues(request, () => 'main'),
    ),
    variables: newVariables(request),
  };
}

function recipe(request: RemedyRequest): Remedy {
  return {
    text: `remove it, set ${yamlOf(request.variables)}, and read the variable in the recipe as ${shellNames(request.variables)}, which is ${shellNames(request.variables).replaceAll('$', '$$$$')} in a makefile`,
    command: replaced(request, 1),
    variables: newVariables(request),
  };
}

function psqlVariable(request: RemedyRequest): Remedy {
  const { command, found, variables } = request;
  const previous = command[found.index - 1];
  const first =
    typeof previous === 'string' && /^-[A-Za-z]*c$|^--command$/.test(previous)
      ? found.index - 1
      : found.index;
  const placeholder = [...variables.keys()].join();
  const [value] = found.values;
  return {
    text: `write the SQL in a file, and pass the placeholder as a variable: -v key=<${placeholder}> -f FILE, where the file reads :'key'`,
    command: command.toSpliced(
      first,
      found.index - first + 1,
      ...(value === undefined ? [] : ['-v', ['key=', value]]),
      '-f',
      'import.sql',
    ),
    variables: noVariables,
  };
}

function standardInput(request: RemedyRequest): Remedy {
  const [name = ''] = request.variables.values();
  const script = `printf %s "$${name}" | ssh HOST PROGRAM`;
  return {
    text: `set ${yamlOf(request.variables)}, and pass the value on standard input: [sh, -c, '${script}']`,
    command: ['sh', '-c', `printf %s "$${name}" | ssh host bin/import`],
    variables: newVariables(request),
  };
}

function afterDashes(request: RemedyRequest): Remedy {
  return {
    text: 'write -- as an argument before it',
    command: replaced(request, 0, '--'),
    variables: noVariables,
  };
}

function inFolder(request: RemedyRequest): Remedy {
  const template = request.command[request.found.index] ?? '';
  return {
    text: `for a file, write its folder before it, such as /data/${listed(request.variables)}`,
    command: replaced(request, 1, ['/data/', ...(typeof template === 'string' ? [template] : template)]),
    variables: noVariables,
  };
}

function folderPrefix(request: RemedyRequest): Remedy {
  const isKey = [...request.variables.keys()].join() === 'object_key';
  const known = (template: EventTemplate): EventTemplate =>
    typeof template === 'string' || !isKey
      ? template
      : template.map((part) => (typeof part === 'string' ? part : { ...part, hasKnownStart: true }));
  return {
    text: 'set path_prefix to a folder, such as claims/',
    command: request.command.map(known),
    variables: noVariables,
  };
}

function ownFolder(request: RemedyRequest): Remedy {
  const [program = '', ...rest] = request.command;
  return {
    text: 'if the program is your own, write its folder, such as bin/, before its name',
    command: [typeof program === 'string' ? `bin/${program}` : program, ...rest],
    variables: noVariables,
  };
}

function safeText(request: RemedyRequest): Remedy {
  const template = request.command[request.found.index] ?? '';
  const parts = typeof template === 'string' ? [template] : template;
  return {
    text: `beside a placeholder, use only letters, digits and . _ / : = @ % + , -, or ${variable(request).text}`,
    command: replaced(
      request,
      1,
      parts.map((part) => (typeof part === 'string' ? part.replace(/[^A-Za-z0-9._/:=@%+,-]/gu, '') : part)),
    ),
    variables: noVariables,
  };
}

function otherName(request: RemedyRequest): Remedy {
  const [[placeholder, name] = ['', '']] = [...request.variables];
  return {
    text: `use another name before =, such as ${name}=<${placeholder}>`,
    command: replaced(request, 1, [`${name}=`, ...request.found.values.slice(0, 1)]),
    variables: noVariables,
  };
}

function twoArguments(request: RemedyRequest): Remedy {
  const template = request.command[request.found.index] ?? '';
  const parts = typeof template === 'string' ? [template] : template;
  const [first = '', ...rest] = parts;
  const option = typeof first === 'string' ? first.replace(/[:=]$/, '') : '';
  return {
    text: 'write the option and the placeholder as two arguments',
    command: replaced(request, 1, option, rest),
    variables: noVariables,
  };
}

/** In a script, a parameter is data as an argument of a program. */
function inScript(request: RemedyRequest): Remedy {
  const { command, found, variables } = request;
  const isVariable = found.variable !== undefined;
  const [name = ''] = isVariable ? [found.variable] : variables.values();
  const script = isVariable ? `${placeholderOnly} "$${name}"` : `${placeholderOnly} "$@"`;
  return {
    text: `in the script, use it only as data, for example as an argument: ${placeholderOnly} ${isVariable ? `"$${name}"` : '"$1"'}`,
    command: command.with(found.script ?? found.index, script),
    variables: noVariables,
  };
}

/** Files with a marked value in every place where the program must not show it. */
import { isSecretField } from '../../../lib/config/secrets/secret-fields';
import { runChecks } from '../../../lib/checks/run-checks';
import { hasErrors } from '../../../lib/config/issues/issues';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { issueFormats, type IssueFormat } from '../../../lib/report/issues/formats';
import { base, inFolder } from './folders';
import { fields, fileWith } from './fields';

/** A part of every marked value. It is in no message of the program. */
export const mark = 'zq7xk';
/** A marked number, which YAML does not read as text. */
export const markedNumber = '493827161';

/** A file with marked values. */
export interface MarkedText {
  /** What is marked, and how it is written. */
  readonly description: string;
  readonly text: string;
}

/** Ways to write a value in YAML, right and wrong, after `KEY:` in a column. */
const forms: Readonly<Record<string, (indent: string) => string>> = {
  'a text': () => ` ${mark}`,
  'a quoted text': () => ` "${mark} ${mark}"`,
  'a text with a colon': () => ` ${mark}: ${mark}`,
  'a text with commas': () => ` ${mark}, ${mark}`,
  'a number': () => ` ${markedNumber}`,
  'a number with leading zeros': () => ` 0${markedNumber}.50`,
  'a list': () => ` [${mark}, "${mark}", ${markedNumber}]`,
  'a list in lines': (indent) => `\n${indent}  - ${mark}\n${indent}  - ${mark} x: ${mark}`,
  'a list in lines without indentation': (indent) => `\n${indent}- ${mark}\n${indent}- NAME=${mark}`,
  'a map': () => ` { ${mark}a: ${mark} }`.replace(`${mark}a`, 'A'),
  'a list of names and values': () => ` [{ name: A, value: ${mark} }, { Key: B, Value: ${mark} }]`,
  'a command in one text': () => ` ${mark} --token ${mark} | ${mark}`,
  'a text in the next line': (indent) => `\n${indent}  ${mark}`,
  'a text in the next line without indentation': (indent) => `\n${indent}${mark}`,
  'a text of several lines': (indent) => ` |\n${indent}  ${mark}\n${indent}  ${mark}`,
  'a text of several lines, one of them at the start': (indent) =>
    ` |\n${indent}  ${mark}\n${mark}\n${mark}: ${mark}\n${indent}  ${mark}`,
  'a private key with wrong indentation': (indent) =>
    ` |\n${indent}  -----BEGIN PRIVATE KEY-----\n${indent}${mark}+/==\n${mark}\n${indent}  -----END PRIVATE KEY-----`,
  'an unclosed double quote': () => ` "${mark}`,
  'an unclosed single quote': () => ` '${mark}`,
  'a quote in the text': () => ` '${mark}'${mark}`,
  'an unclosed list': () => ` [${mark}, ${mark}`,
  'an unclosed map': () => ` { A: ${mark}, ${mark}`,
  'a bad escape': () => ` "\\q${mark}"`,
  'a tab': () => ` \t${mark}`,
  'a line with a tab': (indent) => `\n\t${indent}${mark}`,
  'a tag': () => ` !${mark} ${mark}`,
  'an alias without anchor': () => ` *${mark}`,
  'a text that begins with @': () => ` @${mark}`,
  'a text that begins with %': () => ` %${mark}`,
  'a comment': () => ` #${mark}`,
  'a template': () => ` {{ ${mark} }}`,
  'a variable': () => ` \${${mark}}`,
  'a shell variable with a default': () => ` x=\${A:-${mark}} $(cat ${mark})`,
  'a placeholder in a text': () => ` "${mark}<object_ky>${mark}"`,
  'an anchor that is used elsewhere': () => ` &a ${mark}\napp_name: *a\nregion: *a`,
  'a missing space': () => mark,
  'a merge key': () => ` { <<: ${mark} }`,
  'null in quotes and typographic quotes': () => ` “${mark}”`,
};

/** Fields with secret values, with the indentation of their keys, and the text before them. */
const places: Readonly<Record<string, readonly [before: string, indent: string, key: string]>> = {
  'a variable': ['scheduled_jobs:\n  a:\n    environment_variables:\n', '      ', 'A'],
  'a variable with a telling name': [
    'scheduled_jobs:\n  a:\n    environment_variables:\n',
    '      ',
    'DB_PASSWORD',
  ],
  'a variable, indented like its map': ['scheduled_jobs:\n  a:\n    environment_variables:\n', '    ', 'A'],
  'a variable, indented less': ['scheduled_jobs:\n  a:\n    environment_variables:\n', '  ', 'A'],
  'a variable of a step': [
    'scheduled_jobs:\n  a:\n    steps:\n      - name: x\n        environment_variables:\n',
    '          ',
    'A',
  ],
  'a variable of the defaults': ['job_defaults:\n  environment_variables:\n', '    ', 'A'],
  'all variables': ['scheduled_jobs:\n  a:\n', '    ', 'environment_variables'],
  'all variables, misspelt': ['scheduled_jobs:\n  a:\n', '    ', 'enviroment_variable'],
  'all variables, as in other tools': ['scheduled_jobs:\n  a:\n', '    ', 'env'],
  'the command': ['file_upload_jobs:\n  a:\n    source_bucket: bucket\n', '    ', 'task_command'],
  'the command, misspelt': ['scheduled_jobs:\n  a:\n', '    ', 'task_comand'],
  'the command, as in other tools': ['scheduled_jobs:\n  a:\n', '    ', 'command'],
  'the command of on_failure': ['scheduled_jobs:\n  a:\n    on_failure:\n', '      ', 'task_command'],
  on_failure: ['scheduled_jobs:\n  a:\n', '    ', 'on_failure'],
  steps: ['scheduled_jobs:\n  a:\n', '    ', 'steps'],
  'a job': ['scheduled_jobs:\n', '  ', 'a'],
  'the state': ['', '', 'state_backend'],
  'the state, misspelt': ['', '', 'state_backnd'],
  'a backend': ['state_backend:\n', '  ', 's3'],
  'an argument of a backend': ['state_backend:\n  s3:\n', '    ', 'bucket'],
  'a secret of a backend': ['state_backend:\n  s3:\n', '    ', 'secret_key'],
  'a misspelt secret of a backend': ['state_backend:\n  s3:\n', '    ', 'secrt_key'],
  'an argument of a backend, indented like the backend': ['state_backend:\n  http:\n', '  ', 'password'],
  'a token of HCP Terraform': ['state_backend:\n  cloud:\n', '    ', 'tokn'],
  'an unknown field with a telling name': ['', '', 'db_password'],
  'an unknown field': ['', '', 'dbpw'],
  'an unknown field of a job': ['scheduled_jobs:\n  a:\n', '    ', 'mysql_login'],
  'a misspelt secret': ['service:\n', '  ', 'pasword'],
};

/**
 * Names are shown, because they identify what a message is about. With this form, a part of the value is the name of an
 * unknown field of a step.
 */
const shownNames: readonly (readonly [place: string, form: string])[] = [['steps', 'a list in lines']];

const after =
  '\nscheduled_jobs:\n  nightly:\n    task_command: [bin/x]\n    schedule_expresion: rate(1 day)\n';

/** Returns a file for each place and each form of its value. */
export const markedTexts: readonly MarkedText[] = Object.entries(places).flatMap(
  ([place, [before, indent, key]]) =>
    Object.entries(forms).flatMap(([form, write]) => {
      if (shownNames.some(([name, shownForm]) => name === place && shownForm === form)) return [];
      const line = `${indent}${key}:${write(indent)}`;
      return [
        { description: `${place}: ${form}`, text: `${before}${line}\n` },
        {
          description: `${place}, between other fields: ${form}`,
          text: `tracing: yes\n${before}${line}${after}`,
        },
        { description: `${place}, twice: ${form}`, text: `${before}${line}\n${line}\n` },
      ];
    }),
);

/** A file for each field of the schema whose values are secret, with values of every type. */
export const markedFields: readonly MarkedText[] = fields
  .filter(([, { path }]) => path.some((step) => isSecretField(String(step))))
  .flatMap(([name, { path }]) =>
    [mark, Number(markedNumber), [mark], { a: mark }, [{ name: 'x', value: mark }], [[mark]]].map(
      (value) => ({
        description: `${name}: ${JSON.stringify(value)}`,
        text: JSON.stringify(fileWith(path, value), undefined, 2),
      }),
    ),
  );

/** Returns the parts of the output of `validate` that have a marked value. */
export function leaksIn(
  { text, description }: MarkedText,
  formats: readonly IssueFormat[],
): readonly string[] {
  return inFolder({ 'defaults.yml': base, 'dev.yml': text }, (folder) => {
    const loaded = loadEnvironments(folder);
    const issues = hasErrors(loaded.issues) ? loaded.issues : runChecks(loaded, new Date(0));
    return formats.flatMap((format) =>
      issueFormats[format](issues, { sources: loaded.sources, root: folder })
        .split('\n')
        .filter((line) => line.includes(mark) || line.includes(markedNumber))
        .map((line) => `${description} (${format}): ${line.replaceAll(`${folder}/`, '').trim()}`),
    );
  });
}

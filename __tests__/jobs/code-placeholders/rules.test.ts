import { describe, expect, test } from '@jest/globals';
import { isCodeVariable } from '../../../lib/jobs/code-placeholders/code-variables';
import { foundBy } from '../../checks/support/check-helpers';
import { issuesOf } from '../support/environments';

type Fields = Readonly<Record<string, unknown>>;

const upload = (fields: Fields) => ({
  file_upload_jobs: { job: { task_command: ['bin/import'], ...fields } },
});
const issueOf = (...task_command: readonly string[]) => issuesOf(upload({ task_command }));
const author = 'because a person who names a file could run commands';
const asProgram = 'write the program before it, as in [bin/import, <object_key>]';
const asVariable =
  'set environment_variables: { OBJECT_KEY: <object_key> }, and read the variable in the code, in a shell as "$OBJECT_KEY"';

describe('the message gives the reason, and the environment variable to use', () => {
  test.each([
    [['sh', '-c', 'x <object_key>'], `must not be in code that sh runs, ${author}; ${asVariable}`],
    [
      ['python3.11', '<object_key>'],
      `must not be the file that python3.11 runs, ${author}; write a fixed name before it, so that the placeholder is an argument behind this name`,
    ],
    [['nohup', '<object_key>'], `must not be the program that nohup starts, ${author}; ${asProgram}`],
    [
      ['perl', '-e', '1', '<object_key>'],
      `must not be where perl reads options, ${author}; write -- as an argument before it`,
    ],
    [['bin/<object_key>'], `must not be in the name of the program, ${author}; ${asProgram}`],
    [
      ['x', '-qc', '<object_key>'],
      `must not follow -qc, which introduces code in many programs, ${author}; ${asVariable}`,
    ],
    [
      ['x', '--init-command', '<object_key>'],
      `must not follow --init-command, which introduces code in many programs, ${author}; ${asVariable}`,
    ],
    [
      ['x', '--eval=<object_key>'],
      `must not be the value of eval, which is code in many programs, ${author}; ${asVariable}`,
    ],
    [
      ['x', 'NODE_OPTIONS=<object_key>'],
      `must not be the value of a variable from which programs read code, ${author}; use another name before =, such as OBJECT_KEY=<object_key>`,
    ],
    [
      ['x', '-k<object_key>'],
      `must not continue the name of an option, ${author}; write the option and the placeholder as two arguments`,
    ],
    [
      ['x', '+<object_key>'],
      `must not follow + at the start of an argument, which is a command of some programs, ${author}; ${asVariable}`,
    ],
    ...[
      [' ', 'a space'],
      ["'", "a quotation mark (')"],
      [';', 'the character ;'],
      ['\n', 'a line break'],
      ['\u200b', 'the character U+200B'],
    ].map(
      ([character = '', name = '']) =>
        [
          ['x', `a${character}<object_key>`],
          `must not be beside ${name} in one argument, ${author}; beside a placeholder, use only letters, digits and . _ / : = @ % + , -, or ${asVariable}`,
        ] as const,
    ),
  ])('%j', (command, message) => {
    const index = command.findIndex((argument) => argument.includes('<object_key>'));
    expect(issueOf(...command)).toEqual([
      `file_upload_jobs.job.task_command[${index}]: <object_key> ${message}`,
    ]);
  });

  test('the message does not repeat the text of the command', () => {
    const secret = 'hunter2';
    const commands = [
      ['x', `--token ${secret} <object_key>`],
      ['x', `-${secret}c`, '<object_key>'],
      ['x', `${secret}_OPTIONS=<object_key>`],
      ['x', `--${secret}-eval=<object_key>`],
      [`bin/${secret}<object_key>`],
    ];
    const issues = commands.flatMap((command) => issueOf(...command));
    expect(issues).toHaveLength(commands.length);
    expect(issues.join('\n')).not.toContain(secret);
  });

  test('the variable of a path has the last name of the path, and valid YAML', () => {
    const event = (path: string) =>
      issuesOf({
        event_jobs: {
          job: { event_pattern: { source: ['a.b'] }, task_command: ['sh', '-c', `x <${path}>`] },
        },
      });
    expect(event('$.detail.customer-name')).toEqual([
      expect.stringContaining('{ CUSTOMER_NAME: <$.detail.customer-name> }'),
    ]);
    expect(event("$['detail-type']")).toEqual([expect.stringContaining('{ DETAIL_TYPE: <$.detail-type> }')]);
  });
});

describe('every command of a job has the rule', () => {
  const bad = { task_command: ['sh', '-c', 'x <object_key>'] };
  test('steps, parallel steps and the task after a failure', () => {
    const steps = [
      { name: 'a', ...bad },
      {
        parallel: [
          { name: 'b', ...bad },
          { name: 'c', task_command: ['x', '<object_key>'] },
        ],
      },
    ];
    const issues = issuesOf({ file_upload_jobs: { job: { steps, on_failure: bad } } });
    expect(issues.map((issue) => issue.slice(0, issue.indexOf(': ')))).toEqual([
      'file_upload_jobs.job.steps[0].task_command[2]',
      'file_upload_jobs.job.steps[1].parallel[0].task_command[2]',
      'file_upload_jobs.job.on_failure.task_command[2]',
    ]);
  });
});

describe('a variable from which programs read code', () => {
  const names = `LD_PRELOAD LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES BASH_ENV BASH_FUNC_x%% PATH IFS PS4 SHELL
    NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONSTARTUP PYTHONHOME PERL5OPT PERL5LIB RUBYOPT RUBYLIB GEM_PATH
    BUNDLE_GEMFILE JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JAVA_OPTS CLASSPATH PHPRC LUA_INIT
    LUA_INIT_5_4 R_PROFILE_USER ERL_FLAGS ERL_AFLAGS DOTNET_STARTUP_HOOKS GIT_SSH_COMMAND GIT_CONFIG_COUNT
    EDITOR PAGER LESSOPEN RSYNC_RSH MAKEFLAGS AWS_CONFIG_FILE OPENSSL_CONF npm_config_script_shell
    PROMPT_COMMAND GRADLE_OPTS MAVEN_OPTS PRE_COMMAND`.split(/\s+/);
  const data = `KEY OBJECT_KEY BUCKET VERSION S3_URI FILE_PATH INPUT_FILE NODE_NAME GIT_REF ENV ENVIRONMENT
    AWS_REGION ORDER_ID SOURCE TYPE MESSAGE PYTHON_FILE RELEASE_ID BUNDLE_ID`.split(/\s+/);

  test('must not have a placeholder', () => {
    expect(names.filter((name) => !isCodeVariable(name))).toEqual([]);
    expect(issuesOf(upload({ environment_variables: { NODE_OPTIONS: '--x=<object_key>' } }))).toEqual([
      `file_upload_jobs.job.environment_variables.NODE_OPTIONS: <object_key> must not be in NODE_OPTIONS, from which programs read code, options or the name of a program, ${author}; use another variable, such as environment_variables: { OBJECT_KEY: <object_key> }`,
    ]);
    expect(issuesOf(upload({ environment_variables: { NODE_OPTIONS: '--enable-source-maps' } }))).toEqual([]);
  });

  test('is not any other variable, whose value can have any text', () => {
    expect(data.filter(isCodeVariable)).toEqual([]);
    expect(issuesOf(upload({ environment_variables: { NOTE: 'a "$(b)"; <object_key>' } }))).toEqual([]);
  });
});

describe('allow_code_placeholder', () => {
  const reason = 'only our own service writes to the bucket';
  const code = { task_command: ['sh', '-c', 'x <object_key>'] };
  const allowed = { ...code, allow_code_placeholder: reason };

  test('turns the errors of its own command into advice with the reason', () => {
    const variables = { environment_variables: { NODE_OPTIONS: '<bucket_name>' } };
    expect(issuesOf(upload(allowed))).toEqual([]);
    expect(foundBy('allowed-code-placeholder', upload({ ...allowed, ...variables }))).toEqual([
      `file_upload_jobs.job.allow_code_placeholder: a person who names a file could run commands with <object_key> in file_upload_jobs.job.task_command[2], <bucket_name> in file_upload_jobs.job.environment_variables.NODE_OPTIONS; allow_code_placeholder allows this for the reason: ${reason}`,
    ]);
  });

  test('does not apply to steps or to the task after a failure', () => {
    const steps = [{ name: 'a', ...code }];
    const job = { steps, on_failure: allowed, allow_code_placeholder: reason };
    expect(issuesOf({ file_upload_jobs: { job } })).toEqual([
      expect.stringMatching(/^file_upload_jobs\.job\.steps\[0\]\.task_command\[2\]: /),
    ]);
  });

  test('is not a field of job_defaults, and the message says where it belongs', () => {
    expect(issuesOf({ job_defaults: { allow_code_placeholder: reason } })).toEqual([
      'job_defaults.allow_code_placeholder: unknown field; write it beside the task_command that it is about, in each job',
    ]);
  });

  test('needs a reason that other people understand', () => {
    expect(issuesOf(upload({ ...code, allow_code_placeholder: 'ok' }))).toContainEqual(
      'file_upload_jobs.job.allow_code_placeholder: ok: must have at least 10 characters, so that other people understand the reason',
    );
  });

  test('is advice if it allows nothing', () => {
    const unused = upload({ task_command: ['bin/import', '<object_key>'], allow_code_placeholder: reason });
    expect(foundBy('allowed-code-placeholder', unused)).toEqual([]);
    expect(foundBy('unused-code-reason', unused)).toEqual([
      'file_upload_jobs.job.allow_code_placeholder: allow_code_placeholder allows nothing, because no placeholder of this command can become code',
    ]);
    expect(foundBy('unused-code-reason', upload(allowed))).toEqual([]);
  });
});

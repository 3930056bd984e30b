/**
 * Tools of clouds, clusters and remote storage. Most of their arguments are data, and some values are code. The options of
 * kubectl 1.32 and rclone 1.60 were compared with their `--help`.
 */
import {
  client,
  named,
  options,
  type OperandRole,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

/** restic starts programs for its repository and its password. */
const restic = client(
  { codeOption: options('o', 'option password-command'), pipeOption: options('r', 'repo from-repo') },
  {
    flags: 'vqxn',
    values: 'pH',
    longFlags: 'verbose quiet json dry-run no-lock one-file-system no-cache',
    longValues: 'tag host exclude exclude-file include password-file target path cache-dir stdin-filename',
  },
);

/** rclone reads the start of an operand as the name and the options of a remote. */
const rclone: ProgramSyntax = {
  ...client(
    {
      codeOption: options('', 'sftp-ssh metadata-mapper password-command auth-proxy server-command'),
      loadOption: options('', 'config'),
    },
    {
      flags: 'vqPnIuc',
      longFlags:
        'progress verbose quiet dry-run checksum update immutable ignore-existing fast-list s3-env-auth',
      longValues:
        'transfers checkers include exclude filter filter-from include-from exclude-from files-from log-file log-level bwlimit retries s3-region s3-provider s3-acl s3-endpoint',
    },
  ),
  operands: ['pipe'],
};

const kubectlOptions: Options = {
  flags: 'itAwR',
  values: 'nlco',
  longFlags: 'all-namespaces stdin tty rm attach quiet command',
  longValues: 'namespace context selector container output field-selector restart request-timeout',
};
/** kubectl starts containers. Their images, templates and patches decide which programs run. */
const kubectl: ProgramSyntax = {
  ...client(
    {
      codeOption: options('p', 'image overrides patch'),
      loadOption: options('[fk]', 'filename kustomize kubeconfig patch-file'),
    },
    kubectlOptions,
  ),
  hasStarters: true,
};
const imageOperands: readonly OperandRole[] = ['data', 'code'];

/** Returns the syntax of the AWS CLI, with the names of options whose value has commands. */
const awsWith = (names: string): ProgramSyntax => ({
  ...client({ codeOption: options('', names) }),
  hasStarters: true,
  hasHarmlessOptions: true,
});
const awsCode =
  'user-data overrides container-definitions container-overrides image-uri template-body definition launch-template-data app-specification steps buildspec-override image-override source-location-override job-driver cli-input-json cli-input-yaml';

/** Tools of clouds by their names. */
export const cloudTools: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('restic', restic),
  ...named('rclone', rclone),
  ...named('kubectl oc', {
    ...kubectl,
    subcommands: [
      [/^set$/, { ...kubectl, subcommands: [[/^image$/, { ...kubectl, operands: imageOperands }]] }],
    ],
  }),
  ...named('aws', {
    ...awsWith(awsCode),
    subcommands: [
      [/^ssm$/, awsWith(`${awsCode} parameters`)],
      // The uploaded object is the code that these commands deploy.
      [/^lambda$/, awsWith(`${awsCode} zip-file s3-key content code`)],
      [/^cloudformation$/, awsWith(`${awsCode} template-file template-url`)],
      [/^iam$/, awsWith(`${awsCode} policy-document assume-role-policy-document`)],
      [/^sagemaker$/, awsWith(`${awsCode} algorithm-specification`)],
      // https://docs.aws.amazon.com/cli/latest/topic/config-vars.html: credential_process is a program.
      [
        /^configure$/,
        { ...awsWith(awsCode), subcommands: [[/^set$/, { operands: ['code'], valuesOf: () => 'unknown' }]] },
      ],
    ],
  }),
];

/**
 * Tools whose first operands are code in a small language, and whose further operands are files. The options of GNU Awk
 * 5.2, GNU sed 4.9 and jq 1.6 were compared with their `--help`.
 */
import { client, joiner, named, options, valueAfter, type ProgramSyntax } from '../program-syntax';

const awk: ProgramSyntax = {
  operands: ['code', 'data'],
  codeOption: options('e', 'source'),
  scriptOption: options('[fE]', 'file exec'),
  loadOption: options('[il]', 'include load'),
  valuesOf: (option) => (/^-[vFW]$/.test(option) ? 1 : /^--[a-z-]+$/.test(option) ? 'unknown' : 0),
  hasDataOptions: true,
};
const sed: ProgramSyntax = {
  operands: ['code', 'data'],
  codeOption: options('[nErsuzi]*e', 'expression'),
  scriptOption: options('[nErsuzi]*f', 'file'),
  valuesOf: (option) => {
    if (option === '-l') return 1;
    if (!option.startsWith('--') || option.includes('=')) return 0;
    return /^--(quiet|silent|debug|in-place|null-data|posix|regexp-extended|separate|unbuffered|zero-terminated)$/.test(
      option,
    )
      ? 0
      : 'unknown';
  },
  hasDataOptions: true,
  readsLaterOptions: true,
};
const jqFlags =
  /^(-[A-Za-z]+|--(null-input|raw-input|slurp|compact-output|raw-output0?|join-output|ascii-output|sort-keys|color-output|monochrome-output|tab|unbuffered|stream|stream-errors|seq|exit-status|args|jsonargs))$/;
const jq: ProgramSyntax = {
  operands: ['code', 'data'],
  scriptOption: options('[A-Za-z]*f', 'from-file'),
  loadOption: options('L', 'library-path'),
  valuesOf: (option) => {
    if (/^--(arg|argjson|slurpfile|rawfile|argfile)$/.test(option)) return 2;
    if (option === '--indent') return 1;
    return jqFlags.test(option) ? 0 : 'unknown';
  },
  hasDataOptions: true,
};
const yq: ProgramSyntax = {
  ...jq,
  valuesOf: (option) => (/^(-[opI]|--(output-format|input-format|indent|arg|argjson))$/.test(option) ? 1 : 0),
  subcommands: [[/^(e|ea|eval|eval-all)$/, { ...jq, valuesOf: valueAfter(/^-[opI]$/) }]],
};

/** Options of Miller without a value: formats, such as `--icsv` and `--c2j`. */
const millerFlags =
  /^(-n|--(i|o|io)?(csv|csvlite|tsv|json|jsonl|nidx|dkvp|xtab|pprint|markdown)|--[a-z]2[a-z]|--(implicit-csv-header|headerless-csv-(in|out)put|allow-ragged-csv-input))$/;

/**
 * Returns the syntax of Miller, a chain of verbs. After a verb that has only options and no code, the operands are
 * files. All other arguments can be code.
 *
 * @param next - The syntax after `then`.
 */
const verbs = (next: ProgramSyntax): ProgramSyntax => ({
  operands: ['code'],
  valuesOf: (option) =>
    millerFlags.test(option) ? 0 : /^--(from|[ior]?fs|[ior]?ps|[ior]rs|ofmt)$/.test(option) ? 1 : 'unknown',
  readsLaterOptions: true,
  loadOption: /^(-s|--(prepipex?|m?load))(=|$)/,
  subcommands: [
    [
      /^(cat|count|flatten|head|json-parse|json-stringify|regularize|sort|tac|tail|top|uniq|unsparsify)$/,
      { ...client(), subcommands: [[/^then$/, next]] },
    ],
    // https://miller.readthedocs.io/en/latest/reference-dsl-syntax: code, or -f FILE, -e CODE and -s NAME=VALUE.
    [
      /^(put|filter)$/,
      {
        operands: ['code', 'data'],
        codeOption: /^-e$/,
        scriptOption: /^-f$/,
        valuesOf: (option) => (/^-[SFqx]$/.test(option) ? 0 : option === '-s' ? 1 : 'unknown'),
        hasDataOptions: true,
        readsLaterOptions: true,
      },
    ],
  ],
});

/** Text tools by their names. */
export const textTools: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('awk gawk mawk nawk', awk),
  ...named('sed gsed ssed', sed),
  ...named('jq gojq jaq xq tomlq', jq),
  ...named('yq', yq),
  ...named('dasel', client()),
  ...named('mlr miller', verbs(verbs(verbs(joiner)))),
];

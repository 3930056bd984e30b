/**
 * Writes docs/api.md, the reference of the TypeScript API, and docs/api/*.api.md, the reports of its declarations:
 * `npm run docs:api`. With --check, it writes nothing, and fails if a file is out of date. It needs `npm run build`.
 *
 * It also fails if an export or a member has no docstring.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import extractor from '@microsoft/api-extractor';

const { Extractor, ExtractorConfig } = extractor;
const root = resolve(import.meta.dirname, '..');
const entries = [
  { name: 'background-jobs', file: 'dist/lib/index.d.ts', report: 'background-jobs' },
  { name: 'background-jobs/testing', file: 'dist/lib/testing/index.d.ts', report: 'background-jobs-testing' },
];

/** Returns the report and the model of an entry point. */
function extract({ file, report }, folder) {
  const entry = join(root, file);
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'node16',
    moduleResolution: 'node16',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const silent = { default: { logLevel: 'none', addToApiReportFile: false } };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
      apiReport: {
        enabled: true,
        reportFolder: folder,
        reportTempFolder: folder,
        reportFileName: `${report}.api.md`,
      },
      docModel: { enabled: true, apiJsonFilePath: join(folder, `${report}.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
        compilerMessageReporting: { default: { logLevel: 'error' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
  const isQuiet = (message) => {
    if (message.logLevel !== 'error') message.handled = true;
  };
  if (!Extractor.invoke(config, { localBuild: true, messageCallback: isQuiet }).succeeded)
    throw new Error(`${file}: API Extractor reports errors`);
  const model = JSON.parse(readFileSync(join(folder, `${report}.json`), 'utf8'));
  return {
    declarations: readFileSync(join(folder, `${report}.api.md`), 'utf8'),
    members: model.members[0].members,
  };
}

/** Returns the parts of a docstring: the summary, and the texts of each tag. */
function parseDocstring(comment = '') {
  const lines = comment
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  const blocks = [{ tag: 'summary', text: '' }];
  let isCode = false;
  for (const line of lines) {
    if (line.startsWith('```')) isCode = !isCode;
    const [, tag, rest] = (isCode ? undefined : /^@(\w+)\s*(.*)$/.exec(line)) ?? [];
    if (tag === undefined) blocks.at(-1).text += `${line}\n`;
    else blocks.push({ tag, text: `${rest}\n` });
  }
  const of = (tag) =>
    blocks
      .filter((block) => block.tag === tag)
      .map(({ text }) => text.trim().replace(/\{@link (\w+)\}/g, '`$1`'))
      .filter((text) => text !== '');
  return { summary: of('summary')[0] ?? '', of };
}

/** Returns the declaration of an item. A function can have a different name inside the package. */
const signatureOf = ({ excerptTokens, kind, name }) =>
  excerptTokens
    .map(({ text }) => text)
    .join('')
    .replace(/^export (declare )?/, '')
    .replace(/^function \w+/, kind === 'Function' ? `function ${name}` : '$&')
    .trim()
    .replace(/;$/, '');

const inCell = (text) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** The exports and members without a docstring. */
const undocumented = [];

function table(heads, rows) {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Renders the parameters, the result, the errors and the example of a function or a constructor. */
function renderCall(item, docstring) {
  const rows = docstring.of('param').map((text) => {
    const [, name = '', meaning = ''] = /^(\S+) - (.*)$/s.exec(text) ?? [];
    return [`\`${name}\``, inCell(meaning)];
  });
  return [
    ...(rows.length === 0 ? [] : [table(['parameter', 'meaning'], rows)]),
    ...docstring.of('returns').map((text) => `Returns ${text.charAt(0).toLowerCase()}${text.slice(1)}`),
    ...docstring.of('throws').map((text) => `Throws ${text}`),
  ];
}

const memberKinds = new Set(['PropertySignature', 'Property', 'MethodSignature', 'Method']);

/** Renders the members of an interface or a class. */
function renderMembers(item) {
  const members = (item.members ?? []).filter(({ kind }) => memberKinds.has(kind));
  if (members.length === 0) return [];
  const rows = members.map((member) => {
    const docstring = parseDocstring(member.docComment);
    const [constant] = /^readonly \w+: ('[^']*');?$/.exec(signatureOf(member)) ?? [];
    if (docstring.summary === '' && constant === undefined) undocumented.push(`${item.name}.${member.name}`);
    const type = signatureOf(member).replace(/^(protected |static )?(readonly )?/, '');
    return [`\`${inCell(type)}\``, inCell(docstring.summary), inCell(docstring.of('default')[0] ?? '')];
  });
  return [table(['member', 'meaning', 'default'], rows)];
}

function renderItem(item) {
  const docstring = parseDocstring(item.docComment);
  if (docstring.summary === '') undocumented.push(item.name);
  const constructor = (item.members ?? []).find(({ kind }) => kind === 'Constructor');
  const call = constructor === undefined ? item : constructor;
  return [
    `### ${item.name}`,
    docstring.summary,
    `\`\`\`ts\n${constructor === undefined ? signatureOf(item) : `${signatureOf(item)}\n${signatureOf(constructor)}`}\n\`\`\``,
    ...renderCall(item, constructor === undefined ? docstring : parseDocstring(call.docComment)),
    ...renderMembers(item),
    ...docstring.of('example').map((text) => `Example:\n\n${text}`),
  ].join('\n\n');
}

const isCheck = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'api-docs-'));
try {
  const files = {};
  const sections = entries.map((entry) => {
    const { declarations, members } = extract(entry, folder);
    files[`docs/api/${entry.report}.api.md`] = declarations;
    const items = members.map((item) => ({ ...item, name: item.name || 'default' }));
    const byName = items.sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
    return `## ${entry.name}\n\n${byName.map(renderItem).join('\n\n')}`;
  });
  files['docs/api.md'] = `<!-- Written by \`npm run docs:api\` from the docstrings. -->

# TypeScript API

The package has two entry points: \`background-jobs\` for apps, and \`background-jobs/testing\` for tests. Both work with
\`import\` and with \`require\`. [docs/cdktf.md](cdktf.md) shows how to use the constructs, and
[docs/versions.md](versions.md) describes which changes are breaking.

${sections.join('\n\n')}
`;
  mkdirSync(join(root, 'docs/api'), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    if (!isCheck) {
      writeFileSync(target, content);
    } else if (readFileSync(target, 'utf8') !== content) {
      process.stderr.write(`${path} is out of date; run npm run docs:api\n`);
      process.exitCode = 1;
    }
  }
  if (undocumented.length > 0) {
    process.stderr.write(`these exports and members need a docstring: ${undocumented.join(', ')}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

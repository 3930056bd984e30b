/**
 * Writes the program into one file, `dist/program/program.js`, with a source map and the licenses of the packages in it. Node
 * loads one file in a third of the time that it needs for some hundred files (docs/decisions/0061-one-file.md).
 *
 * The library stays in `dist/lib`, because its users share its packages.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const folder = join(root, 'dist', 'program');

/** Deletes the bundled program. Without it, the launcher starts the compiled files, which are newer. */
export function deleteBundle() {
  rmSync(folder, { recursive: true, force: true });
}

/** Bundles the compiled program. The packages of `npm ci` must be installed. */
export async function bundle() {
  const { build } = require('esbuild');
  const { metafile, outputFiles } = await build({
    entryPoints: [join(root, 'lib', 'cli', 'bin.ts')],
    outfile: join(folder, 'program.js'),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.12',
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    // The package has no TypeScript files. Their names and lines are enough for stack traces.
    sourcesContent: false,
    legalComments: 'none',
    // The names stay, so that stack traces can be read. Without spaces, the package is 0.7 MB smaller.
    minifyWhitespace: true,
    external: ['@aws-sdk/*', '@cdktn/hcl2json'],
    // A script with a code cache can't use import() in all versions of Node. esbuild writes require() instead.
    supported: { 'dynamic-import': false },
    plugins: [precomputedSchema, onlyEnglish, lateChildProcess],
    logLevel: 'warning',
  });
  deleteBundle();
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of outputFiles) {
    // The launcher uses a code cache only for the program with this checksum.
    const checksum = createHash('sha256').update(text).digest('hex');
    writeFileSync(path, path.endsWith('.js') ? `// ${checksum}\n${text}` : shifted(text));
  }
  writeFileSync(join(folder, 'LICENSES.txt'), licenses(Object.keys(metafile.inputs)));
}

/**
 * Returns a source map for a program with one more line at its start. The map has no positions of packages, which take a quarter
 * of it.
 */
function shifted(map) {
  const { decode, encode } = require('@jridgewell/sourcemap-codec');
  const parsed = JSON.parse(map);
  const isOwn = ([, source]) =>
    source !== undefined && !/(^|[\\/])node_modules[\\/]/.test(parsed.sources[source]);
  const lines = decode(parsed.mappings).map((segments) =>
    segments
      // A segment without a source ends the part of the previous segment.
      .map((segment) => (isOwn(segment) ? segment : segment.slice(0, 1)))
      .filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length !== 1),
  );
  return JSON.stringify({ ...parsed, mappings: encode([[], ...lines]) });
}

/** Replaces the module that generates the JSON Schema by the schema itself. To generate it takes longer than to load it. */
const precomputedSchema = {
  name: 'precomputed-schema',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]schema[\\/]generate-json-schema\.ts$/ }, () => {
      const compiled = join(root, 'dist', 'lib', 'config', 'schema', 'generate-json-schema.js');
      const schema = JSON.stringify(require(compiled).generateJsonSchema());
      return {
        contents: `export function generateJsonSchema() { return JSON.parse(${JSON.stringify(schema)}); }`,
      };
    });
  },
};

/** Leaves out the translations of zod's messages. The program replaces zod's messages by its own. */
const onlyEnglish = {
  name: 'only-english',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: `export { default as en } from './en.js';`,
    }));
  },
};

/** Loads `node:child_process` at its first use. commander loads it for commands in separate files, and there are none. */
const lateChildProcess = {
  name: 'late-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child-process', namespace: 'late' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'late' }, () => ({
      contents: `exports.spawn = (...values) => require('node:child_process').spawn(...values);`,
      resolveDir: root,
    }));
  },
};

/** Returns the licenses of the packages that are in the bundle. */
function licenses(inputs) {
  // A package can be inside another one, or in a folder above this one.
  const homes = inputs.flatMap(
    (input) => /.*[\\/]?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(input)?.[0] ?? [],
  );
  const notices = [...new Set(homes)].map((home) => {
    const { name, version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const file = readdirSync(home).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} has no license file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(home, file), 'utf8').trim()}\n`;
  });
  notices.sort();
  const line = '-'.repeat(80);
  return [`program.js contains these packages.\n`, ...notices].join(`\n${line}\n\n`);
}

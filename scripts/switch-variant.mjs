/**
 * Copies the project to a folder, and lets the copy use other versions of cdktf and of the AWS bindings: those of a folder in
 * tools/variants. The copy imports the packages of the variant, and its goldens have the variant's metadata
 * (docs/decisions/0043-cdktn-and-other-variants.md).
 *
 * Usage: npm run switch -- VARIANT FOLDER
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** The folder with a subfolder for each variant. Its lock file pins the packages of the variant. */
export const variantsFolder = join(root, 'tools', 'variants');

/** The names of the variants. */
export const variants = readdirSync(variantsFolder).sort();

/** The library and the bindings that this project uses itself. */
const ours = { library: 'cdktf', bindings: '@cdktf/provider-aws' };

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Returns the packages of a variant: the library, the bindings, and the range of constructs that the library accepts. */
function packagesOf(variant) {
  const { dependencies } = readJson(variantsFolder, variant, 'package.json');
  const names = Object.keys(dependencies);
  const library = names.find((name) => /^cdkt[a-z]$/.test(name));
  const bindings = names.find((name) => name.endsWith('/provider-aws'));
  if (library === undefined || bindings === undefined)
    throw new Error(`tools/variants/${variant} lacks the library or the bindings`);
  const { packages } = readJson(variantsFolder, variant, 'package-lock.json');
  const { constructs } = packages[`node_modules/${library}`].peerDependencies;
  return { library, bindings, constructs, dependencies };
}

/** Returns the manifest of the copy. */
function manifestFor({ library, bindings, constructs, dependencies }) {
  const manifest = readJson(root, 'package.json');
  const { [ours.library]: _library, constructs: _constructs, ...peers } = manifest.peerDependencies;
  const { [ours.library]: meta, ...otherMeta } = manifest.peerDependenciesMeta;
  const {
    [ours.bindings]: _bindings,
    [ours.library]: _installed,
    constructs: _installedConstructs,
    ...tools
  } = manifest.devDependencies;
  return {
    ...manifest,
    peerDependenciesMeta: { ...otherMeta, [library]: meta },
    peerDependencies: { ...peers, [library]: `^${dependencies[library]}`, constructs },
    devDependencies: {
      [bindings]: dependencies[bindings],
      [library]: dependencies[library],
      constructs: dependencies.constructs,
      ...tools,
    },
  };
}

/** Lets a source file of the copy import the variant's packages. */
function switchSource(path, text, { library, bindings, dependencies }) {
  if (path === 'lib/resources/stack/library.ts') return switchLibrary(text, { library, dependencies });
  const imports = text
    .replaceAll(ours.bindings, bindings)
    .replaceAll(`from '${ours.library}'`, `from '${library}'`);
  // Messages in these files name the package that users install, and the lint has patterns of its name.
  return /^(lib\/installation\.ts|lib\/constructs\/same-copies\.ts|eslint\.config\.mjs|__tests__\/.*\/(same-copies|installation)\.test\.ts)$/.test(
    path,
  )
    ? imports.replace(new RegExp(`\\b${ours.library}\\b(?![.-])`, 'g'), library)
    : imports;
}

/** Gives the writer of the copy the metadata and the format of the variant. */
function switchLibrary(text, { library, dependencies }) {
  if (library === ours.library) return text;
  const switched = text
    .replace(/(libraryVersion = )'[^']+'/, `$1'${dependencies[library]}'`)
    .replace(/(breaksEmptyLines: boolean = )true/, '$1false');
  if (switched.includes(`'${dependencies[library]}'`) && switched.includes('= false')) return switched;
  throw new Error('lib/resources/stack/library.ts has no version or no format to replace');
}

/** Gives a golden of the copy the metadata of the variant. A difference that is not in this function fails the tests. */
function switchGolden(text, { library, dependencies }) {
  if (library === ours.library) return text;
  const { version } = readJson(root, 'node_modules', ours.library, 'package.json');
  return (
    text
      // The version of the library, in the metadata of the stack.
      .replace(`"version": "${version}"`, `"version": "${dependencies[library]}"`)
      // cdktf breaks the line inside an empty object or list, and cdktn does not. Strings have no line breaks.
      .replace(/\{\n *\}/g, '{}')
      .replace(/\[\n *\]/g, '[]')
  );
}

/**
 * Copies the files of the project that git does not ignore, and switches the copy to the variant. The copy has no
 * `node_modules` and no lock file.
 */
export function switchVariant(variant, folder) {
  const packages = packagesOf(variant);
  const git = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', git, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  for (const path of new Set(
    files.split('\0').filter((file) => file !== '' && existsSync(join(root, file))),
  )) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const change = path.endsWith('.tf.json')
      ? (text) => switchGolden(text, packages)
      : /\.(ts|mjs)$/.test(path) && path !== 'scripts/switch-variant.mjs'
        ? (text) => switchSource(path, text, packages)
        : undefined;
    if (change === undefined) cpSync(join(root, path), target);
    else writeFileSync(target, change(readFileSync(join(root, path), 'utf8')));
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifestFor(packages), undefined, 2)}\n`);
  rmSync(join(folder, 'package-lock.json'));
}

if (process.argv[1] === import.meta.filename) {
  const [variant, folder] = process.argv.slice(2);
  if (!variants.includes(variant) || folder === undefined) {
    console.error(`usage: npm run switch -- VARIANT FOLDER, with one of the variants ${variants.join(', ')}`);
    process.exit(2);
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    console.error(`${folder} is not empty; give a new folder`);
    process.exit(2);
  }
  switchVariant(variant, resolve(folder));
  console.log(`wrote ${folder}; run npm install there, then npm test or npm pack`);
}

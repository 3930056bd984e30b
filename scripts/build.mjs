/**
 * Builds the program: `npm run build`. Compiles into `dist`, and copies the bindings of AWS resources that the program
 * uses into `dist/bindings`. The package of all bindings has 400 MB, so it must not be a dependency of users
 * (docs/decisions/0040-npm-package.md).
 *
 * With `--bundle`, it also writes the program into one file. The package has this file.
 *
 * With `--if-possible`, as in `npm ci --omit=dev`, a missing compiler is not an error.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { bundle, deleteBundle } from './bundle.mjs';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const bindings = join(dist, 'bindings');
const require = createRequire(import.meta.url);

/** The package of all bindings. */
const bindingsPackage = '@cdktf/provider-aws';

/** Returns the path of a file in a package, or `undefined` if the package is not installed. */
function installed(path) {
  try {
    return require.resolve(path);
  } catch {
    return undefined;
  }
}

/** Returns the paths of the files below a folder. */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Deletes compiled files whose source does not exist any more. */
function deleteStale() {
  for (const file of filesIn(join(dist, 'lib'))) {
    const source = join(root, relative(dist, file)).replace(/(\.d\.ts|\.js)$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}

/** Copies the bindings that the compiled library imports, and makes it import the copies. */
function bundleBindings() {
  const names = new Set();
  const imports = new RegExp(`(["'])${bindingsPackage}/lib/([a-z0-9-]+)\\1`, 'g');
  for (const file of filesIn(join(dist, 'lib'))) {
    const compiled = readFileSync(file, 'utf8');
    const toBindings = relative(dirname(file), bindings).split(sep).join('/');
    const bundled = compiled.replace(
      imports,
      (_, quote, name) => `${quote}${toBindings}/${name}/index.js${quote}`,
    );
    for (const [, name] of bundled.matchAll(/["'][./]+\/bindings\/([a-z0-9-]+)\/index\.js["']/g))
      names.add(name);
    if (bundled !== compiled) writeFileSync(file, bundled);
  }
  const provider = join(root, 'node_modules', bindingsPackage);
  const { version } = JSON.parse(readFileSync(join(provider, 'package.json'), 'utf8'));
  const description = bindingsReadme(version, [...names].sort());
  const readme = join(bindings, 'README.md');
  if (existsSync(readme) && readFileSync(readme, 'utf8') === description) return;
  rmSync(bindings, { recursive: true, force: true });
  for (const name of names) cpSync(join(provider, 'lib', name), join(bindings, name), { recursive: true });
  cpSync(join(provider, 'LICENSE'), join(bindings, 'LICENSE'));
  writeFileSync(readme, description);
}

/** Returns the text of a file in the folder of the copies. It also shows whether the copies are up to date. */
function bindingsReadme(version, names) {
  return `These folders are unchanged copies from the npm package ${bindingsPackage} ${version}. Their license is
MPL-2.0, in the file LICENSE. The npm package has a link to the source.

${names.map((name) => `- ${name}\n`).join('')}`;
}

/**
 * Installs the packages of the build, if npm should have done so. `npm install --global` of a git URL runs this script without
 * them (https://github.com/npm/cli/issues/8440), and so does pre-commit.
 */
function installMissingPackages() {
  const { npm_config_global: isGlobal, npm_execpath: npm } = process.env;
  if (isGlobal !== 'true' || npm === undefined || installed('typescript/bin/tsc') !== undefined) return;
  const ci = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  spawnSync(process.execPath, [npm, ...ci], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, npm_config_global: 'false' },
  });
}

installMissingPackages();
const compiler = installed('typescript/bin/tsc');
const mayStayUnbuilt =
  process.argv.includes('--if-possible') && !/^(pack|publish)$/.test(process.env.npm_command ?? '');
if (compiler === undefined) {
  process.stderr.write(
    `background-jobs was not built, because TypeScript is not installed; run npm ci in ${root} without --omit=dev\n`,
  );
  process.exitCode = mayStayUnbuilt ? 0 : 1;
} else {
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) {
    deleteStale();
    bundleBindings();
    if (process.argv.includes('--bundle')) await bundle();
    else deleteBundle();
  }
  process.exitCode = status ?? 1;
}

import { lockedPackages, type LockedPackage } from './locked-packages';

/**
 * Renders docs/dependencies.md: the packages that users install, from the lock file.
 *
 * @param lockFile - The path of `package-lock.json`.
 */
export function renderDependencies(lockFile: string): string {
  const packages = lockedPackages(lockFile);
  const inProgram = packages.filter(({ usedBy }) => usedBy === 'program');
  const inApps = packages.filter(({ usedBy }) => usedBy === 'cdktf app');
  const separate = inApps.filter(({ bundledIn }) => bundledIn === undefined);
  const bundled = inApps.filter(({ bundledIn }) => bundledIn !== undefined);
  return [
    '<!-- Written by `npm run docs` from package-lock.json. -->',
    '',
    '# Dependencies',
    '',
    introduction,
    '',
    `## ${String(inProgram.length)} packages of the program`,
    '',
    'The lock file has a checksum of each archive, and `npm ci` verifies it. `chokidar` and `readdirp` are only inside the program, so users do not install them.',
    '',
    ...table(inProgram),
    '',
    `## ${String(separate.length)} packages of cdktf apps`,
    '',
    'A cdktf app that imports the library installs these packages. The program does not use them.',
    '',
    ...table(separate),
    '',
    `## ${String(bundled.length)} packages inside these archives`,
    '',
    bundledNote,
    '',
    ...table(bundled),
    '',
    '## Copies in this package',
    '',
    copiesNote,
    '',
    ...table(packages.filter(({ name }) => name === '@cdktf/provider-aws')),
    '',
  ].join('\n');
}

const introduction = `These packages run on the machine that synthesizes. The tools of this repository's tests are not among them.
\`__tests__/dependencies.test.ts\` fails if a package has a license that nobody has accepted.`;

const bundledNote = `cdktf's archive contains these packages. The checksum of the archive covers them, so the lock file has no other checksum for them.
npm can't update them: a fix in one of them needs a new version of cdktf. In the lock file, these
packages have \`"inBundle": true\`.`;

const copiesNote = `This package contains some folders of the following package, unchanged
([decision 40](decisions/0040-npm-package.md)).`;

function table(packages: readonly LockedPackage[]): readonly string[] {
  const rows = packages.map(({ name, version, license, bundledIn }) => [
    `\`${name}\``,
    version,
    license ?? 'none declared',
    ...(bundledIn === undefined ? [] : [`\`${bundledIn}\``]),
  ]);
  const heads = ['package', 'version', 'license', 'inside'].slice(0, rows[0]?.length ?? 0);
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

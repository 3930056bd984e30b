import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A package of a lock file. */
export interface LockedPackage {
  /** Folder below the lock file, for example `node_modules/cdktf/node_modules/semver`. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** The SPDX expression in the lock file. `undefined` if the package declares no license. */
  readonly license: string | undefined;
  /** Who uses the package: the program, cdktf apps that import the library, or only tests and tools of this repository. */
  readonly usedBy: 'program' | 'cdktf app' | 'tests';
  /** The package whose archive contains this package. `undefined` if npm downloads it separately. */
  readonly bundledIn: string | undefined;
  /** The checksum of the archive. A bundled package has none, because the checksum of its bundle covers it. */
  readonly integrity: string | undefined;
}

const lockFile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

/**
 * Reads the packages of a lock file of npm, without the root package.
 *
 * @param path - The path of a `package-lock.json` of version 3.
 * @throws ZodError if the file is not such a lock file.
 * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */
export function lockedPackages(path: string): readonly LockedPackage[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, { version = '', license, dev = false, inBundle = false, integrity }]) => ({
      folder,
      name: nameOf(folder),
      version,
      license,
      usedBy: usersOf(folder, dev),
      bundledIn: inBundle ? nameOf(folder.slice(0, folder.lastIndexOf('/node_modules/'))) : undefined,
      integrity,
    }));
}

/** Development dependencies that the program contains. Users do not install them, because the program is one file. */
const onlyBundled: readonly string[] = ['node_modules/chokidar', 'node_modules/readdirp'];

/** Returns who uses a package. cdktf apps install the optional peers cdktf and constructs, which our tests use too. */
function usersOf(folder: string, dev: boolean): LockedPackage['usedBy'] {
  if (!dev || onlyBundled.includes(folder)) return 'program';
  return /^node_modules\/(cdktf|constructs)(\/|$)/.test(folder) ? 'cdktf app' : 'tests';
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

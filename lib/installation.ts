/**
 * Checks the packages that a cdktf app must install beside this package. The entry point of the library imports this
 * file first.
 */

/** The installation lacks a package, or has a package twice. */
export class InstallationError extends Error {
  /** The name of the error, by which the program recognizes it. */
  override readonly name = 'InstallationError';
}

/**
 * The packages of a user's cdktf app. The app and the library must share one copy of each. The program and
 * `background-jobs/testing` do not use them.
 */
const sharedPackages = ['cdktf', 'constructs'] as const;

/**
 * Checks that the shared packages are installed.
 *
 * @param resolve - Returns the path of a package, or throws an error if the package is missing.
 * @throws InstallationError if a package is missing.
 */
export function checkInstallation(resolve: (name: string) => string): void {
  const missing = sharedPackages.filter((name) => !canResolve(resolve, name));
  if (missing.length === 0) return;
  throw new InstallationError(
    `the library background-jobs needs ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed beside it; run npm install --save-dev ${missing.join(' ')}`,
  );
}

/** Returns the error about a construct that belongs to another copy of a package. */
export function doubledPackage(name: (typeof sharedPackages)[number]): InstallationError {
  return new InstallationError(
    `the stack belongs to another copy of ${name} than background-jobs uses; npm ls ${name} shows the copies: install one version for both, and run npm dedupe`,
  );
}

function canResolve(resolve: (name: string) => string, name: string): boolean {
  try {
    resolve(name);
    return true;
  } catch {
    return false;
  }
}

checkInstallation((name) => require.resolve(name));

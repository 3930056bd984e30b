import type { LockedPackage } from './locked-packages';

/** Licenses of packages that users install. None of them requires users to publish their own code. */
const runtimeLicenses: readonly string[] = [
  'Apache-2.0',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MPL-2.0',
];

/** Licenses of packages that only tests and tools of this repository use. They are not distributed. */
const developmentLicenses: readonly string[] = [
  ...runtimeLicenses,
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
  '(MIT OR GPL-3.0-or-later)',
  '(MIT OR WTFPL)',
  '0BSD',
  'AGPL-3.0-or-later',
  'Apache-2.0 AND MIT',
  'BSD-2-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
];

/** Packages without an SPDX license, and where their license is. */
const readByPerson: Readonly<Record<string, string>> = {
  'format@0.2.2': 'MIT, in its Readme.md',
  'jsonify@0.0.1': 'public domain, in its package.json',
};

/**
 * Returns the packages whose license no maintainer has accepted yet. To accept a license, add it to a list in this
 * file. To accept a package without an SPDX license, read the license in its archive.
 */
export function packagesToReview(packages: readonly LockedPackage[]): readonly string[] {
  return packages
    .filter(({ name, version, license, usedBy }) => {
      if (Object.hasOwn(readByPerson, `${name}@${version}`)) return false;
      return (
        license === undefined ||
        !(usedBy === 'tests' ? developmentLicenses : runtimeLicenses).includes(license)
      );
    })
    .map(
      ({ name, version, license, usedBy }) =>
        `${name}@${version}: ${license ?? 'no license'} (${usedBy === 'tests' ? 'development' : 'runtime'})`,
    );
}

import { describe, expect, test } from '@jest/globals';
import { releaseProblems, type ReleaseFiles } from '../../scripts/release-problems';

const changelog = '# Changelog\n\n## 1.2.3\n\n### Added\n\n- A field.\n\n## 1.2.2\n\n- A fix.\n';

/** The files of a release that can be published. */
function filesOf(changes: Partial<ReleaseFiles> = {}): ReleaseFiles {
  return {
    manifest: '{ "name": "background-jobs", "version": "1.2.3" }',
    lock: '{ "version": "1.2.3", "packages": { "": { "version": "1.2.3" } } }',
    changelog,
    ...changes,
  };
}

describe('a release', () => {
  test('has no problem if the files have the version of the tag', () => {
    expect(releaseProblems('v1.2.3', filesOf())).toEqual([]);
    expect(
      releaseProblems(
        'v1.2.3',
        filesOf({ changelog: changelog.replace('## 1.2.3', '## Unreleased\n\n## 1.2.3') }),
      ),
    ).toEqual([]);
  });

  test.each(['', '1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v01.2.3', 'v1.2.3\n', 'vx1.2.3'])(
    'has no tag %j',
    (tag) => {
      expect(releaseProblems(tag, filesOf())).toEqual([
        `The tag ${JSON.stringify(tag)} must be v and a version of three numbers, such as v1.2.3; delete it and push another tag.`,
      ]);
    },
  );

  test('must have the version in package.json and in the lock file', () => {
    expect(
      releaseProblems(
        'v1.2.3',
        filesOf({
          manifest: '{ "version": "1.2.2", "private": true }',
          lock: '{ "version": "1.2.2", "packages": {} }',
        }),
      ),
    ).toEqual([
      'package.json has the version "1.2.2", and the tag is v1.2.3; run npm version 1.2.3 --no-git-tag-version, and tag that commit.',
      'package-lock.json has the version "1.2.2", and the tag is v1.2.3; run npm version 1.2.3 --no-git-tag-version, and tag that commit.',
      'packages[""] of package-lock.json has no version, and the tag is v1.2.3; run npm version 1.2.3 --no-git-tag-version, and tag that commit.',
      'package.json has private: true, and npm rejects such a package; remove the line.',
    ]);
  });

  test.each([
    [
      'no heading',
      changelog.replace('1.2.3', 'Unreleased'),
      [
        'CHANGELOG.md has no heading "## 1.2.3"; rename "## Unreleased" to it.',
        'CHANGELOG.md has entries below "## Unreleased"; move them below "## 1.2.3".',
      ],
    ],
    [
      'a heading without entries',
      changelog.replace('- A field.', ''),
      ['CHANGELOG.md has no entry below "## 1.2.3"; write at least one.'],
    ],
    [
      'a heading of a longer version only',
      changelog.replace('1.2.3', '1.2.30'),
      ['CHANGELOG.md has no heading "## 1.2.3"; rename "## Unreleased" to it.'],
    ],
  ])('must have an entry in the changelog, which has %s', (_, text, problems) => {
    expect(releaseProblems('v1.2.3', filesOf({ changelog: text }))).toEqual(problems);
  });
});

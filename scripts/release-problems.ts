import { fieldOf, isObject } from '../lib/values/json';

/** The files of a release, as texts. */
export interface ReleaseFiles {
  /** The text of package.json. */
  readonly manifest: string;
  /** The text of package-lock.json. */
  readonly lock: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
}

const releaseTag = /^v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

/**
 * Returns the reasons why a tag must not be published, each as a sentence. The version of the tag must be in package.json,
 * in package-lock.json and in the changelog.
 *
 * @param tag - The tag of git: `v1.2.3`.
 * @param files - The files of the tagged commit.
 */
export function releaseProblems(tag: string, files: ReleaseFiles): readonly string[] {
  if (!releaseTag.test(tag))
    return [
      `The tag ${JSON.stringify(tag)} must be v and a version of three numbers, such as v1.2.3; delete it and push another tag.`,
    ];
  const version = tag.slice(1);
  const manifest = parseObject(files.manifest);
  const lock = parseObject(files.lock);
  const versions = {
    'package.json': fieldOf(manifest, 'version'),
    'package-lock.json': fieldOf(lock, 'version'),
    'packages[""] of package-lock.json': fieldOf(fieldOf(fieldOf(lock, 'packages'), ''), 'version'),
  };
  const wrongVersions = Object.entries(versions)
    .filter(([, found]) => found !== version)
    .map(
      ([file, found]) =>
        `${file} has ${typeof found === 'string' ? `the version ${JSON.stringify(found)}` : 'no version'}, and the tag is ${tag}; run npm version ${version} --no-git-tag-version, and tag that commit.`,
    );
  const isPrivate = fieldOf(manifest, 'private') === true;
  return [
    ...wrongVersions,
    ...(isPrivate
      ? ['package.json has private: true, and npm rejects such a package; remove the line.']
      : []),
    ...changelogProblems(version, files.changelog),
  ];
}

function changelogProblems(version: string, changelog: string): readonly string[] {
  const sections = new Map(
    changelog
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [heading = '', ...lines] = section.split('\n');
        return [heading.trim(), lines.join('\n')] as const;
      }),
  );
  const entries = (heading: string) =>
    (sections.get(heading) ?? '').split('\n').filter((line) => line.startsWith('- '));
  const problems: string[] = [];
  if (!sections.has(version))
    problems.push(`CHANGELOG.md has no heading "## ${version}"; rename "## Unreleased" to it.`);
  else if (entries(version).length === 0)
    problems.push(`CHANGELOG.md has no entry below "## ${version}"; write at least one.`);
  if (entries('Unreleased').length > 0)
    problems.push(`CHANGELOG.md has entries below "## Unreleased"; move them below "## ${version}".`);
  return problems;
}

function parseObject(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : {};
}

import {
  intersect,
  isEmptyRange,
  isWithin,
  parseVersionConstraint,
  renderRange,
} from '../text/version-constraints';

/** The versions of hashicorp/aws that accept the generated resources: the two major versions in use. */
export const supportedProviderVersions = '>= 5.100.0, < 7.0.0';

/**
 * Explains why a text can't be the version constraint of the provider hashicorp/aws. It must be a valid constraint of
 * Terraform, and allow only versions in {@link supportedProviderVersions}.
 *
 * @returns One sentence; `undefined` if the constraint is valid.
 */
export function explainInvalidProviderVersion(text: string): string | undefined {
  const supported = parseVersionConstraint(supportedProviderVersions);
  const given = parseVersionConstraint(text);
  if (!given.ok) return given.reason;
  if (!supported.ok) throw new TypeError(supported.reason);
  if (isEmptyRange(given.value)) return `no version satisfies ${text}; write one such as "~> 6.60"`;
  const both = intersect(given.value, supported.value);
  if (isEmptyRange(both))
    return `${text} allows no version that the generated JSON works with (${supportedProviderVersions}); write one such as "~> 6.60"`;
  if (isWithin(given.value, supported.value)) return undefined;
  return `${text} also allows versions that the generated JSON is not tested with; it must be within ${supportedProviderVersions}, for example ${JSON.stringify(renderRange(both))}`;
}

import { z } from 'zod';
import {
  caseInsensitiveDuplicates,
  maximumTagKeyCharacters,
  maximumTags,
  maximumTagValueCharacters,
  tagCharacters,
  unreservedTag,
} from '../../aws/tags';

const { minimum: minimumKey, maximum: maximumKey } = maximumTagKeyCharacters;
const { minimum: minimumValue, maximum: maximumValue } = maximumTagValueCharacters;

const emptyKey = `a tag’s key must have at least ${minimumKey} character`;
const longKey = `a tag’s key must have at most ${maximumKey} characters`;
const longValue = `a tag’s value must have at most ${maximumValue} characters`;

/** Characters that all AWS services accept in tags, as words for messages. */
const tagAlphabet = 'letters, digits, spaces and _ . : / = + - @';
const reservedPrefix = 'must not begin with aws:, which is reserved for AWS';

/** Tags of the resources that Terraform creates. */
export const resourceTags = z
  .record(
    z
      .string()
      .min(minimumKey, emptyKey)
      .max(maximumKey, longKey)
      .regex(tagCharacters, `a tag’s key must have only ${tagAlphabet}`)
      .regex(unreservedTag, `a tag’s key ${reservedPrefix}; rename the tag`),
    z
      .string()
      .min(
        minimumValue,
        `a tag’s value must have at least ${minimumValue} character, because schedule groups reject empty values`,
      )
      .max(maximumValue, longValue)
      .regex(tagCharacters, `a tag’s value must have only ${tagAlphabet}`)
      .regex(unreservedTag, `a tag’s value ${reservedPrefix}; change the value`),
  )
  .check(({ value, issues }) => {
    const keys = Object.keys(value);
    if (keys.length > maximumTags) {
      const message = `the maximum for a resource is ${maximumTags} tags, but there are ${keys.length}; remove some`;
      issues.push({ code: 'custom', message, input: value });
    }
    for (const [key, first] of caseInsensitiveDuplicates(keys)) {
      const message = `the key ${key} differs from ${first} only in case, so IAM treats them as one key; remove one of them`;
      issues.push({ code: 'custom', message, input: value[key], path: [key] });
    }
  });

/** Tags by which Terraform finds existing resources. Keys and values can have any characters. */
export const searchedTags = z.record(
  z.string().min(minimumKey, emptyKey).max(maximumKey, longKey),
  z.string().max(maximumValue, longValue),
);

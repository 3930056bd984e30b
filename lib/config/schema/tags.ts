import { z } from 'zod';
import { controlCharacter, noControlCharacters } from './values';
import {
  caseInsensitiveDuplicates,
  maximumConfiguredTags,
  tagKeyCharacters,
  maximumTags,
  tagValueCharacters,
  ownTagKeys,
  tagCharacters,
  unreservedTag,
} from '../../aws/tags';

const { minimum: minimumKey, maximum: maximumKey } = tagKeyCharacters;
const { minimum: minimumValue, maximum: maximumValue } = tagValueCharacters;

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
    if (keys.length > maximumConfiguredTags) {
      const message = `there are ${keys.length} tags; at most ${maximumConfiguredTags} are allowed, because a task can have ${maximumTags} and gets the tags ${ownTagKeys.join(' and ')} too; remove some`;
      issues.push({ code: 'custom', message, input: value });
    }
    for (const key of keys.filter((one) => ownTagKeys.includes(one.toLowerCase()))) {
      const message = `the key ${key} is a tag that the program sets; rename the tag`;
      issues.push({ code: 'custom', message, input: value[key], path: [key] });
    }
    for (const [key, first] of caseInsensitiveDuplicates(keys)) {
      const message = `the key ${key} differs from ${first} only in case, so IAM treats them as one key; remove one of them`;
      issues.push({ code: 'custom', message, input: value[key], path: [key] });
    }
  });

const searched = z.string().regex(noControlCharacters, controlCharacter);

/** Tags by which Terraform finds existing resources. Keys and values can have any characters, except for control characters. */
export const searchedTags = z.record(
  searched.min(minimumKey, emptyKey).max(maximumKey, longKey),
  searched.max(maximumValue, longValue),
);

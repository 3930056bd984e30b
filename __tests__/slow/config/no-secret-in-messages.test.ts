import { describe, expect, test } from '@jest/globals';
import { issueFormats, type IssueFormat } from '../../../lib/report/issues/formats';
import { leaksIn, markedFields, markedTexts } from '../../config/support/marked-files';

const formats: readonly IssueFormat[] = ['text', 'json', 'github', 'sarif'];

describe('a message or code frame never shows', () => {
  test('a value of a field of the schema that can be secret, in any format', () => {
    expect(new Set(formats)).toEqual(new Set(Object.keys(issueFormats)));
    expect(markedFields.length).toBeGreaterThan(500);
    expect(markedFields.flatMap((file) => leaksIn(file, formats))).toEqual([]);
  });

  test('a value in a valid or broken form, in any format', () => {
    expect(markedTexts.length).toBeGreaterThan(2500);
    expect(markedTexts.flatMap((file) => leaksIn(file, formats))).toEqual([]);
  });
});

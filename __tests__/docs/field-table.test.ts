import { describe, expect, test } from '@jest/globals';
import { toMarkdown } from '../../scripts/docs/field-table';

describe('a description in Markdown', () => {
  test.each([
    ['names of fields as code', 'Default: service.task_role_arn.', 'Default: `service.task_role_arn`.'],
    ['placeholders as code', '<service>-<job>-letters', '`<service>-<job>-letters`'],
    ['placeholders with spaces as code', 'TF_<host with dots>, or', '`TF_<host with dots>`, or'],
    ['URLs as links', 'See https://example.com/a_b.', 'See <https://example.com/a_b>.'],
    ['URLs with placeholders as code', 'https://<region>.example.com.', '`https://<region>.example.com`.'],
    ['words as they are', 'Letters, digits and .fifo.', 'Letters, digits and .fifo.'],
    ['characters of Markdown escaped', String.raw`* | \* - _`, String.raw`\* \| \\\* - \_`],
  ])('has %s', (_, description, markdown) => {
    expect(toMarkdown(description)).toBe(markdown);
  });
});

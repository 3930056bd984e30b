import { describe, expect, test } from '@jest/globals';
import type { Issue } from '../../../lib/config/issues/issues';
import { IssueHistory, type IssueChanges } from '../../../lib/report/issues/changes';
import { renderChanges } from '../../../lib/report/issues/changes-text';
import { plainText } from '../../../lib/report/color';

const error: Issue = {
  file: 'env-config/dev.yml',
  line: 3,
  column: 1,
  path: 'app_name',
  code: 'unknown-field',
  severity: 'error',
  message: 'a mistake',
};
const other: Issue = { ...error, path: 'region' };
const syntax: Issue = { ...error, path: '', code: 'invalid-yaml', message: 'the closing ] is missing' };
const advice: Issue = { ...error, code: 'no-timeout', severity: 'advice' };

/** Returns the changes of the last of several checks. */
function changesOf(...checks: readonly (readonly Issue[])[]): IssueChanges | undefined {
  const history = new IssueHistory();
  return checks.map((issues) => history.add(issues)).at(-1);
}

describe('the changes between two checks', () => {
  test('are the new and the fixed issues', () => {
    expect(changesOf([error])).toEqual({ added: [error], fixed: [], hidden: [] });
    expect(changesOf([error, other], [error])).toEqual({ added: [], fixed: [other], hidden: [] });
    expect(changesOf([error], [error])).toEqual({ added: [], fixed: [], hidden: [] });
  });

  test('do not include an issue that only moved to another line', () => {
    expect(changesOf([error], [{ ...error, line: 4 }])).toEqual({ added: [], fixed: [], hidden: [] });
    const duplicate = { ...error, message: 'the key a is also in line 3; remove one of the two' };
    const moved = { ...duplicate, message: 'the key a is also in line 14; remove one of the two' };
    expect(changesOf([duplicate], [moved])).toEqual({ added: [], fixed: [], hidden: [] });
  });

  test('count issues with the same message', () => {
    const again = { ...error, line: 9 };
    expect(changesOf([error], [error, again])?.added).toEqual([again]);
    expect(changesOf([error, again], [error])?.fixed).toHaveLength(1);
  });

  test('do not call an issue fixed that a new error can hide', () => {
    expect(changesOf([error], [syntax])).toEqual({ added: [syntax], fixed: [], hidden: [error] });
    expect(changesOf([advice], [error])).toEqual({ added: [error], fixed: [], hidden: [advice] });
  });

  test('do not call an issue new that an error hid', () => {
    expect(changesOf([error], [syntax], [error])).toEqual({ added: [], fixed: [syntax], hidden: [] });
    expect(changesOf([error], [syntax], [])).toEqual({ added: [], fixed: [syntax, error], hidden: [] });
    expect(changesOf([error], [syntax], [syntax])?.hidden).toEqual([error]);
  });

  test('call an issue fixed if the remaining errors did not hide it before', () => {
    expect(changesOf([error, other], [other])?.fixed).toEqual([error]);
  });

  test('call an issue fixed if its field has another mistake of the same rule', () => {
    const worse = { ...error, message: 'another mistake' };
    expect(changesOf([error], [worse])).toEqual({ added: [worse], fixed: [error], hidden: [] });
  });
});

test('the text has the new issues, the fixed ones without a line, and the counts', () => {
  const history = new IssueHistory();
  history.add([error]);
  const options = {
    sources: new Map([['env-config/dev.yml', '\n\nregion: x\n']]),
    color: plainText,
  };
  expect(renderChanges([other], { added: [other], fixed: [error], hidden: [] }, options)).toBe(`new:
env-config/dev.yml:3:1  region  a mistake
  3 | region: x
    | ^
fixed:
env-config/dev.yml  app_name  a mistake
1 error (1 new, 1 fixed)
`);
  expect(renderChanges([], { added: [], fixed: [], hidden: [] }, options)).toBe(
    'no errors and no advice (0 new, 0 fixed)\n',
  );
  expect(renderChanges([syntax], { added: [], fixed: [], hidden: [error, other] }, options)).toBe(
    "1 error (0 new, 0 fixed); 2 earlier issues can't be checked before the errors are fixed\n",
  );
});

import { describe, expect, test } from '@jest/globals';
import { checkInstallation } from '../../lib/installation';

const resolveAllBut =
  (...missing: readonly string[]) =>
  (name: string): string => {
    if (missing.includes(name)) throw new Error(`Cannot find module '${name}'`);
    return `/${name}`;
  };

describe('the installation', () => {
  test('is valid with cdktf and constructs', () => {
    expect(() => {
      checkInstallation(resolveAllBut());
    }).not.toThrow();
  });

  test.each([
    [
      ['cdktf'],
      'the library background-jobs needs cdktf, which is not installed beside it; run npm install --save-dev cdktf',
    ],
    [
      ['cdktf', 'constructs'],
      'the library background-jobs needs cdktf and constructs, which are not installed beside it; run npm install --save-dev cdktf constructs',
    ],
  ])('without %j gets one sentence', (missing, sentence) => {
    expect(() => {
      checkInstallation(resolveAllBut(...missing));
    }).toThrow(sentence);
  });
});

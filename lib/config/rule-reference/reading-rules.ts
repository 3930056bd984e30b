import type { RuleDocumentation } from './rule';

/** Rules of files and of YAML, which apply before the fields are known. */
export const readingRuleDocs = {
  'alias-cycle': {
    violation: 'an alias inside the value of its own anchor',
    why: 'The value would contain itself and have no end.',
    wrong: { 'dev.yml': 'tags: &tags\n  team: *tags\n' },
    right: { 'dev.yml': 'tags: &tags\n  team: claims\n' },
  },
  'alias-explosion': {
    violation: 'nested aliases that multiply to too many values',
    why: 'A small file with nested aliases can use all memory.',
    wrong: { 'dev.yml': explosion(7) },
    right: { 'dev.yml': 'tags: { team: claims }\n' },
  },
  'file-name': {
    violation: 'a file that is not read, or is not read as intended, because of its name or folder',
    why: 'The program reads defaults.yml and <environment>.yml only. It would ignore the file without an error.',
    wrong: { 'dev.yaml': 'tracing: true\n' },
    right: { 'dev.yml': 'tracing: true\n' },
  },
  'invalid-yaml': {
    violation: 'text that is not YAML, or YAML that is easy to misread',
    why: 'The program reads YAML 1.2 without tags, and rejects text with more than one possible meaning.',
    wrong: { 'dev.yml': 'app_name: reports: weekly\n' },
    right: { 'dev.yml': 'app_name: reports-weekly\n' },
  },
  'no-value': {
    violation: 'a key without a value',
    why: 'A key without a value can mean "remove the inherited value" or "keep the inherited value".',
    wrong: { 'dev.yml': 'storage:\n  bucket_name:\n' },
    right: { 'dev.yml': 'storage:\n  bucket_name: uploads\n' },
  },
  'not-a-map': {
    violation: 'a file that is not a map of fields',
    why: 'The program merges the fields of each file, by name, with the fields of defaults.yml.',
    wrong: { 'dev.yml': '- app_name: app\n' },
    right: { 'dev.yml': 'app_name: app\n' },
  },
} as const satisfies Record<string, RuleDocumentation>;

/** Returns YAML with nested aliases, in which each line has ten times as many values as the line above it. */
function explosion(lines: number): string {
  return Array.from({ length: lines }, (_, index) => {
    const items = index === 0 ? 'x' : `*a${index - 1}`;
    return `t${index}: &a${index} [${Array.from({ length: 10 }, () => items).join(', ')}]\n`;
  }).join('');
}

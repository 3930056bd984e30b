/**
 * The test files that take the longest, in this order, as the ends of their paths. The other files follow. If one of them
 * started last, all other processors would wait for it.
 */
const slowest = [
  'e2e/deploy-permissions',
  'e2e/changed-kind',
  'e2e/apply-environments-1-of-2',
  'e2e/apply-environments-2-of-2',
  'e2e/apply-environments-with-lookups',
  'e2e/cdktf-deploy',
  'e2e/worker-task-limits',
  'gates/npm-package',
  'gates/mutated-configurations',
  'gates/asl-validator',
  'slow/config/growth-of-fields',
  'slow/config/yaml/hostile-sizes',
  'slow/cli/no-secret-in-output',
];

const rank = ({ path }) => {
  const found = slowest.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return found === -1 ? slowest.length : found;
};

/** A sequencer for Jest. Its own one starts with the largest files, because a fresh clone has no durations. */
module.exports = class SlowestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }

  cacheResults() {
    // The order is always the same.
  }
};

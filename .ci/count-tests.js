const { appendFileSync } = require('node:fs');

/** A Jest reporter that appends the test counts of a run to the file TEST_COUNTS, as a JSON line. */
module.exports = class CountTests {
  onRunComplete(_, { numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
    const counts = {
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    };
    appendFileSync(process.env.TEST_COUNTS, `${JSON.stringify(counts)}\n`);
  }
};

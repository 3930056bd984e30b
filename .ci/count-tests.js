const { appendFileSync } = require('node:fs');

/** A reporter of jest's that adds the counts of a run to the file that TEST_COUNTS names. */
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

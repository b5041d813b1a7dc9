import { appendFileSync } from 'node:fs';

/** Adds a line `passed failed` to the file that .ci/run names: an npm script may run Jest more than once. */
export default class CountReporter {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const file = process.env.UPREEL_TEST_COUNTS;
    if (file) appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
}

/* Vitest's own report, a line for each file, and beneath it what its tests measured. */
import { DefaultReporter } from "vitest/reporters";

export default class Report extends DefaultReporter {
  printTestModule(file) {
    super.printTestModule(file);
    for (const test of file.children.allTests()) {
      for (const { message } of test.annotations()) this.log(`     ${message}`);
      if (test.diagnostic()?.flaky) this.log(`     only when it was run again: ${test.fullName}`);
    }
  }

  /* Annotations of tests that fail are above; once is enough. */
  printAnnotations() {}
}

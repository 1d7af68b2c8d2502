// The last lines of a run name what failed and why, so that whoever sees only the end of a log knows enough.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const COLOURS = /\u001b\[[0-9;]*m/g;
const LINES = 6;

export default class Brief implements Reporter {
  private readonly failed: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) return;
    const reasons = result.errors.map((error) => (error.message ?? "no reason given").replace(COLOURS, ""));
    const place = result.errors[0]?.location;
    const lines = reasons.flatMap((reason) => reason.split("\n").slice(0, LINES)).map((line) => `    ${line}`);
    this.failed.push(`${test.titlePath().slice(2).join(" › ")} (line ${place?.line ?? test.location.line})\n${lines.join("\n")}`);
  }

  onEnd(_: FullResult): void {
    if (this.failed.length > 0) console.log(`\nWhat failed:\n  ${this.failed.join("\n  ")}`);
  }
}

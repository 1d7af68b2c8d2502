// Nothing may go wrong unseen: console messages, uncaught errors and violations of the content policy fail a test.
import { type BrowserContext, expect } from "@playwright/test";

export class Guard {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  /** From now on a message like this is fine, such as the browser's own line about a refusal that the test provokes. */
  expects(message: RegExp): void {
    this.expected.push(message);
  }

  watch(context: BrowserContext): void {
    context.on("console", (message) => this.seen.push(`${message.type()}: ${message.text()} (${message.location().url})`));
    context.on("weberror", (error) => this.seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  }

  check(): void {
    const unexpected = this.seen.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
    expect(unexpected, "messages in the browser's console").toEqual([]);
  }
}

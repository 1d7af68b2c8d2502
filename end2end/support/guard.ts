// Nothing may go wrong unseen: console messages, uncaught errors and violations of the content policy fail a test, on
// whichever page they come. Every context of the browser is guarded from its beginning; no other way leads to a page.
import { type Browser, type BrowserContext, expect } from "@playwright/test";

export class Guard {
  /** Those of the test that runs. */
  private static guards = new Map<BrowserContext, Guard>();

  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  private constructor(context: BrowserContext) {
    context.on("console", (message) => this.seen.push(`${message.type()}: ${message.text()} (${message.location().url})`));
    context.on("weberror", (error) => this.seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  }

  /** From now on every context that the browser opens has a guard, whoever opens it. */
  static stand(browser: Browser): void {
    const open = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await open(options);
      const guard = new Guard(context);
      // Nothing loads such a page's script, which the page asks for early all the same.
      if (options?.javaScriptEnabled === false) guard.expects(/was preloaded using link preload but not used/);
      Guard.guards.set(context, guard);
      return context;
    };
  }

  static of(context: BrowserContext): Guard {
    const guard = Guard.guards.get(context);
    if (!guard) throw new Error("this context was opened behind the guard's back");
    return guard;
  }

  /** At the end of a test: what any of its pages said. */
  static checkAll(): void {
    const guards = [...Guard.guards.values()];
    Guard.guards.clear();
    for (const guard of guards) guard.check();
  }

  /** A message like this is fine, such as the browser's own line about a refusal that the test provokes. */
  expects(message: RegExp): void {
    this.expected.push(message);
  }

  /** What nobody expected. */
  unexpected(): string[] {
    return this.seen.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }

  private check(): void {
    expect.soft(this.unexpected(), "messages in the browser's console").toEqual([]);
  }
}

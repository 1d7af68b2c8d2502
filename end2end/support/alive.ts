// Knowing when script has taken a page over. Pages work before that, but a test of what only script can do has to wait.
import type { Page } from "@playwright/test";

export async function untilAlive(page: Page): Promise<void> {
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
  // Effects run in the frames after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Goes there and waits until script runs the page. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilAlive(page);
}

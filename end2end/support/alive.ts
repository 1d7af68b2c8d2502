// Knowing when the WebAssembly has taken a page over. Pages work before that, but a test of what only script can do
// has to wait.
import type { BrowserContext, Page } from "@playwright/test";

declare global {
  interface Window {
    alive?: true;
  }
}

/** From now on every page of the context notes when its WebAssembly has run. */
export async function noteWhenAlive(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const original = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...args: Parameters<typeof original>) => {
      const result = await original(...args);
      // Hydration follows without waiting for anything; effects run in the frames after it.
      setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => (window.alive = true))), 0);
      return result;
    };
  });
}

export async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => window.alive === true);
}

/** Goes there and waits until script runs the page. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilAlive(page);
}

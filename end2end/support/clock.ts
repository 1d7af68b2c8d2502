// A page's time in the test's hands.
import type { Page } from "@playwright/test";

/**
 * From the next page on its clock can be paused and set forward. WebAssembly knows a timer by a number of 32 bits, which
 * those of Playwright's clock are not: it could never end one.
 */
export async function holdTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.addInitScript(() => {
    const numbers = new Map<number, number>();
    let latest = 0;
    const timers = window as unknown as Record<string, (...of: unknown[]) => number>;
    for (const [set, clear] of [
      ["setTimeout", "clearTimeout"],
      ["setInterval", "clearInterval"],
      ["requestAnimationFrame", "cancelAnimationFrame"],
    ] as const) {
      const [begin, end] = [timers[set]!, timers[clear]!];
      timers[set] = (...of) => {
        latest += 1;
        numbers.set(latest, begin.call(window, ...of));
        return latest;
      };
      timers[clear] = (number) => (numbers.has(number as number) ? end.call(window, numbers.get(number as number)) : 0);
    }
  });
}

/** From here on time passes only when the test says so. */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
}

// Going about by keyboard alone, as somebody without a mouse does.
import { type Locator, type Page, expect } from "@playwright/test";

/** Most stops of a page. */
const STOPS_MAX = 120;

const focused = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the focus is on `target`, and checks that it can be seen there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let n = 0; n < STOPS_MAX; n += 1) {
    if (await focused(target)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Goes there by Tab and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

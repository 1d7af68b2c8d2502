// Going about by keyboard alone, as somebody without a mouse does.
import { type Locator, type Page, expect } from "@playwright/test";

/** Most stops of a page. */
const STOPS_MAX = 200;

const focused = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** What has the focus, if another thing lies over its upper or its lower edge; bars that stick to the window must not. */
export function covered(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // The boxes of a set of options are out of sight; their labels are seen.
    const shown = element.closest("label.segmented__option") ?? element;
    const boxes = [...shown.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    if (!first || !last) return null;
    const edges: [number, number][] = [[first.left + first.width / 2, first.top + 2]];
    // Of a text of several lines the browser brings the caret into sight, which stands in the first.
    if (!shown.matches("textarea")) edges.push([last.left + last.width / 2, last.bottom - 2]);
    for (const [x, y] of edges) {
      const hit = document.elementFromPoint(x, y);
      if (hit && !shown.contains(hit) && !hit.contains(shown)) {
        return `${element.outerHTML.slice(0, 120)} is covered by ${hit.outerHTML.slice(0, 120)}`;
      }
    }
    return null;
  });
}

/** A way through a page: how many things had the focus, and what was covered while it had it. */
export interface Way {
  stops: number;
  covered: string[];
}

/** Goes by `key`, Tab or Shift+Tab, once round the whole page, until it is back at the first stop. */
export async function through(page: Page, key: "Tab" | "Shift+Tab"): Promise<Way> {
  const way: Way = { stops: 0, covered: [] };
  await page.keyboard.press(key);
  const first = await page.evaluateHandle(() => document.activeElement);
  for (let n = 0; n < STOPS_MAX; n += 1) {
    // Between its end and its beginning nothing of the page has the focus.
    if (await page.evaluate(() => document.activeElement !== document.body)) way.stops += 1;
    const over = await covered(page);
    if (over) way.covered.push(over);
    await page.keyboard.press(key);
    if (await first.evaluate((first) => document.activeElement === first)) return way;
  }
  throw new Error(`${key} finds no end of ${page.url()}`);
}

/** Presses Tab until the focus is on `target`, and checks that it can be seen there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let n = 0; n < STOPS_MAX; n += 1) {
    if (await focused(target)) {
      await expect(target).toBeInViewport();
      expect(await covered(page)).toBeNull();
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

// B31 B34: the list of devices by keyboard alone. While the list follows, the focus stays on what one acted with, so that the
// same key can be pressed once more.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { covered, enter, tabTo } from "../support/keyboard.ts";

test.use({ world: "keyboard-list" });

const head = (page: Page, name: string): Locator => page.getByRole("table", { name: "All devices" }).getByRole("columnheader", { name, exact: true });
const pill = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

/** It has the focus, and nothing lies over it. */
async function expectFocus(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  await expect(target).toBeInViewport();
  expect(await covered(page)).toBeNull();
}

/** The list in sight is that of this address. */
async function expectAt(page: Page, search: string): Promise<void> {
  await expect.poll(() => new URL(page.url()).search).toBe(search);
  await expect(page.locator("#devices")).not.toHaveAttribute("aria-busy");
}

test("B31 B34 Enter twice on a column's head sorts up and down, and the focus stays on it", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices");
  const link = head(page, "Device name").getByRole("link");
  await enter(page, link);
  await expectAt(page, "?sort=name&order=asc");
  await expect(head(page, "Device name")).toHaveAttribute("aria-sort", "ascending");
  await expectFocus(page, link);
  await page.keyboard.press("Enter");
  await expectAt(page, "?sort=name&order=desc");
  await expect(head(page, "Device name")).toHaveAttribute("aria-sort", "descending");
  await expectFocus(page, link);
  // Tab goes on from there.
  await page.keyboard.press("Tab");
  await expectFocus(page, head(page, "Managed by").getByRole("link"));
});

test("B31 B34 a value chosen in a filter leaves the focus on the filter's pill", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices");
  await enter(page, pill(page, "Ownership: Any"));
  await enter(page, page.getByRole("list", { name: "Ownership" }).getByRole("link", { name: "Corporate", exact: true }));
  await expectAt(page, "?ownership=corporate");
  await expect(page.getByRole("list", { name: "Ownership" })).toBeHidden();
  await expectFocus(page, pill(page, "Ownership: Corporate"));
  await page.keyboard.press("Enter");
  await enter(page, page.getByRole("list", { name: "Ownership" }).getByRole("link", { name: "Any", exact: true }));
  await expectAt(page, "");
  await expectFocus(page, pill(page, "Ownership: Any"));
});

for (const width of [1440, 390]) {
  test(`B31 B34 a filter that is taken away leaves the focus on its pill at ${width} px`, async ({ open }) => {
    const { page } = await open("helpDesk", { viewport: { width, height: 900 } });
    await visit(page, "/devices?platform=ios&ownership=corporate&compliance=compliant");
    await enter(page, page.getByRole("link", { name: "Remove filter Ownership" }));
    await expectAt(page, "?platform=ios&compliance=compliant");
    await expectFocus(page, pill(page, "Ownership: Any"));
    // The last of them too, after which there is nothing left to remove.
    await tabTo(page, page.getByRole("link", { name: "Remove filter Compliance" }));
    await page.keyboard.press("Enter");
    await expectAt(page, "?platform=ios");
    await expectFocus(page, pill(page, "Compliance: Any"));
  });

  test(`B31 B34 Enter twice on Next page turns two pages, and the focus stays on it, at ${width} px`, async ({ open }) => {
    const { page } = await open("helpDesk", { viewport: { width, height: 900 } });
    await visit(page, "/devices?sort=name&order=asc");
    const pages = page.getByRole("navigation", { name: "Pages" });
    const next = pages.getByRole("link", { name: "Next page" });
    await enter(page, next);
    await expectAt(page, "?sort=name&order=asc&page=2");
    await expect(pages).toContainText("51–100 of");
    await expect(next).toBeFocused();
    await page.keyboard.press("Enter");
    await expectAt(page, "?sort=name&order=asc&page=3");
    await expect(pages).toContainText("101–150 of");
    await expect(pages.getByRole("link", { name: "Page 3", exact: true })).toHaveAttribute("aria-current", "page");
    await expect(next).toBeFocused();
  });
}

// How many rows a page of a list has: in the address, with and without script.
import type { Page } from "@playwright/test";
import { visit } from "../support/alive.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "rows" });

const rows = (page: Page) => page.getByRole("main").getByRole("row").filter({ has: page.getByRole("rowheader") });
const size = (page: Page) => page.getByRole("combobox", { name: "Rows per page" });

test("B31 more or fewer rows keep the filters and the ticks, begin at the first page, and stay in the address", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices?platform=ios&sort=name&page=2");
  await expect(rows(page)).toHaveCount(50);
  await expect(size(page)).toHaveValue("50");
  const ticked = await rows(page).nth(1).getByRole("link").first().innerText();
  await page.getByRole("checkbox", { name: `Select ${ticked}` }).check();
  await size(page).focus();
  await size(page).selectOption("100");
  await expect(rows(page)).toHaveCount(100);
  await expect(page).toHaveURL(/platform=ios&sort=name.*rows=100/);
  expect(page.url()).not.toContain("page=");
  await expect(size(page)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "1 device selected" })).toBeVisible();
  // On the larger first page it is in sight, and still ticked.
  await expect(page.getByRole("checkbox", { name: `Select ${ticked}` })).toBeChecked();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/rows=100&page=2/);
  await page.goBack();
  await page.goBack();
  await expect(rows(page)).toHaveCount(50);
  await expect(size(page)).toHaveValue("50");
  // What is typed and not asked for yet comes along.
  await page.getByRole("searchbox", { name: /serial/ }).fill("NHK-IPH");
  await size(page).selectOption("20");
  await expect(rows(page)).toHaveCount(20);
  await expect(page).toHaveURL(/search=NHK-IPH/);
});

for (const [path, least] of [
  ["/users", 20],
  ["/groups", 20],
  ["/tenant/audit", 1],
] as const) {
  test(`the list at ${path} has as many rows as its reader wants`, async ({ admin }) => {
    const { page, api } = admin;
    // Enough records for two pages.
    if (path === "/tenant/audit") for (let n = 0; n < 21; n += 1) await page.request.get("/tenant/audit.csv");
    const { total } = await api.get<{ total: number }>(path === "/users" ? "users/list" : path === "/groups" ? "groups/list" : "audit/list", {
      query: { page: 1, last: null },
    });
    expect(total).toBeGreaterThan(least);
    await visit(page, path);
    await size(page).selectOption("20");
    await expect(page).toHaveURL(/rows=20/);
    await expect(page.getByRole("main").getByRole("table").locator("tbody tr")).toHaveCount(20);
    await page.reload();
    await expect(size(page)).toHaveValue("20");
  });
}

test("B34 without script the size is chosen by a button, and the filter stays", async ({ open }) => {
  const { page } = await open("helpDesk", { javaScriptEnabled: false });
  await page.goto("/devices?platform=android&sort=name&page=2");
  await size(page).selectOption("20");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: "Show" }).click();
  await expect(rows(page)).toHaveCount(20);
  await expect(page).toHaveURL(/platform=android/);
  await expect(page.getByRole("navigation", { name: "Pages" })).toContainText("1–20 of");
});

test("B35 a size that does not exist is that of every list", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  await visit(page, "/devices?rows=1000000");
  await expect(rows(page)).toHaveCount(50);
  expect((await api.call("devices/list", { query: { page: 1, rows: 1_000_000 } })).status()).toBe(400);
});

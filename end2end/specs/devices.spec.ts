// All devices: what Home leads to, and the export of what is ticked.
import { readFile } from "node:fs/promises";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "devices" });

test("B24 Home leads to as many devices as it says cannot be reached", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/");
  const card = page.getByRole("region", { name: "Reachable phones and tablets" });
  const [, said] = /([\d,]+) can’t be reached/.exec(await card.innerText()) ?? [];
  await card.getByRole("link", { name: "See who can’t be reached" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${said} devices` })).toBeVisible();
  await expect(page.getByRole("button", { name: /^OS/ })).toContainText("Phones and tablets");
  await expect(page.getByRole("table", { name: "All devices" })).not.toContainText("Windows");
});

test("B31 the export holds every ticked device, also those of other pages", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices?sort=name");
  const names = new Set<string>();
  for (const next of [true, false]) {
    const row = page.getByRole("row").nth(next ? 3 : 5);
    names.add((await row.getByRole("rowheader").getByRole("link").innerText()).trim());
    await row.getByRole("checkbox").check();
    if (next) {
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(page).toHaveURL(/page=2/);
    }
  }
  await expect(page.getByRole("status").filter({ hasText: "2 devices selected" })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export selected" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("devices.csv");
  const [head, ...lines] = (await readFile((await saved.path())!, "utf8")).trim().split("\r\n");
  expect(head).toContain('"Device name"');
  expect(lines.map((line) => line.split(",")[0])).toEqual([...names].map((name) => `"${name}"`));
});

test("B31 columns are left out and come back, without a reload, and stay so on the next page", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices");
  const heads = page.getByRole("table", { name: "All devices" }).getByRole("columnheader");
  const all = await heads.allInnerTexts();
  await page.getByRole("checkbox", { name: /^Select / }).nth(1).check();
  await page.getByRole("button", { name: "Columns" }).click();
  const choice = page.getByRole("form", { name: "Columns" });
  await choice.getByRole("checkbox", { name: "Ownership" }).uncheck();
  await choice.getByRole("checkbox", { name: "Compliance" }).uncheck();
  await expect(heads).toHaveCount(all.length - 2);
  await expect(page.getByRole("columnheader", { name: "Ownership" })).toHaveCount(0);
  await expect(page.getByText("1 device selected (100 max)")).toBeVisible();
  await visit(page, "/devices?sort=name");
  await expect(heads).toHaveCount(all.length - 2);
  await page.getByRole("button", { name: "Columns" }).click();
  await choice.getByRole("checkbox", { name: "Ownership" }).check();
  await choice.getByRole("checkbox", { name: "Compliance" }).check();
  await expect(heads).toHaveText(all.map((head) => head.trim()));
});

test("B31 B34 columns are chosen without script", async ({ open }) => {
  const { page } = await open("helpDesk", { javaScriptEnabled: false });
  await page.goto("/devices?platform=ios");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Primary user" }).uncheck();
  await page.getByRole("form", { name: "Columns" }).getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/platform=ios/);
  await expect(page.getByRole("columnheader", { name: "Primary user" })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "Ownership" })).toHaveCount(1);
});

test("B24 B31 on a narrow screen state and time stand in each row, whichever columns were chosen", async ({ open }) => {
  const { page } = await open("helpDesk");
  await visit(page, "/devices?sort=name");
  await page.getByRole("button", { name: "Columns" }).click();
  const choice = page.getByRole("form", { name: "Columns" });
  for (const name of ["Reachable", "Last check-in"]) await choice.getByRole("checkbox", { name }).uncheck();
  await expect(page.getByRole("columnheader", { name: "Reachable" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export page" }).click();
  const [head] = (await readFile((await (await saved).path())!, "utf8")).split("\r\n");
  expect(head).toContain("Ownership");
  expect(head).not.toMatch(/Reachable|Last check-in/);
  await page.setViewportSize({ width: 390, height: 844 });
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader") }).first();
  await expect(row.getByText(/^(Reachable|Not reachable)/)).toBeVisible();
  await expect(row.locator("time")).toBeVisible();
});

// B31: All devices from its own controls, with script and without: what they lead to stands in the address, and Back
// leads to the list before.
import type { Locator, Page } from "@playwright/test";
import { type Actor, expect, test } from "../support/test.ts";
import { untilAlive } from "../support/alive.ts";

test.use({ world: "all-devices" });

/** The columns in their order, and what the address calls them. */
const COLUMNS = [
  ["Device name", "name"],
  ["Managed by", "managed_by"],
  ["Ownership", "ownership"],
  ["Compliance", "compliance"],
  ["OS", "os"],
  ["OS version", "os_version"],
  ["Primary user", "user"],
  ["Last check-in", "last_check_in"],
  ["Reachable", "reachable"],
] as const;
type Column = (typeof COLUMNS)[number][0];

const table = (page: Page) => page.getByRole("table", { name: "All devices" });
const head = (page: Page, name: Column) => table(page).getByRole("columnheader", { name, exact: true });
const names = (page: Page) => table(page).getByRole("rowheader").getByRole("link");
/** The cells of a column; the first one of a row is its box, and the name is no cell but the row's head. */
const cells = (page: Page, name: Column): Locator =>
  table(page).locator(`tbody td:nth-child(${COLUMNS.findIndex(([column]) => column === name) + 2})`);
const totals = (page: Page) => page.locator("#totals");
/** The order of a list that nobody has sorted. */
const UNSORTED = { sort: "last_check_in", descending: true };
const inWords = (count: number) => count.toLocaleString("en");

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with script" : "without script";
  const look = async ({ page }: Actor, path: string): Promise<void> => {
    await page.goto(path);
    if (javaScriptEnabled) await untilAlive(page);
  };
  /** The list in sight is the one that the server has for such a query. */
  const expectList = async ({ page, api }: Actor, query: Record<string, unknown>): Promise<void> => {
    const { rows, total, reachable } = await api.devices(query.sort ? query : { ...UNSORTED, ...query });
    await expect(totals(page)).toHaveText(
      total === 1 ? `1 device · ${reachable} reachable` : `${inWords(total)} devices · ${inWords(reachable)} reachable`,
    );
    await expect(names(page)).toHaveText(rows.map((row) => row.name));
  };

  test(`B31 every filter narrows the list ${way}, each can be taken away, and Back undoes the last step`, async ({ open }) => {
    const actor = await open("helpDesk", { javaScriptEnabled });
    const { page } = actor;
    await look(actor, "/devices");
    await expect(table(page).getByRole("columnheader")).toHaveText(["", ...COLUMNS.map(([name]) => name)]);
    const query: Record<string, string | boolean> = {};
    for (const [pill, choice, field, value, code, column] of [
      ["OS", "Android", "platform", "android", "android", "OS"],
      ["Ownership", "Corporate", "ownership", "corporate", "corporate", "Ownership"],
      ["Compliance", "Compliant", "compliance", "compliant", "compliant", "Compliance"],
      ["Reachable", "Yes", "reachable", true, "yes", "Reachable"],
    ] as const) {
      await page.getByRole("button", { name: `${pill}: Any` }).click();
      await page.getByRole("list", { name: pill }).getByRole("link", { name: choice, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`[?&]${field}=${code}(&|$)`));
      query[field] = value;
      await expectList(actor, query);
      const shown = new Set((await cells(page, column).allInnerTexts()).map((text) => text.trim()));
      expect([...shown], "in every row").toEqual([pill === "Reachable" ? "Reachable" : choice]);
      await expect(page.getByRole("button", { name: `${pill}: ${choice}` })).toBeVisible();
    }
    await page.goBack();
    const { reachable: _, ...before } = query;
    await expect(page).not.toHaveURL(/reachable/);
    await expectList(actor, before);
    await page.getByRole("link", { name: "Remove filter Ownership" }).click();
    const { ownership: __, ...without } = before;
    await expect(page).toHaveURL(/\?platform=android&compliance=compliant$/);
    await expectList(actor, without);

    // From a device back to the list as it was.
    await names(page).first().click();
    await expect(page.getByRole("heading", { name: "Essentials" })).toBeVisible();
    await page.goBack();
    await expectList(actor, without);
  });

  test(`B31 every head sorts both ways ${way}, and the pages follow each other`, async ({ open }) => {
    const actor = await open("helpDesk", { javaScriptEnabled });
    const { page } = actor;
    await look(actor, "/devices?platform=ios");
    const ios = { platform: "ios" };
    // Each click is a page load without script: two heads say enough there.
    for (const [name, sort] of javaScriptEnabled ? COLUMNS : COLUMNS.slice(0, 2)) {
      for (const [order, state] of [["asc", "ascending"], ["desc", "descending"]] as const) {
        await head(page, name).getByRole("link").click();
        await expect(head(page, name)).toHaveAttribute("aria-sort", state);
        await expect(table(page).locator("[aria-sort]:not([aria-sort=none])"), "by one column at a time").toHaveCount(1);
        if (sort !== "last_check_in" || order === "asc") await expect(page).toHaveURL(new RegExp(`sort=${sort}&order=${order}$`));
      }
      await expectList(actor, { ...ios, sort, descending: true });
    }
    await look(actor, "/devices?platform=ios&sort=name");
    const pages = page.getByRole("navigation", { name: "Pages" });
    const { total } = await actor.api.devices(ios);
    for (const [link, number, range] of [
      ["Next page", 2, "51–100"],
      ["Page 3", 3, "101–150"],
      ["Previous page", 2, "51–100"],
      ["Page 1", 1, "1–50"],
    ] as const) {
      await pages.getByRole("link", { name: link, exact: true }).click();
      await expect(pages).toContainText(`${range} of ${inWords(total)} devices`);
      await expect(pages.getByRole("link", { name: `Page ${number}`, exact: true })).toHaveAttribute("aria-current", "page");
      await expectList(actor, { ...ios, sort: "name", page: number });
    }
    await expect(pages.getByRole("link", { name: "Previous page" })).toBeDisabled();
    await page.goBack();
    await expectList(actor, { ...ios, sort: "name", page: 2 });
  });

  test(`B31 a device is found by name, user, e-mail, serial number, IMEI and model ${way}, and the address holds the search`, async ({ open }) => {
    const actor = await open("helpDesk", { javaScriptEnabled });
    const { page, api } = actor;
    const { id } = await api.reachable("ios", 8);
    const { row, ...detail } = await api.get<{
      row: { name: string; user: string; model: string };
      user_principal_name: string;
      serial_number: string;
      imei: string;
    }>("devices/get", { id });
    await look(actor, "/devices?sort=name");
    const box = page.getByRole("searchbox");
    for (const [what, words, alone] of [
      ["name", row.name.toLowerCase(), true],
      ["user", row.user.toUpperCase(), false],
      ["e-mail", detail.user_principal_name, false],
      ["serial number", detail.serial_number.slice(2), true],
      ["IMEI", detail.imei.slice(4), true],
      ["model", row.model.toLowerCase(), false],
    ] as const) {
      await box.fill(words);
      if (!javaScriptEnabled) await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
      await expect.poll(() => new URL(page.url()).searchParams.get("search"), what).toBe(words);
      await expectList(actor, { search: words, sort: "name" });
      const found = names(page).filter({ hasText: row.name });
      if (alone) await expect(names(page), what).toHaveText([row.name]);
      else if (what !== "model") await expect(found, what).toBeVisible();
      else expect(new Set(await table(page).locator(".data-grid__sub").allInnerTexts()), what).toEqual(new Set([row.model]));
    }
    // Whoever gets the address sees the same.
    const query = { search: row.model.toLowerCase(), sort: "name" };
    await page.reload();
    await expect(box).toHaveValue(query.search);
    await expectList(actor, query);
    await look(actor, "/users");
    await page.goBack();
    await expect(box).toHaveValue(query.search);
    await expectList(actor, query);
  });
}

test("a list that is slow shows bars after 300 ms, and one that is quick never flickers", async ({ open }) => {
  const { page } = await open("helpDesk", { reducedMotion: "no-preference" });
  await page.goto("/devices");
  await untilAlive(page);
  let answer = (): void => undefined;
  const held = new Promise<void>((go) => (answer = go));
  await page.route("**/devices?search=*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("searchbox").fill("NHK-IPH-0001");
  await expect(page.locator("#devices")).toHaveAttribute("aria-busy", "true");
  /** How much of a cell's bar one sees so many milliseconds after it was asked for. */
  const seenAfter = (time: number) =>
    page.evaluate((time) => {
      const cell = document.querySelector("#devices tbody th")!;
      const fading = document.getAnimations().find(({ effect }) => effect instanceof KeyframeEffect && effect.target === cell && effect.pseudoElement === "::after");
      if (!fading) throw new Error("nothing fades in");
      fading.pause();
      fading.currentTime = time;
      return Number(getComputedStyle(cell, "::after").opacity);
    }, time);
  expect(await seenAfter(0)).toBe(0);
  expect(await seenAfter(299)).toBe(0);
  expect(await seenAfter(400)).toBeGreaterThan(0);
  answer();
  await expect(page.locator("#devices")).not.toHaveAttribute("aria-busy");
});

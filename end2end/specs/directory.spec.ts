// Users and Groups: found, opened, and from a group on to a message.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { type Actor, expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import type { Forecast } from "../support/api.ts";

test.use({ world: "directory" });

test("B9 a group is found while one types, opened, and sent to", async ({ admin, phones }) => {
  const { page, api } = admin;
  await visit(page, "/groups");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Groups" }).waitFor();
  await page.getByRole("searchbox", { name: "Search by name" }).pressSequentially("krisledning");
  await expect(page).toHaveURL(/search=krisledning/);
  await expect(page.getByRole("status").filter({ hasText: "2 groups" })).toBeVisible();
  await expect(page.getByRole("searchbox"), "the list follows and the reader goes on typing").toBeFocused();
  await page.getByRole("link", { name: "Krisledningsgruppen", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Krisledningsgruppen" })).toBeVisible();

  const sections = page.getByRole("navigation", { name: "Group sections" });
  await expect(sections.getByRole("link", { name: /^People/ })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("table", { name: "People" }).getByRole("row")).toHaveCount(15);
  // Seven are in it, the others through the group nested in it, which holds it in turn.
  await expect(page.getByRole("cell", { name: "Direct", exact: true })).toHaveCount(7);
  await sections.getByRole("link", { name: /^Nested groups/ }).click();
  await expect(page.getByRole("table", { name: "Nested groups" })).toContainText("Krisledning – ersättare");
  await sections.getByRole("link", { name: /^Devices/ }).click();
  await expect(page).toHaveURL(/show=devices/);
  await page.getByRole("button", { name: "Reachable: Any" }).click();
  await page.getByRole("link", { name: "No", exact: true }).click();
  await expect(page).toHaveURL(/reachable=no/);

  await page.goBack();
  await page.getByRole("link", { name: "Send custom notification" }).click();
  await expect(page).toHaveURL(/custom-notifications\?group=/);
  await untilAlive(page);
  await expect(page.locator("main")).toContainText("Included groups (1 of 25)");
  await page.getByRole("textbox", { name: "Title" }).fill("Krisledningen samlas");
  await page.getByRole("textbox", { name: "Body" }).fill("Kom till stabsrummet.");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main").getByRole("combobox"), "the second step, which has the group already").toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  const [group] = await api.groups("Krisledningsgruppen");
  const { reach } = await api.get<Forecast>("notifications/reach", { groups: [group!.id] });
  await page.getByRole("button", { name: "Create" }).click();
  await phones.waitFor("Krisledningen samlas", reach.ios + reach.android);
});

/** The list in sight is the one that the server has for such a query; `id` of a group lists what is in it. */
async function expectRows({ page, api }: Actor, list: string, query: object, id?: string): Promise<void> {
  interface Row { display_name?: string; name?: string; user?: { display_name: string } }
  const asked = { id, ignored: false, query: { page: 1, ...query } };
  const { rows, total } = await api.get<{ rows: Row[]; total: number }>(list, asked);
  expect(total, `${list} ${JSON.stringify(query)} finds something`).toBeGreaterThan(0);
  const names = rows.map((row) => row.name ?? row.display_name ?? row.user!.display_name);
  await expect(page.locator("#totals")).toHaveText(new RegExp(`^${total.toLocaleString("en")} `));
  await expect(page.getByRole("rowheader").locator(".data-grid__primary")).toHaveText(names);
}

/** Chooses a value of the filter that lists of people and of devices have. */
async function choose(page: Page, before: string, value: string): Promise<void> {
  await page.getByRole("button", { name: `Reachable: ${before}` }).click();
  await page.getByRole("list", { name: "Reachable" }).getByRole("link", { name: value, exact: true }).click();
}

test("B31 Users are filtered, sorted both ways and turned over, and Back undoes the last step", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/users");
  await expectRows(admin, "users/list", {});
  await choose(page, "Any", "No");
  await expect(page).toHaveURL(/\/users\?reachable=no$/);
  await expectRows(admin, "users/list", { reachable: false });
  await expect(page.getByRole("table", { name: "Users" }).getByRole("cell", { name: "Reachable", exact: true })).toHaveCount(0);
  await choose(page, "No", "Yes");
  await expectRows(admin, "users/list", { reachable: true });
  const head = (name: string) => page.getByRole("columnheader", { name, exact: true });
  for (const [name, sort, descending] of [
    ["User principal name", "address", false],
    ["User principal name", "address", true],
    ["Name", "name", false],
    ["Name", "name", true],
  ] as const) {
    await head(name).getByRole("link").click();
    await expect(head(name)).toHaveAttribute("aria-sort", descending ? "descending" : "ascending");
    await expect(page.locator("[aria-sort]:not([aria-sort=none])"), "by one column at a time").toHaveCount(1);
    await expectRows(admin, "users/list", { reachable: true, sort, descending });
  }
  const query = { reachable: true, sort: "name", descending: true };
  const pages = page.getByRole("navigation", { name: "Pages" });
  for (const [link, number, range] of [
    ["Next page", 2, "51–100"],
    ["Page 3", 3, "101–150"],
    ["Previous page", 2, "51–100"],
    ["Page 1", 1, "1–50"],
  ] as const) {
    await pages.getByRole("link", { name: link, exact: true }).click();
    await expect(pages).toContainText(`${range} of`);
    await expect(pages.getByRole("link", { name: `Page ${number}`, exact: true })).toHaveAttribute("aria-current", "page");
    await expectRows(admin, "users/list", { ...query, page: number });
  }
  await page.goBack();
  await expectRows(admin, "users/list", { ...query, page: 2 });
  await page.getByRole("link", { name: "Remove filter Reachable" }).click();
  await expect(page).toHaveURL(/\/users\?order=desc$/);
  await expectRows(admin, "users/list", { descending: true });
});

test("B31 the people and the devices of a group are filtered and sorted", async ({ admin }) => {
  const { page, api } = admin;
  const [group] = await api.groups("Hemtjänst Norra");
  for (const [list, show, words] of [["groups/people", "", "Name"], ["groups/devices", "?show=devices", "Device name"]] as const) {
    await visit(page, `/groups/${group!.id}${show}`);
    await expectRows(admin, list, {}, group!.id);
    await choose(page, "Any", "No");
    await expect(page).toHaveURL(/reachable=no/);
    await expectRows(admin, list, { reachable: false }, group!.id);
    await choose(page, "No", "Yes");
    await expectRows(admin, list, { reachable: true }, group!.id);
    const head = page.getByRole("columnheader", { name: words, exact: true });
    await head.getByRole("link").click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    await expectRows(admin, list, { reachable: true, descending: true }, group!.id);
    await page.getByRole("link", { name: "Remove filter Reachable" }).click();
    await expectRows(admin, list, { descending: true }, group!.id);
  }
});

test("a message half written is kept when a group's link opens the wizard", async ({ admin }) => {
  const { page, api } = admin;
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Påbörjat");
  await page.getByRole("textbox", { name: "Body" }).fill("Mitt i en mening");
  const [group] = await api.groups("Kommunledning");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(`/tenant/custom-notifications?group=${group!.id}`);
  await untilAlive(page);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Påbörjat");
  await expect(page.locator("main")).toContainText("Kommunledning");
  await page.getByRole("textbox", { name: "Title" }).fill("");
  await page.getByRole("textbox", { name: "Body" }).fill("");
  // Nothing written is nothing to lose: nobody is asked.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Users" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
});

test("B7 the help desk reads groups and is told what it lacks; a user leads to devices and groups", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/groups?search=Kommunledning");
  await expect(page.getByRole("link", { name: /^Send custom notification/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Kommunledning", exact: true }).click();
  await expect(page.getByText("You need the permission Organization / Update.")).toBeVisible();
  const people = page.getByRole("table", { name: "People" });
  const name = await people.getByRole("rowheader").first().getByRole("link").innerText();
  await people.getByRole("rowheader").first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("table", { name: `Groups of ${name}` })).toContainText("Kommunledning");
  await page.getByRole("table", { name: `Devices of ${name}` }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Essentials" })).toBeVisible();
});

test("a list that is exported has one value in each cell", async ({ auditor }) => {
  const { page } = auditor;
  for (const [path, names] of [["/users", "Abdi Haile"], ["/groups", "Alla medarbetare"]] as const) {
    await visit(page, path);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const [, first] = (await readFile((await (await download).path())!, "utf8")).split("\r\n");
    expect(first!.split('","')[0], "neither initials nor what stands below the name").toBe(`"${names}`);
  }
});

test("B34 users and groups work without script", async ({ open }) => {
  const { page } = await open("auditor", { javaScriptEnabled: false });
  await page.goto("/users");
  await page.getByRole("searchbox").fill("abdi nyström");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("link", { name: "Abdi Nyström" }).click();
  await page.getByRole("table", { name: "Groups of Abdi Nyström" }).getByRole("link").first().click();
  await page.getByRole("link", { name: /^Devices/ }).last().click();
  await expect(page.getByRole("table", { name: "Devices" })).toBeVisible();
  await page.getByRole("searchbox").fill("nokia");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/show=devices.*search=nokia|search=nokia.*show=devices/);
});

test("B23 home shows a send without text, and follows it without a reload", async ({ admin, communications }) => {
  const { page } = admin;
  await visit(page, "/");
  const [group] = await admin.api.groups("Ekonomi");
  const answer = await communications.api.sendToGroups([group!.id], { title: "Syns inte här", body: "Texten sparas inte." });
  expect(answer.status()).toBe(200);
  const recent = page.getByRole("table", { name: "Recent sends" });
  await expect(recent.getByRole("row").filter({ hasText: "Ekonomi" })).toContainText(/\d+ handed over/, { timeout: 30_000 });
  await expect(page.locator("main")).not.toContainText("Syns inte här");
  await expect(page.getByRole("region", { name: "Handed over, last 24 hours" })).toContainText(/\d\d?\d?\.\d %/);
  await page.getByRole("link", { name: "See who can’t be reached" }).last().click();
  await expect(page).toHaveURL(/reachable=no/);
});

// B35: a half-written message of which a later step was in sight, or whose further steps are slow to come.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { signIn } from "../support/actor.ts";
import { untilAlive, visit } from "../support/alive.ts";

test.use({ world: "drafts" });

const WIZARD = "/tenant/custom-notifications";
const REST = "**/split_wizard_rest*";

async function write(page: Page, title: string): Promise<void> {
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Body" }).fill("Mer om en stund.");
}

async function choose(page: Page, group: string): Promise<void> {
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("main").getByRole("combobox").fill(group);
  await page.getByRole("option", { name: new RegExp(`^${group}`) }).first().click();
}

/** Keeps the further steps from coming; the answer lets them come. */
async function hold(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((go) => (release = go));
  await page.route(REST, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test("B13 B35 a reload in the last step comes back with the groups by name and whom they lead to", async ({ communications, phones }) => {
  const { page } = communications;
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, WIZARD);
  await write(page, "Läst in på nytt");
  await choose(page, "Kommunledning");
  await page.getByRole("button", { name: "Next" }).click();
  const reach = page.getByRole("region", { name: "Reach" });
  await expect(reach).toContainText(/Will reach \d+ people/);
  const counted = reach.locator(".figure-line");
  const said = await counted.textContent();
  await page.reload();
  await untilAlive(page);
  await expect(counted).toHaveText(said!);
  await expect(page.locator(".tag")).toContainText("Kommunledning");
  await expect(page.locator("body"), "a draft that comes back moves nobody").toBeFocused();
  // One step back, where the list is of the server's.
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(page.getByRole("rowheader", { name: /Kommunledning/ })).toBeVisible();
  await page.reload();
  await untilAlive(page);
  await expect(page.getByRole("rowheader", { name: /Kommunledning/ })).toBeVisible();
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(counted).toHaveText(said!);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect.poll(async () => (await phones.titled("Läst in på nytt")).length).toBeGreaterThan(0);
});

test("B34 steps that come late take the focus from nobody who went elsewhere", async ({ communications }) => {
  const { page } = communications;
  const release = await hold(page);
  await visit(page, WIZARD);
  await write(page, "Sen del");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeFocused();
  const next = page.getByRole("button", { name: "Next" });
  await expect(next, "there is nothing yet that could be wrong").toHaveAttribute("aria-disabled", "true");
  const finder = page.getByRole("combobox", { name: /Search devices/ });
  await finder.focus();
  await page.keyboard.type("anna");
  release();
  await expect(page.getByRole("heading", { name: "Select groups" })).toBeVisible();
  await page.keyboard.type(" berg");
  await expect(finder).toBeFocused();
  await expect(finder).toHaveValue("anna berg");
  await expect(next).not.toHaveAttribute("aria-disabled", "true");
});

test("B35 a half-written message asks before one leaves, however late the further steps are", async ({ communications }) => {
  const { page } = communications;
  const release = await hold(page);
  await visit(page, WIZARD);
  await write(page, "Ännu utan steg");
  await page.getByRole("link", { name: "All devices" }).first().click();
  const question = page.getByRole("dialog", { name: /discard|leave/i });
  await expect(question).toBeVisible();
  await question.getByRole("button").first().click();
  await expect(page).toHaveURL(/custom-notifications/);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Ännu utan steg");
  release();
});

test("B35 steps of a version that is no longer there come with a reload, and the message stays", async ({ communications }) => {
  const { page, guard } = communications;
  guard.expects(/status of 404/);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.route(REST, (route) => route.fulfill({ status: 404 }));
  await visit(page, WIZARD);
  await write(page, "Efter uppgraderingen");
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await page.unroute(REST);
  const loaded = page.waitForEvent("load");
  await again.click();
  await loaded;
  await untilAlive(page);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Efter uppgraderingen");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Select groups" })).toBeFocused();
});

test("B22 B35 what is discarded is gone: from the form, from the tab, and from a reload", async ({ communications }) => {
  const { page } = communications;
  await visit(page, WIZARD);
  await write(page, "Kastas bort");
  await choose(page, "Kommunledning");
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  await expect.poll(kept).toContain("Kastas bort");
  await page.getByRole("link", { name: "All devices" }).first().click();
  await page.getByRole("dialog", { name: /leave/i }).getByRole("button", { name: "Discard and leave" }).click();
  await expect(page).toHaveURL(/\/devices$/);
  expect(await kept()).not.toContain("Kastas bort");
  for (const way of [() => visit(page, WIZARD), () => page.reload()]) {
    await way();
    await untilAlive(page);
    await expect(page.getByRole("heading", { name: "Basics" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("");
    await expect(page.getByRole("textbox", { name: "Body" })).toHaveValue("");
    await expect(page.getByRole("main")).not.toContainText("Kommunledning");
  }
  // Nothing is half written any more, so nothing asks.
  await page.getByRole("link", { name: "All devices" }).first().click();
  await expect(page).toHaveURL(/\/devices$/);
});

test("B20 B35 leaving while Create is under way asks, the next page knows no end, and Create again sends once", async ({ communications, phones }) => {
  const { page, guard } = communications;
  guard.expects(/net::/);
  const title = "Lämnad för tidigt";
  await visit(page, WIZARD);
  await write(page, title);
  await choose(page, "Kommunledning");
  await page.getByRole("button", { name: "Next" }).click();
  const keys = new Set<string>();
  page.on("request", (request) => {
    if (request.url().endsWith("/notifications/send")) keys.add((request.postDataJSON() as { key: string }).key);
  });
  let left = (): void => undefined;
  const gone = new Promise<void>((done) => (left = done));
  // The server gets it, the page never learns so.
  await page.route("**/notifications/send", async (route) => {
    await route.fetch();
    await gone;
    await route.abort().catch(() => undefined);
  }, { times: 1 });
  await page.getByRole("button", { name: "Create" }).click();
  await expect.poll(async () => (await phones.titled(title)).length).toBeGreaterThan(0);
  const link = page.getByRole("link", { name: "All devices" }).first();
  const question = page.getByRole("dialog", { name: "Leave while it is being sent?" });
  await link.click();
  await question.getByRole("button", { name: "Wait here" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("button", { name: "Sending…" })).toBeVisible();
  await link.click();
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page).toHaveURL(/\/devices$/);
  left();
  await untilAlive(page);
  const toast = page.locator(".toaster .toast");
  await expect(toast).toContainText("Custom notification may not have been sent");
  await expect(page.getByRole("button", { name: /^Notifications/ }).first()).toContainText("1");
  await toast.getByRole("link", { name: "Custom notifications" }).click();
  await expect(page.locator("main")).toContainText(title);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  expect(keys.size, "both tries are the same message").toBe(1);
  expect(new Set((await phones.titled(title)).map((arrival) => arrival.collapse_id)).size).toBe(1);
  await expect(page.locator("#notifications .notice")).toHaveCount(1);
});

test("B13 B35 a count that failed can be asked for again, and Review counts anew and says when", async ({ communications }) => {
  const { page, guard } = communications;
  guard.expects(/net::/);
  let fails = true;
  let asked = 0;
  await page.route("**/notifications/reach", (route) => {
    asked += 1;
    return fails ? route.abort("connectionreset") : route.continue();
  });
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, WIZARD);
  await write(page, "Räknas om");
  await choose(page, "Kommunledning");
  const estimate = page.getByRole("region", { name: "Estimated reach" });
  await expect(estimate).toContainText("Check your connection");
  fails = false;
  await estimate.getByRole("button", { name: "Try again" }).click();
  await expect(estimate).toContainText(/of \d+ people, on \d+ devices/);
  await expect(estimate.getByRole("heading")).toBeFocused();

  const before = asked;
  fails = true;
  await page.getByRole("button", { name: "Next" }).click();
  const reach = page.getByRole("region", { name: "Reach" });
  await expect(reach).toContainText("Check your connection");
  expect(asked).toBeGreaterThan(before);
  fails = false;
  await reach.getByRole("button", { name: "Try again" }).click();
  await expect(reach).toContainText(/Counted at \d\d:\d\d from the current members/);
  await expect(reach.getByRole("heading")).toBeFocused();
});

test("B34 after the last group is removed one goes on in the search", async ({ communications }) => {
  const { page } = communications;
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, WIZARD);
  await write(page, "Ingen kvar");
  await choose(page, "Kommunledning");
  const picker = page.getByRole("main").getByRole("combobox");
  await picker.fill("Kommunikation");
  await page.getByRole("option", { name: /^Kommunikation/ }).first().click();
  const remove = page.getByRole("table", { name: "Included groups" }).getByRole("button", { name: /^Remove / });
  await expect(remove).toHaveCount(2);
  await remove.last().focus();
  await page.keyboard.press("Enter");
  await expect(remove).toHaveCount(1);
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(remove).toHaveCount(0);
  await expect(picker).toBeFocused();
});

test("B22 whoever signs out leaves nothing of what was written in the tab", async ({ stranger: page, baseURL }) => {
  await signIn(page.request, "communications");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto(baseURL + WIZARD);
  await untilAlive(page);
  await write(page, "Ska inte ligga kvar");
  const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
  await expect.poll(kept).toContain("Ska inte ligga kvar");
  await page.getByRole("button", { name: /Account:/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("herald.")))).toEqual([]);
});

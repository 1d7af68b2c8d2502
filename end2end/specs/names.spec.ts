// B35: the wizard while nobody can say what is known of the chosen groups.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";

test.use({ world: "names" });

const WIZARD = "/tenant/custom-notifications";
const OFFLINE = "Check your connection, then try again. Nothing you typed is lost.";
/** Any word that a group does not exist. */
const GONE = /does not exist|no longer exists/;

const next = (page: Page) => page.getByRole("button", { name: "Next" }).click();
const again = (page: Page) => page.getByRole("main").getByRole("button", { name: "Try again" });
const chosen = (page: Page) => page.getByRole("table", { name: "Included groups" }).getByRole("rowheader");
/** What tells a screen reader of trouble. */
const trouble = (page: Page) => page.locator(".wizard > [role=status]");

async function write(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Title" }).fill("Namnen dröjer");
  await page.getByRole("textbox", { name: "Body" }).fill("Grupperna finns ändå.");
}

test("B34 B35 a group of the address that cannot be asked about is not called gone, the failure is told, and Try again asks", async ({ communications }) => {
  const { page, api, guard } = communications;
  guard.expects(/net::/);
  const [group] = await api.groups("Kommunledning");
  await page.route("**/groups/by-ids", (route) => route.abort("connectionreset"));
  let count = (): void => undefined;
  const held = new Promise<void>((done) => (count = done));
  await page.route("**/notifications/reach", async (route) => {
    await held;
    await route.continue();
  });
  const failed = page.waitForEvent("requestfailed");
  await visit(page, `${WIZARD}?group=${group!.id}`);
  await write(page);
  expect((await failed).url()).toContain("groups/by-ids");
  await next(page);
  await expect(chosen(page)).toContainText(group!.name);
  // A region that comes with its words is often not read out: it is the one that was there.
  const region = (await trouble(page).elementHandle())!;
  await expect(trouble(page)).toHaveText("");
  count();
  await expect(trouble(page)).toHaveText(OFFLINE);
  expect(await region.evaluate((element) => element.isConnected && element.textContent)).toBe(OFFLINE);
  await expect(again(page)).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText(GONE);
  await next(page);
  await expect(page.getByRole("main")).toContainText("Will reach");
  await expect(page.getByRole("main")).not.toContainText(GONE);
  await page.getByRole("button", { name: "Previous" }).click();

  await page.unroute("**/groups/by-ids");
  await again(page).click();
  await expect(again(page)).toHaveCount(0);
  await expect(trouble(page)).toHaveText("");
  await expect(page.getByRole("heading", { name: "Select groups" })).toBeFocused();
  await expect(page.getByRole("row", { name: group!.name }).getByRole("cell").first()).toHaveText(String(group!.transitive_users));
});

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("combobox").fill(name);
  await page.getByRole("option", { name: new RegExp(`^${name}`) }).first().click();
}

/** Chooses a group of which the tab will keep no more than that. */
async function upToAssignments(page: Page): Promise<void> {
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, WIZARD);
  await write(page);
  await next(page);
  await choose(page, "Kommunledning");
  await expect(chosen(page)).toHaveText([/Kommunledning/]);
}

test("B35 a chosen group is not called gone while it is still asked about", async ({ communications }) => {
  const { page } = communications;
  await upToAssignments(page);
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/groups/by-ids", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await untilAlive(page);
  await expect(chosen(page)).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText(GONE);
  answer();
  await expect(chosen(page)).toHaveText([/Kommunledning/]);
});

test("B35 Try again goes with the chosen group of which nothing is known", async ({ communications }) => {
  const { page, guard } = communications;
  guard.expects(/net::/);
  await upToAssignments(page);
  await page.route("**/groups/by-ids", (route) => route.abort("connectionreset"));
  await page.reload();
  await untilAlive(page);
  await expect(again(page)).toHaveCount(1);
  await expect(trouble(page)).toHaveText(OFFLINE);
  await expect(page.getByRole("main")).not.toContainText(GONE);
  await choose(page, "Kommunikation");
  await expect(chosen(page)).toHaveCount(2);
  await expect(again(page), "the first is still not known").toHaveCount(1);
  await page.getByRole("button", { name: "Remove –" }).click();
  await expect(chosen(page)).toHaveText([/Kommunikation/]);
  await expect(again(page)).toHaveCount(0);
  await expect(trouble(page)).toHaveText("");
});

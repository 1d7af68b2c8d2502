// B34: whole journeys by keyboard alone. The focus goes where the eye goes.
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import { enter, tabTo } from "../support/keyboard.ts";
import { ACCOUNTS, PASSWORD } from "../support/actor.ts";

test.use({ world: "keyboard" });

test("B34 B6 from sign-in through the wizard to two groups, and to the bell", async ({ stranger: page, phones }) => {
  const title = "Med tangentbordet";
  await page.goto("/");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(ACCOUNTS.communications);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await untilAlive(page);
  await enter(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Custom notifications" }));
  await untilAlive(page);

  // The first error is where one is led.
  const next = page.getByRole("button", { name: "Next" });
  await enter(page, next);
  const problems = page.locator("#problems");
  await expect(problems).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Body" })).toBeFocused();
  await page.keyboard.type("Utan mus.");
  await enter(page, next);

  await expect(page.locator("#step-heading"), "the next step begins at its heading").toBeFocused();
  const picker = page.getByRole("main").getByRole("combobox");
  await tabTo(page, picker);
  for (const name of ["Stadshuset – alla", "Kommunikation"]) {
    await page.keyboard.press("Control+a");
    await page.keyboard.type(name);
    await expect(page.getByRole("option", { name: new RegExp(`^${name}`) }).first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main")).toContainText("2 of 25");
  await enter(page, next);
  await expect(page.locator("#step-heading")).toBeFocused();
  await expect(page.getByRole("main")).toContainText("Will reach");
  await enter(page, page.getByRole("button", { name: "Create" }));
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  await expect.poll(async () => (await phones.titled(title)).length, { timeout: 60_000 }).toBeGreaterThan(0);

  const bell = page.getByRole("button", { name: /^Notifications/ }).first();
  // Round the page once, as there is no way back but Tab.
  await enter(page, bell);
  const panel = page.locator("#notifications");
  await expect(panel).toContainText("To 2 groups");
  await expect(panel).toContainText(/\d+ of \d+ handed over/);
  await tabTo(page, panel.getByRole("link", { name: "Delivery status" }));
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(bell).toBeFocused();
});

test("B34 B14 from the list of devices through the menu and the pane to the phone, and back to the opener", async ({ helpDesk, phones }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 5);
  await visit(page, "/devices");
  await tabTo(page, page.getByRole("searchbox"));
  await page.keyboard.type(device.name);
  const row = page.getByRole("link", { name: device.name });
  await expect(page.getByRole("table", { name: "All devices" }).getByRole("row")).toHaveCount(2);
  await enter(page, row);
  await untilAlive(page);
  const more = page.getByRole("button", { name: "More actions" });
  // Commands are one stop; arrows lead inside.
  const commands = page.getByRole("toolbar");
  await tabTo(page, commands.locator("a, button").first());
  await page.keyboard.press("End");
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("s");
  await expect(page.getByRole("menuitem", { name: "Send custom notification" })).toBeFocused();
  await page.keyboard.press("Enter");
  await untilAlive(page);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane.getByRole("textbox", { name: "Title" })).toBeFocused();

  // What is wrong gets the focus, and Esc asks before anything is lost.
  await enter(page, pane.getByRole("button", { name: "Send", exact: true }));
  await expect(pane.getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.type("Från listan");
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: /discard|leave/i });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await tabTo(page, pane.getByRole("textbox", { name: "Body" }));
  await page.keyboard.type("Bara tangenter.");
  await enter(page, pane.getByRole("button", { name: "Send", exact: true }));
  await expect(pane).toBeHidden();
  await expect(more, "back to what opened it").toBeFocused();
  const arrived = await phones.waitFor("Från listan", 1);
  expect(arrived[0]!.device).toBe(device.id);
});

test("B34 in a menu arrows go round, Home and End lead to its ends, letters to what begins with them", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/demo/kit");
  const button = page.locator("#actions-button-menu-closed");
  const menu = page.locator("#actions-menu-closed");
  const item = (name: string) => menu.getByRole("menuitem", { name });
  const focused = async (key: string, name: string) => {
    await page.keyboard.press(key);
    await expect(item(name), `after ${key}`).toBeFocused();
  };
  await button.focus();
  await focused("Enter", "Show");
  await focused("ArrowDown", "Refresh");
  await focused("ArrowDown", "Send custom notification");
  await focused("ArrowDown", "Show");
  await focused("ArrowUp", "Send custom notification");
  await focused("ArrowUp", "Refresh");
  await focused("End", "Send custom notification");
  await focused("Home", "Show");
  for (const name of ["Send custom notification", "Show", "Send custom notification"]) await focused("s", name);
  await focused("R", "Refresh");
  await focused("r", "Refresh");
  // No item begins with it.
  await focused("x", "Refresh");
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
  await expect(page).toHaveURL(/#menu$/);
});

test("B17 B34 Enter and Space on what a menu has not to offer do nothing, and the menu stays open", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const { rows } = await api.devices({ reachable: false, platform: "windows", sort: "name" });
  await visit(page, `/devices/${rows[0]!.id}`);
  const here = page.url();
  await tabTo(page, page.getByRole("toolbar").locator("a, button").first());
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "Send custom notification" });
  for (const key of ["Enter", "Space"]) {
    await expect(item).toBeFocused();
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press(key);
    // Whatever a key does has happened by the time the next one is answered.
    await page.keyboard.press("Home");
    await expect(page.getByRole("menu")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(page.url()).toBe(here);
  }
});

test("B34 B30 from a filter of the audit log to a record's details, and back to its row", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/tenant/audit");
  await enter(page, page.getByRole("button", { name: /^Activity/ }).first());
  const choice = page.getByRole("list", { name: "Activity" }).getByRole("link", { name: "Sign in", exact: true });
  await enter(page, choice);
  await expect(page).toHaveURL(/activity=sign_in/);
  await untilAlive(page);
  const record = page.getByRole("rowheader").getByRole("link").first();
  await enter(page, record);
  await expect(page).toHaveURL(/record=/);
  await untilAlive(page);
  const details = page.locator("dialog.flyout");
  await expect(details).toBeVisible();
  await expect(details.getByRole("link", { name: "Close" }), "the focus is in the pane").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await expect(page).toHaveURL(/activity=sign_in.*#record-/);
  // The next Tab goes on from the record's row.
  await page.keyboard.press("Tab");
  const at = await page.evaluate(() => document.activeElement?.closest("tr")?.id ?? "");
  expect(at).toBe(new URL(page.url()).hash.slice(1));
});

test("B35 Back out of a half-written wizard asks first and stays on Cancel, and a reload keeps it", async ({ communications }) => {
  const { page } = communications;
  await visit(page, "/");
  await enter(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Custom notifications" }));
  await untilAlive(page);
  const title = page.getByRole("textbox", { name: "Title" });
  await tabTo(page, title);
  await page.keyboard.type("Halvvägs");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
  });
  await page.evaluate(() => history.back());
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(page).toHaveURL(/custom-notifications$/);
  await expect(title).toHaveValue("Halvvägs");
  await page.reload();
  await untilAlive(page);
  expect(asked).toEqual(["beforeunload", "beforeunload"]);
  await expect(title).toHaveValue("Halvvägs");
});

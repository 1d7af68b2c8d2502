// B35: a part of the page that does not load is said, tried again, and loses nothing.
import { expect, test } from "../support/test.ts";
import { ACCOUNTS, PASSWORD } from "../support/actor.ts";
import { untilAlive, visit } from "../support/alive.ts";

test.use({ world: "not-loaded" });

/** What the browser itself says about a file that does not come. */
const GONE = /ERR_|net::|preload|status of 503/;
const BAR = "A part of this page could not be loaded";

test("B35 a pane whose part does not load says so, and Try again keeps what was typed", async ({ helpDesk, phones }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(GONE);
  const device = await api.reachable("android", 5);
  await visit(page, `/devices/${device.id}`);
  await page.route("**/split_send_pane*", (route) => route.abort("internetdisconnected"));
  await page.goto(`/devices/${device.id}?send`);
  const bar = page.getByRole("alert").filter({ hasText: BAR });
  await expect(bar).toBeVisible();
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Skrivet före delen");
  await pane.getByRole("textbox", { name: "Body" }).fill("Och kvar efteråt.");
  // Still away.
  await bar.getByRole("button", { name: "Try again" }).click();
  await expect(bar).toBeVisible();
  await page.unroute("**/split_send_pane*");
  await bar.getByRole("button", { name: "Try again" }).click();
  await untilAlive(page);
  await expect(bar).toBeHidden();
  await expect(pane.getByRole("textbox", { name: "Body" })).toHaveValue("Och kvar efteråt.");
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  await expect(pane).toBeHidden();
  await phones.waitFor("Skrivet före delen", 1);
});

test("B34 B35 without its parts the wizard goes on as a plain form, and the bell is alive", async ({ communications, phones }) => {
  const { page, guard } = communications;
  guard.expects(GONE);
  await page.route(/split_(message_wizard|wizard_rest)/, (route) => route.fulfill({ status: 503 }));
  const bellIsAlive = async () => {
    await expect(page.getByRole("alert").filter({ hasText: BAR })).toBeVisible();
    const bell = page.getByRole("button", { name: /^Notifications/ }).first();
    await bell.click();
    // The bell itself fills when it is open.
    await expect(bell.locator("use")).toHaveAttribute("href", /bell-on/);
    await page.keyboard.press("Escape");
  };
  await page.goto("/tenant/custom-notifications");
  await bellIsAlive();
  await page.getByRole("textbox", { name: "Title" }).fill("Utan sin del");
  await page.getByRole("textbox", { name: "Body" }).fill("Går ändå.");
  await page.getByRole("button", { name: "Next" }).click();
  await bellIsAlive();
  await page.locator("[name=search]").fill("Kommunledning");
  // The button is for browsers without script; Enter does the same.
  await page.keyboard.press("Enter");
  await page.locator("[name=add]").first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect.poll(async () => (await phones.titled("Utan sin del")).length).toBeGreaterThan(0);
});

test("B35 further steps that do not load are waited for with everything typed, and Try again goes on there", async ({ communications, phones }) => {
  const { page, guard } = communications;
  guard.expects(GONE);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.route("**/split_wizard_rest*", (route) => route.abort("internetdisconnected"));
  await visit(page, "/tenant/custom-notifications");
  const bar = page.getByRole("alert").filter({ hasText: BAR });
  await expect(bar).toBeHidden();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Före stegen");
  await expect(bar).toBeVisible();
  await page.getByRole("textbox", { name: "Body" }).fill("Och kvar i dem.");
  await page.getByRole("button", { name: "Next" }).click();
  const waiting = page.getByRole("status").filter({ hasText: "Loading" });
  await expect(waiting).toBeFocused();
  // Back and forth loses nothing either, and neither does a reload.
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(title).toHaveValue("Före stegen");
  await page.reload();
  await untilAlive(page);
  await expect(title).toHaveValue("Före stegen");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(waiting).toBeFocused();
  // There is nothing yet that could be wrong.
  await page.getByRole("button", { name: "Next" }).press("Enter");
  await waiting.focus();
  await page.unroute("**/split_wizard_rest*");
  await bar.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Select groups" })).toBeFocused();
  await expect(page.locator("#problems")).toBeHidden();
  await page.getByRole("main").getByRole("combobox").fill("Kommunledning");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Create" }).click();
  await expect.poll(async () => (await phones.titled("Före stegen")).length).toBeGreaterThan(0);
});

test("B35 when nothing of the script loads, the page says so and tries again by itself once the network is back", async ({ admin }) => {
  const { page, context, guard } = admin;
  guard.expects(GONE);
  await page.route("**/herald.wasm", (route) => route.abort("internetdisconnected"));
  await page.goto("/devices");
  await expect(page.getByRole("alert").filter({ hasText: BAR })).toBeVisible();
  await page.getByRole("searchbox").last().fill("iphone");
  await page.unroute("**/herald.wasm");
  await context.setOffline(true);
  await context.setOffline(false);
  await untilAlive(page);
  await expect(page.getByRole("alert").filter({ hasText: BAR })).toBeHidden();
  await expect(page.getByRole("searchbox").last()).toHaveValue("iphone");
});

test("B35 what was typed into a page without any script outlives its coming back", async ({ communications }) => {
  const { page, context, guard } = communications;
  guard.expects(/ERR_|net::|preload|Failed to fetch dynamically imported module/);
  await page.route("**/herald.js", (route) => route.abort("internetdisconnected"));
  await page.goto("/tenant/custom-notifications");
  await expect(page.getByRole("alert").filter({ hasText: BAR })).toBeVisible();
  await page.getByRole("textbox", { name: "Title" }).fill("Skrivet utan skript");
  await page.getByRole("textbox", { name: "Body" }).fill("Och kvar när nätet är tillbaka.");
  await page.unroute("**/herald.js");
  await context.setOffline(true);
  await context.setOffline(false);
  await untilAlive(page);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Skrivet utan skript");
  await expect(page.getByRole("textbox", { name: "Body" })).toHaveValue("Och kvar när nätet är tillbaka.");
  await expect(page.getByText("31/500")).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("herald.typed")))).toEqual([]);
});

test("B33 who signs in before the WebAssembly has come reads times of their own zone from the first page on", async ({ stranger }) => {
  await stranger.route("**/*.wasm", () => {});
  await stranger.goto("/tenant/audit");
  await stranger.getByLabel("E-mail").fill(ACCOUNTS.auditor);
  await stranger.getByLabel("Password").fill(PASSWORD);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  const time = stranger.getByRole("table", { name: "Audit records" }).locator("time").first();
  const at = new Date((await time.getAttribute("datetime"))!);
  expect(Date.now() - at.getTime(), "it is when they signed in").toBeLessThan(60_000);
  await expect(time).toHaveText(new RegExp(`, ${at.toLocaleTimeString("en-GB", { timeZone: "Europe/Stockholm" })}$`));
});

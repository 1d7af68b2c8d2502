// B34: signing in and sending work before the WebAssembly has loaded, and without it.
import { readFileSync } from "node:fs";
import { expect, test } from "../support/test.ts";
import { untilAlive } from "../support/alive.ts";
import type { Forecast } from "../support/api.ts";
import { Guard } from "../support/guard.ts";

test.use({ world: "no-script" });

test("B34 signing in works without script, and says when a password is wrong", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  Guard.of(context).expects(/401/);
  const page = await context.newPage();
  await page.goto("/devices?search=iphone");
  await page.getByLabel("E-mail").fill("granskare@nordhamn.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  // B35
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The e-mail or the password is not right. Check both and try again.");
  await expect(page.getByLabel("E-mail")).toHaveValue("granskare@nordhamn.example");
  await page.getByLabel("Password").fill("herald-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/devices\?search=iphone/);
  await expect(page.getByRole("heading", { name: "All devices" })).toBeVisible();
  await context.close();
});

test("B34 the demo lets one look around with one click, without script too", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/tenant/roles");
  await expect(page.getByRole("button", { name: "Show password" })).toBeHidden();
  await page.getByRole("button", { name: "Auditor" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Roles");
  await context.close();
});

test("B34 the wizard works without script", async ({ open, phones }) => {
  const { page, api } = await open("communications", { javaScriptEnabled: false });
  await page.goto("/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Utan skript");
  await page.getByRole("textbox", { name: "Body" }).fill("Det går ändå.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator("[name=search]").fill("Kommunledning");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator("[name=add]").first().click();
  await page.locator("[name=search]").fill("Alla medarbetare");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator("[name=add]").first().click();
  // B13: everybody of the first is in the second too.
  const [first] = await api.groups("Kommunledning");
  const { groups: [share] } = await api.get<Forecast>("notifications/reach", { groups: [first!.id] });
  await expect(page.getByRole("row", { name: "Kommunledning" }).getByRole("cell")).toHaveText([
    String(share!.members), String(share!.people), String(share!.devices), "",
  ]);
  await expect(page.locator("main")).toContainText(`${share!.members} people are in more than one group and counted once`);
  await page.getByRole("button", { name: "Remove Alla medarbetare" }).click();
  await expect(page.locator("main")).not.toContainText("more than one group");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("main")).toContainText("Will reach");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect(page.locator("main")).toContainText("Successfully sent custom notification");
  await expect.poll(async () => (await phones.titled("Utan skript")).length).toBeGreaterThan(0);
});

test("B13 B34 the list of who cannot be reached comes without script", async ({ open }) => {
  const { page, api } = await open("admin", { javaScriptEnabled: false });
  const [group] = await api.groups("Kommunikation");
  const { reach } = await api.get<Forecast>("notifications/reach", { groups: [group!.id] });
  await page.goto(`/tenant/custom-notifications?group=${group!.id}`);
  await page.getByRole("textbox", { name: "Title" }).fill("Utan skript");
  await page.getByRole("textbox", { name: "Body" }).fill("Listan kommer ändå.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export list" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").trimEnd().split("\r\n");
  expect(lines.length - 1).toBe(reach.unreachable.reduce((sum, [, devices]) => sum + devices, 0));
  await expect(page.locator("main")).toContainText("Listan kommer ändå.");
});

test("B34 the device's pane works without script", async ({ open, phones }) => {
  const { page, api, guard } = await open("helpDesk", { javaScriptEnabled: false });
  guard.expects(/422/);
  const device = await api.reachable("ios", 2);
  await page.goto(`/devices/${device.id}?send`);
  await page.getByRole("textbox", { name: "Title" }).fill("Utan skript, en enhet");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Utan skript, en enhet");
  await page.getByRole("textbox", { name: "Body" }).fill("Nu med text.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/sent=/);
  await phones.waitFor("Utan skript, en enhet", 1);
});

test("B35 a wizard's step that is posted after the session has ended loses nothing and sends nothing", async ({ open, phones }) => {
  const { page, context, guard } = await open("communications", { javaScriptEnabled: false });
  guard.expects(/401/);
  await page.goto("/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Efter utloggning");
  await page.getByRole("textbox", { name: "Body" }).fill("Inget går förlorat.");
  await context.clearCookies();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.locator("main")).toContainText("What you wrote is kept on this page");
  await expect(page).not.toHaveURL(/Efter/);
  await page.getByLabel("E-mail").fill("kommunikation@nordhamn.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Password").fill("herald-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("main")).toContainText("Nothing was sent yet");
  await page.locator("[name=search]").last().fill("Kommunledning");
  await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  await page.locator("[name=add]").first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("main")).toContainText("Inget går förlorat.");
  // Once more at the very end.
  await context.clearCookies();
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByLabel("E-mail").fill("kommunikation@nordhamn.example");
  await page.getByLabel("Password").fill("herald-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("main")).toContainText("Nothing was sent yet");
  expect(await phones.titled("Efter utloggning")).toEqual([]);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect.poll(async () => (await phones.titled("Efter utloggning")).length).toBeGreaterThan(0);
});

test("B35 a pane that is posted before script runs, after the session has ended, comes back alive at its own address", async ({ open, phones }) => {
  const { page, api, context, guard } = await open("helpDesk");
  guard.expects(/401/);
  const device = await api.reachable("android", 3);
  await page.route("**/herald.js", (route) => route.abort("internetdisconnected"));
  guard.expects(/ERR_|net::|fetch dynamically/);
  await page.goto(`/devices/${device.id}?send`);
  await page.getByRole("textbox", { name: "Title" }).fill("Innan skriptet");
  await page.getByRole("textbox", { name: "Body" }).fill("Kvar efteråt.");
  await context.clearCookies();
  await page.unroute("**/herald.js");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByLabel("E-mail").fill("helpdesk@nordhamn.example");
  await page.getByLabel("Password").fill("herald-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await untilAlive(page);
  await expect(page).toHaveURL(new RegExp(`/devices/${device.id}$`));
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane).toContainText("Nothing was sent yet");
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  await expect(pane).toBeHidden();
  await phones.waitFor("Innan skriptet", 1);
});

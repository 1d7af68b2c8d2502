// B34: signing in and sending work before the WebAssembly has loaded, and without it.
import { expect, test } from "../support/test.ts";

test.use({ world: "no-script" });

test("B34 signing in works without script, and says when a password is wrong", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/devices?search=iphone");
  await page.getByLabel("E-mail").fill("granskare@nordhamn.example");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue("granskare@nordhamn.example");
  await page.getByLabel("Password").fill("herald-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/devices\?search=iphone/);
  await expect(page.getByRole("heading", { name: "All devices" })).toBeVisible();
  await context.close();
});

test("B34 the wizard works without script", async ({ open, phones }) => {
  const { page } = await open("communications", { javaScriptEnabled: false });
  await page.goto("/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Utan skript");
  await page.getByRole("textbox", { name: "Body" }).fill("Det går ändå.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.locator("[name=search]").fill("Kommunledning");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator("[name=add]").first().click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("main")).toContainText("Will reach");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect(page.locator("main")).toContainText("Successfully sent custom notification");
  await expect.poll(async () => (await phones.titled("Utan skript")).length).toBeGreaterThan(0);
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

// What others send appears on the pages that list it, under nobody's hands, and costs nothing out of sight.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { signIn } from "../support/actor.ts";
import { visit } from "../support/alive.ts";
import { Guard } from "../support/guard.ts";
import { countStreams, show } from "../support/streams.ts";

test.use({ world: "follow" });

const messages = (page: Page) => page.getByRole("table", { name: "Messages" }).getByRole("rowheader");
const actions = (page: Page) => page.getByRole("table", { name: "Device actions status" }).getByRole("row");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");

test("B23 what another administrator sends appears on Delivery status, also when nothing was on its way", async ({ admin, communications }) => {
  const { page } = communications;
  const streams = await countStreams(page);
  const [first, second] = await admin.api.groups("Kommunledning", "Kommunikation");
  await visit(page, "/tenant/delivery");
  await expect(page.getByRole("heading", { name: "Nothing has been sent yet" })).toBeVisible();
  await expect.poll(streams).toBe(1);
  await admin.api.sendToGroups([first!.id], { title: "Den första", body: "Ingen laddar om." });
  await expect(messages(page)).toHaveText([first!.name]);
  await expect(page.getByRole("table", { name: "Messages" })).toContainText("Finished", { timeout: 60_000 });

  // The reader's place is kept, by keyboard: the same message, one row further down.
  await messages(page).getByRole("link").focus();
  const held = await focused(page);
  await admin.api.sendToGroups([second!.id], { title: "Den andra", body: "Fokus står kvar." });
  await expect(messages(page)).toHaveText([second!.name, first!.name]);
  expect(await focused(page)).toBe(held);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(first!.name);
});

test("B32 what others send to a device appears on its page, and what became of it", async ({ admin, helpDesk }) => {
  const { page } = helpDesk;
  const streams = await countStreams(page);
  const device = await admin.api.reachable("ios", 7);
  await visit(page, `/devices/${device.id}`);
  await expect(page.getByText("No message has been sent to this device yet.")).toBeVisible();
  const user = page.getByRole("region", { name: "Essentials" }).getByRole("link").first();
  await user.focus();
  await admin.api.sendToDevice(device.id, { title: "Till enheten", body: "Syns hos supporten." });
  await expect(actions(page)).toHaveCount(2);
  // Another's message, which the help desk could not look up by itself.
  await expect(actions(page).nth(1)).toContainText("Accepted by the push service");
  await expect(actions(page).nth(1)).toContainText("Astrid");
  await expect(page.getByRole("region", { name: "Messages to this device, this hour" })).toContainText("1 of 10");
  await expect(user).toBeFocused();
  await show(page, true);
  expect(await streams()).toBe(0);
});

test("B29 a page that follows shows nothing more once its session has ended", async ({ stranger: page }) => {
  Guard.of(page.context()).expects(/401/);
  const streams = await countStreams(page);
  await signIn(page.request, "auditor");
  await visit(page, "/tenant/delivery");
  await expect.poll(streams).toBe(1);
  await page.request.post("/sign-out");
  // The tab comes back into sight, and the page asks.
  await show(page, true);
  await show(page, false);
  await expect(page).toHaveURL(/\/sign-in\?return=/);
});

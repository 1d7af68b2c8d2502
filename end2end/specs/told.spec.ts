// B21: what the bell and the toasts tell of a message, also to a screen reader, and how one is rid of it.
import type { ElementHandle, Page, Route } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { holdTime, stopTime } from "../support/clock.ts";

test.use({ world: "told" });

const SENDING = "Sending custom notification";
const SENT = "Successfully sent custom notification";

const status = (page: Page) => page.locator(".toaster").getByRole("status");
const alert = (page: Page) => page.locator(".toaster").getByRole("alert");
const pane = (page: Page) => page.getByRole("dialog", { name: "Send custom notification" });

/** Keeps the answer to what is sent there; the function lets it come. */
async function holdAnswer(page: Page, path: string): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((go) => (release = go));
  await page.route(path, async (route: Route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** A region that comes with its words is often not read out: it is the one that was there, and the words are in it. */
async function expectIn(region: ElementHandle, words: string): Promise<void> {
  const said = () => region.evaluate((element) => (element.isConnected ? element.textContent : "gone"));
  await expect.poll(said).toContain(words);
}

test("B21 sending and sent are said in a region that was there before, under the bell too, and can be dismissed", async ({ communications }) => {
  const { page, api } = communications;
  const [group] = await api.groups("Kommunledning");
  await visit(page, `/tenant/custom-notifications?group=${group!.id}`);
  const [polite, urgent] = [await status(page).elementHandle(), await alert(page).elementHandle()];
  expect([await polite!.textContent(), await urgent!.textContent()], "nothing has been said").toEqual(["", ""]);
  await page.getByRole("textbox", { name: "Title" }).fill("Hörs");
  await page.getByRole("textbox", { name: "Body" }).fill("Två gånger.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main")).toContainText("Will reach");
  const release = await holdAnswer(page, "**/notifications/send");
  await page.getByRole("button", { name: "Create" }).click();
  await expectIn(polite!, SENDING);
  const bell = page.getByRole("button", { name: /^Notifications/ }).first();
  await bell.click();
  const panel = page.locator("#notifications");
  await expect(panel.getByRole("listitem")).toContainText(SENDING);
  release();
  await expectIn(polite!, SENT);
  await expect(panel.getByRole("listitem")).toContainText(SENT);
  expect(await urgent!.textContent()).toBe("");

  await panel.getByRole("button", { name: "Dismiss all" }).click();
  await expect(panel.getByRole("listitem")).toHaveCount(0);
  await expect(panel).toContainText("Nothing yet. What you send in this tab appears here.");
  await expect(panel.getByRole("button", { name: "Dismiss all" })).toBeHidden();
  await expect(page.locator(".toast")).toHaveCount(0);
  await visit(page, "/");
  await expect(bell).toHaveAccessibleName("Notifications");
});

test("B21 a failure is an alert, and a toast waits for as long as the focus is in it", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/429/);
  const device = await api.reachable("ios", 4);
  await holdTime(page);
  const send = async (title: string): Promise<void> => {
    await visit(page, `/devices/${device.id}?send`);
    const pane = page.getByRole("dialog", { name: "Send custom notification" });
    await pane.getByRole("textbox", { name: "Title" }).fill(title);
    await pane.getByRole("textbox", { name: "Body" }).fill("Och vad som sägs om det.");
    await stopTime(page);
    await pane.getByRole("button", { name: "Send", exact: true }).click();
  };
  await send("Så länge fokus är där");
  const toast = page.locator(".toast");
  await expect(toast).toContainText(SENT);
  // By then the pane has given the focus back.
  await page.clock.runFor(100);
  await expect(page.getByRole("button", { name: "More actions" })).toBeFocused();
  await toast.getByRole("button", { name: `Dismiss: ${SENT}` }).focus();
  await page.clock.runFor(60_000);
  await expect(toast, "somebody is in it").toBeVisible();
  await page.getByRole("button", { name: "More actions" }).focus();
  await page.clock.runFor(5_900);
  await expect(toast).toBeVisible();
  await page.clock.runFor(200);
  await expect(toast).toHaveCount(0);

  while ((await api.sendToDevice(device.id, { title: "Fyller timmen", body: "Plats." })).status() === 200);
  await page.clock.resume();
  await send("Blir ett fel");
  await expect(alert(page)).toContainText("Custom notification not sent");
  await expect(alert(page)).toContainText("The hourly limit of 10 messages to this device is reached.");
  await expect(status(page)).toHaveText("");
});

test("B21 a toast stays six seconds, for as long as the pointer is on it, and to the end when it is an error", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/429/);
  const device = await api.reachable("android", 9);
  await holdTime(page);
  const send = async (title: string): Promise<void> => {
    await page.clock.resume();
    await visit(page, `/devices/${device.id}?send`);
    const pane = page.getByRole("dialog", { name: "Send custom notification" });
    await pane.getByRole("textbox", { name: "Title" }).fill(title);
    await pane.getByRole("textbox", { name: "Body" }).fill("Och hur länge den syns.");
    await stopTime(page);
    await pane.getByRole("button", { name: "Send", exact: true }).click();
  };
  const toast = page.locator(".toaster .toast");
  await send("Ungefär sex sekunder");
  await expect(toast).toContainText("Successfully sent custom notification");
  await page.clock.runFor(5_900);
  await expect(toast).toBeVisible();
  await page.clock.runFor(200);
  await expect(toast).toHaveCount(0);

  await send("Så länge någon läser");
  await expect(toast).toBeVisible();
  await toast.hover();
  await page.clock.runFor(60_000);
  await expect(toast, "somebody reads it").toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.runFor(5_900);
  await expect(toast).toBeVisible();
  await page.clock.runFor(200);
  await expect(toast).toHaveCount(0);

  while ((await api.sendToDevice(device.id, { title: "Fyller timmen", body: "Plats." })).status() === 200);
  await send("Blir ett fel");
  await expect(toast).toContainText("Custom notification not sent");
  await page.clock.runFor(600_000);
  await page.clock.resume();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: /discard/i }).click();
  await expect(toast).toBeVisible();
  await toast.getByRole("button", { name: /^Dismiss/ }).click();
  await expect(toast).toHaveCount(0);
});

test("B34 dismissing a toast by a key leads to the next one, and from the last to the bell", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/net::/);
  const device = await api.reachable("android", 4);
  await page.route("**/devices/send", (route) => route.abort("connectionreset"));
  await visit(page, `/devices/${device.id}?send`);
  const toast = page.locator(".toast");
  for (const [at, title] of ["Ett", "Två", "Tre"].entries()) {
    // Another text is another message, and has a toast of its own.
    await pane(page).getByRole("textbox", { name: "Title" }).fill(title);
    await pane(page).getByRole("textbox", { name: "Body" }).fill("Kommer inte fram.");
    await pane(page).getByRole("button", { name: "Send", exact: true }).click();
    await expect(toast).toHaveCount(at + 1);
    await expect(pane(page).getByRole("button", { name: "Send", exact: true })).toBeVisible();
  }
  await pane(page).getByRole("link", { name: "Close" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /discard/i }).click();
  await expect(page.getByRole("button", { name: "More actions" })).toBeFocused();
  const [first, second, third] = await toast.getByRole("button", { name: /^Dismiss: / }).elementHandles();
  const hasFocus = (button: ElementHandle) => () => button.evaluate((element) => element === document.activeElement);
  await first!.focus();
  for (const next of [second!, third!]) {
    await page.keyboard.press("Enter");
    await expect.poll(hasFocus(next)).toBe(true);
  }
  await page.keyboard.press("Enter");
  await expect(toast).toHaveCount(0);
  await expect(page.locator("#bell-button")).toBeFocused();
});

test("B29 who lacks a permission copies a request for it, and is told that it was copied", async ({ helpDesk }) => {
  const { page, context, guard } = helpDesk;
  guard.expects(/403/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, "/tenant/delivery");
  await page.getByRole("button", { name: "Copy a request" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Request copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `Please assign me a role in Herald that has the permission Organization / Read. I need it for ${page.url()}`,
  );
});

// B14–B21: the pane of one device.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { holdTime } from "../support/clock.ts";
import { nextFree } from "../support/moment.ts";

test.use({ world: "device" });

test("B14 B21 a message to a device arrives there alone, and the bell shows its text", async ({ helpDesk, phones }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("android", 1);
  await visit(page, `/devices/${device.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Send custom notification" }).click();
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane).toContainText("visible on lock screens");
  await expect(pane.getByRole("textbox", { name: "Title" })).toBeFocused();
  await pane.getByRole("textbox", { name: "Title" }).fill("Uppdatering väntar");
  await pane.getByRole("textbox", { name: "Body" }).fill("Starta om telefonen före 17.");
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  await expect(pane).toBeHidden();
  const arrived = await phones.waitFor("Uppdatering väntar", 1);
  expect(arrived[0]!.device).toBe(device.id);

  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  const bell = page.locator("#notifications");
  await expect(bell).toContainText("Successfully sent custom notification");
  await expect(bell).toContainText("Starta om telefonen före 17.");
  // B32: the device's own list says what was done, without text.
  await page.reload();
  const actions = page.getByRole("table", { name: "Device actions status" });
  await expect(actions).toContainText("Send custom notification");
  await expect(actions).not.toContainText("Starta om");
});

test("B21 a toast is told once per tab, and waits for somebody who looks", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("android", 2);
  // Until it is looked at, the tab lies behind another.
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("looked")) Object.defineProperty(document, "hidden", { get: () => true });
  });
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("En gång");
  await pane.getByRole("textbox", { name: "Body" }).fill("Och inte en gång till.");
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  const toast = page.locator(".toaster .toast");
  await expect(toast).toContainText("Successfully sent custom notification");
  await page.evaluate(() => sessionStorage.setItem("looked", "yes"));
  await visit(page, "/devices");
  await expect(toast, "nobody has seen it yet").toContainText("Och inte en gång till.");
  const told = (): Promise<unknown[]> => page.evaluate(() => JSON.parse(sessionStorage.getItem("herald.notices")!).value.told);
  await expect.poll(async () => (await told()).length).toBe(1);
  await visit(page, "/");
  await expect(page.getByRole("button", { name: /^Notifications/ })).toContainText("1");
  await expect(toast).toHaveCount(0);
});

test("B16 B19 the 11th to a device is refused with the time, in the pane, and nothing is lost", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/429/);
  const device = await api.reachable("ios", 7);
  for (let n = 0; n < 10; n += 1) {
    const answer = await api.sendToDevice(device.id, { title: "Fyller timmen", body: `Nummer ${n}.` });
    expect(answer.status()).toBe(200);
  }
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane).toContainText(/can be sent at \d\d:\d\d/);
  const title = pane.getByRole("textbox", { name: "Title" });
  await title.fill("Nummer elva");
  await pane.getByRole("textbox", { name: "Body" }).fill("Får inte plats.");
  const at = await nextFree(await api.sendToDevice(device.id, { title: "Nummer elva", body: "Får inte plats." }));
  const refusal = pane.getByRole("alert").filter({ hasText: "The hourly limit" });
  await expect(refusal).toBeHidden();
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  await expect(refusal).toContainText(`The hourly limit of 10 messages to this device is reached. The next message can be sent at ${at}.`);
  await expect(title).toHaveValue("Nummer elva");
  await expect(pane.getByRole("textbox", { name: "Body" })).toHaveValue("Får inte plats.");
});

test("B18 two browsers race for the last place, and one wins", async ({ admin, helpDesk }) => {
  const device = await admin.api.reachable("ios", 9);
  for (let n = 0; n < 9; n += 1) await admin.api.sendToDevice(device.id, { title: "Fyller", body: "Plats." });
  const panes = [admin, helpDesk].map(({ page }) => page.getByRole("dialog", { name: "Send custom notification" }));
  for (const [at, actor] of [admin, helpDesk].entries()) {
    actor.guard.expects(/429/);
    await visit(actor.page, `/devices/${device.id}?send`);
    await panes[at]!.getByRole("textbox", { name: "Title" }).fill("Sista platsen");
    await panes[at]!.getByRole("textbox", { name: "Body" }).fill("Först till kvarn.");
  }
  const answered = Promise.all([admin, helpDesk].map(({ page }) => page.waitForResponse("**/devices/send")));
  await Promise.all(panes.map((pane) => pane.getByRole("button", { name: "Send", exact: true }).click()));
  const statuses = (await answered).map((answer) => answer.status());
  expect([...statuses].sort()).toEqual([200, 429]);
  const [won, lost] = [panes[statuses.indexOf(200)]!, panes[statuses.indexOf(429)]!];
  await expect(won).toBeHidden();
  // B19
  const at = await nextFree(await admin.api.sendToDevice(device.id, { title: "Nummer tolv", body: "Får inte heller plats." }));
  const refusal = lost.getByRole("alert").filter({ hasText: "The hourly limit" });
  await expect(refusal).toContainText(`The hourly limit of 10 messages to this device is reached. The next message can be sent at ${at}.`);
  await expect(lost.getByRole("textbox", { name: "Title" })).toHaveValue("Sista platsen");
  await expect(lost.getByRole("textbox", { name: "Body" })).toHaveValue("Först till kvarn.");
  const { quota } = await admin.api.get<{ quota: { used: number } }>("devices/get", { id: device.id });
  expect(quota.used).toBe(10);
});

test("B35 while a message is on its way its fields cannot be changed, and afterwards they can", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/ERR_CONNECTION|net::/);
  const device = await api.reachable("android", 8);
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  const body = pane.getByRole("textbox", { name: "Body" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Låst under tiden");
  await body.fill("Det här");
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/devices/send", async (route) => {
    await held;
    await route.abort("connectionreset");
  }, { times: 1 });
  await pane.getByRole("button", { name: "Send", exact: true }).click();
  await expect(pane.getByRole("button", { name: "Sending…" })).toBeVisible();
  // What is typed now would be in no message and in no form afterwards.
  await body.press("End");
  await page.keyboard.type(" och mer");
  await expect(body).toHaveValue("Det här");
  await expect(body, "the focus stays").toBeFocused();
  await expect(body).not.toBeEditable();
  await expect(pane.getByRole("textbox", { name: "Title" })).not.toBeEditable();
  answer();
  await expect(pane).toContainText("Check your connection");
  await body.press("End");
  await page.keyboard.type(" och mer");
  await expect(body).toHaveValue("Det här och mer");
});

test("B35 a link that cannot be copied is shown for copying by hand, and none is called copied before it is", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 9);
  // As on a page without TLS, and in a browser that does not let it.
  await page.addInitScript(() => {
    const how = new URLSearchParams(location.search).get("clipboard");
    const writeText = () => (how === "refused" ? Promise.reject(new DOMException("no", "NotAllowedError")) : Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { value: how === "none" ? undefined : { writeText } });
  });
  const shown: string[] = [];
  page.on("dialog", (dialog) => {
    shown.push(dialog.type(), dialog.message(), dialog.defaultValue());
    void dialog.dismiss();
  });
  const row = page.getByRole("toolbar");
  for (const how of ["none", "refused"]) {
    await visit(page, `/devices/${device.id}?clipboard=${how}`);
    await row.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(() => shown.splice(0)).toEqual(["prompt", expect.stringContaining("Copy the text here"), page.url()]);
    await expect(row.getByRole("button", { name: "Copy link" })).toBeVisible();
  }
  await visit(page, `/devices/${device.id}`);
  await row.getByRole("button", { name: "Copy link" }).click();
  await expect(row.getByRole("button", { name: "Link copied" })).toBeVisible();
  expect(shown).toEqual([]);
});

test("B35 leaving the pane while its message is on its way asks nothing, and a refusal then loses nothing", async ({ helpDesk, phones }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/ERR_CONNECTION|net::/);
  const device = await api.reachable("android", 10);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  const toast = page.locator(".toaster .toast");
  const finder = page.getByRole("combobox", { name: /Search devices/ });
  const sendAndLeave = async (title: string, end: "abort" | "continue"): Promise<void> => {
    await pane.getByRole("textbox", { name: "Title" }).fill(title);
    await pane.getByRole("textbox", { name: "Body" }).fill("Skickas långsamt.");
    let answer = (): void => undefined;
    const held = new Promise<void>((done) => (answer = done));
    await page.route("**/devices/send", async (route) => {
      await held;
      await (end === "abort" ? route.abort("connectionreset") : route.continue());
    }, { times: 1 });
    await pane.getByRole("button", { name: "Send", exact: true }).click();
    await expect(pane.getByRole("button", { name: "Sending…" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(pane).toBeHidden();
    await expect(page.getByRole("dialog", { name: /discard|leave/i })).toBeHidden();
    await finder.fill("anna");
    answer();
  };
  await visit(page, `/devices/${device.id}?send`);
  await sendAndLeave("Går inte fram", "abort");
  await expect(toast).toContainText("Custom notification not sent");
  await visit(page, `/devices/${device.id}?send`);
  await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue("Går inte fram");
  await expect(pane.getByRole("textbox", { name: "Body" })).toHaveValue("Skickas långsamt.");

  await sendAndLeave("Går fram", "continue");
  await expect(toast.filter({ hasText: "Successfully sent custom notification" })).toBeVisible();
  await expect(finder, "success pulls nobody away").toBeFocused();
  await expect(finder).toHaveValue("anna");
  await phones.waitFor("Går fram", 1);
  await visit(page, `/devices/${device.id}?send`);
  await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue("");
});

test("B21 the bell tells of each message how long ago it was sent, however long the page has been open", async ({ communications }) => {
  const { page, api } = communications;
  const [group] = await api.groups("Kommunledning");
  await holdTime(page);
  await visit(page, `/tenant/custom-notifications?group=${group!.id}`);
  const create = async (title: string, choose: boolean): Promise<void> => {
    await page.getByRole("textbox", { name: "Title" }).fill(title);
    await page.getByRole("textbox", { name: "Body" }).fill("Och hur länge sedan.");
    await page.getByRole("button", { name: "Next" }).click();
    if (choose) {
      await page.getByRole("main").getByRole("combobox").fill("Kommunledning");
      await page.getByRole("option", { name: /^Kommunledning/ }).first().click();
    }
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Create" }).click();
    await expect(page.locator("#sent")).toBeFocused();
  };
  const times = page.locator("#notifications time");
  await page.clock.fastForward("05:00");
  await create("Den första", false);
  await expect(times).toHaveText(["Just now"]);
  await page.clock.fastForward("03:00");
  await expect(times).toHaveText(["3 min ago"]);
  await create("Den andra", true);
  await expect(times).toHaveText(["Just now", "3 min ago"]);

  // What is left keeps its own time, and the focus stays in the panel.
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  const dismiss = page.locator("#notifications").getByRole("button", { name: /^Dismiss: / });
  await dismiss.first().focus();
  await page.keyboard.press("Enter");
  await expect(times).toHaveText(["3 min ago"]);
  await expect(dismiss).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(times).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Close notifications" })).toBeFocused();
});

test("B21 after signing in again in another tab the bell follows what is sent", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/401/);
  const device = await api.reachable("android", 11);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  const send = async (title: string): Promise<void> => {
    await pane.getByRole("textbox", { name: "Title" }).fill(title);
    await pane.getByRole("textbox", { name: "Body" }).fill("Och vad det blev av det.");
    await pane.getByRole("button", { name: "Send", exact: true }).click();
    await expect(pane).toBeHidden();
  };
  const signedOut = { status: 401, contentType: "application/json", body: JSON.stringify({ code: "signed_out" }) };
  await page.route("**/notifications/progress", (route) => route.fulfill(signedOut));
  await visit(page, `/devices/${device.id}?send`);
  await send("Innan sessionen tog slut");
  const asked = page.waitForResponse("**/notifications/progress");
  await visit(page, `/devices/${device.id}?send`);
  await asked;
  await page.unroute("**/notifications/progress");
  await send("Efter ny inloggning");
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  await expect(page.locator("#notifications .notice").first()).toContainText("1 of 1 handed over");
});

test("B21 from the bell whoever may read them goes on to the audit logs", async ({ admin, communications }) => {
  const more = (page: Page) => page.locator("#notifications").getByRole("link", { name: "More events in the audit logs" });
  for (const { page } of [admin, communications]) {
    await visit(page, "/");
    await page.getByRole("button", { name: /^Notifications/ }).first().click();
    await expect(page.locator("#notifications")).toBeVisible();
  }
  await expect(more(communications.page)).toHaveCount(0);
  await more(admin.page).click();
  await expect(admin.page.getByRole("heading", { level: 1 })).toHaveText("Audit logs");
});

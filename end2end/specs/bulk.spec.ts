// One text to several selected devices, from All devices.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";

test.use({ world: "bulk" });

const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}` });
const pane = (page: Page) => page.getByRole("dialog", { name: "Send custom notification" });

test("B16 B17 B21 three devices, one of which is full and one cannot be reached, by keyboard alone", async ({ helpDesk, phones }) => {
  const { page, api } = helpDesk;
  const free = await api.reachable("ios", 11);
  const full = await api.reachable("ios", 12);
  const { rows } = await api.devices({ reachable: false, platform: "ios", sort: "name" });
  const lost = rows[0]!;
  for (let n = 0; n < 10; n += 1) await api.sendToDevice(full.id, { title: "Fyller timmen", body: `Nummer ${n}.` });

  await visit(page, `/devices?search=${free.name}`);
  const command = page.getByRole("button", { name: "Send custom notification" });
  await expect(command, "it needs a selection").toHaveAttribute("aria-disabled", "true");
  await box(page, free.name).focus();
  await page.keyboard.press("Space");
  for (const { name } of [full, lost]) {
    // The choice outlives the search.
    await page.getByRole("searchbox").fill(name);
    await box(page, name).focus();
    await page.keyboard.press("Space");
  }
  await expect(page.getByRole("status").filter({ hasText: "3 devices selected" })).toBeVisible();
  await command.focus();
  await page.keyboard.press("Enter");

  // Before sending it is said who will not get it, and why.
  await expect(pane(page)).toContainText("2 devices will not get this message");
  await expect(pane(page).getByRole("listitem").filter({ hasText: full.name })).toContainText(/Limit of 10 .*\d\d:\d\d/);
  await expect(pane(page).getByRole("listitem").filter({ hasText: lost.name })).toBeVisible();
  await expect(pane(page).getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.type("Till flera");
  await page.keyboard.press("Tab");
  await page.keyboard.type("En text, tre enheter.");
  await pane(page).getByRole("button", { name: "Send to 1 device" }).focus();
  await page.keyboard.press("Enter");

  const results = pane(page).getByRole("table", { name: "Result for each device" });
  await expect(pane(page)).toContainText("Sent to 1 of 3 devices");
  await expect(results.getByRole("row").filter({ hasText: free.name })).toContainText("Sent");
  await expect(results.getByRole("row").filter({ hasText: full.name })).toContainText("Limit of 10");
  await expect(results.getByRole("row").filter({ hasText: lost.name })).toContainText("Not sent");
  const arrived = await phones.waitFor("Till flera", 1);
  expect(arrived[0]!.device).toBe(free.id);
  await page.keyboard.press("Escape");
  await expect(pane(page)).toBeHidden();
  await expect(command).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "0 devices selected" })).toBeVisible();

  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  const bell = page.locator("#notifications");
  await expect(bell).toContainText("To 1 of 3 devices");
  await expect(bell, "progress, as for a message to groups").toContainText("1 of 1 handed over");
  await expect(bell, "from the browser's own form").toContainText("En text, tre enheter.");
});

test("B20 a double click sends once to each, and what was typed is not lost by a look at the list", async ({ admin, phones }) => {
  const { page, api } = admin;
  const devices = [await api.reachable("android", 21), await api.reachable("android", 22)];
  await visit(page, `/devices?send&${devices.map(({ id }) => `device=${id}`).join("&")}`);
  await pane(page).getByRole("textbox", { name: "Title" }).fill("Dubbelklick");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await untilAlive(page);
  await expect(pane(page).getByRole("textbox", { name: "Title" })).toHaveValue("Dubbelklick");
  await pane(page).getByRole("textbox", { name: "Body" }).fill("Kommer en gång.");
  await pane(page).getByRole("button", { name: "Send to 2 devices" }).dblclick();
  await expect(pane(page)).toContainText("Sent to 2 devices");
  await phones.waitFor("Dubbelklick", 2);
  const { quota } = await api.get<{ quota: { used: number } }>("devices/get", { id: devices[0]!.id });
  expect(quota.used).toBe(1);
});

test("B15 who may only read sees the command, disabled and with the reason, and the server refuses", async ({ auditor }) => {
  const { page, api, guard } = auditor;
  guard.expects(/403/);
  const device = await api.reachable("ios", 13);
  await visit(page, `/devices?search=${device.name}`);
  await box(page, device.name).check();
  const command = page.getByRole("button", { name: /^Send custom notification/ });
  await expect(command).toHaveAttribute("aria-disabled", "true");
  await expect(command).toContainText("Remote tasks / Send custom notifications");
  const answer = await api.call("devices/send-many", { ids: [device.id], draft: { title: "t", body: "b" }, key: "" });
  expect(answer.status()).toBe(403);
});

test("B34 several devices without script", async ({ open, phones }) => {
  const { page, api } = await open("helpDesk", { javaScriptEnabled: false });
  const device = await api.reachable("ios", 14);
  await page.goto(`/devices?search=${device.name}`);
  await box(page, device.name).check();
  await page.getByRole("button", { name: "Send custom notification" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Flera utan skript");
  await page.getByRole("textbox", { name: "Body" }).fill("Går bra.");
  await page.getByRole("button", { name: "Send to 1 device" }).click();
  await expect(page).toHaveURL(/sent=/);
  await expect(page.getByRole("table", { name: "Result for each device" })).toContainText(device.name);
  await phones.waitFor("Flera utan skript", 1);
});

test("B35 while a message to several devices is on its way its fields cannot be changed", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("android", 23);
  await visit(page, `/devices?send&device=${device.id}`);
  const body = pane(page).getByRole("textbox", { name: "Body" });
  await pane(page).getByRole("textbox", { name: "Title" }).fill("Låst under tiden");
  await body.fill("Det här");
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/devices/send-many", async (route) => {
    await held;
    await route.continue();
  });
  await pane(page).getByRole("button", { name: "Send to 1 device" }).click();
  await expect(pane(page).getByRole("button", { name: "Sending…" })).toBeVisible();
  await expect(body).not.toBeEditable();
  answer();
  await expect(pane(page)).toContainText("Sent to 1 device");
});

test("B19 B35 a message that none of the devices got is still there to be sent", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 15);
  await visit(page, `/devices?send&device=${device.id}`);
  await pane(page).getByRole("textbox", { name: "Title" }).fill("Till ingen");
  await pane(page).getByRole("textbox", { name: "Body" }).fill("Texten blir kvar.");
  // Meanwhile others take every place.
  for (let n = 0; n < 10; n += 1) await api.sendToDevice(device.id, { title: "Fyller timmen", body: `Nummer ${n}.` });
  await pane(page).getByRole("button", { name: "Send to 1 device" }).click();
  await expect(pane(page).locator("#results")).toBeFocused();
  await expect(pane(page)).toContainText("Sent to no device");
  await expect(pane(page).getByRole("table", { name: "Result for each device" })).toContainText("Limit of 10");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await untilAlive(page);
  // Nothing can be sent now, and nothing is lost.
  await expect(pane(page)).toContainText("None of the selected devices can get a message now");
  await expect(pane(page).getByRole("textbox", { name: "Title" })).toHaveValue("Till ingen");
  await expect(pane(page).getByRole("textbox", { name: "Body" })).toHaveValue("Texten blir kvar.");
  await expect(pane(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
});

test("B16 B31 a hundred can be chosen and no more, and each of the hundred has its result", async ({ admin, phones }) => {
  const { page, api } = admin;
  await visit(page, "/devices?platform=android&reachable=yes&sort=name");
  const all = page.getByRole("checkbox", { name: "Select all devices on this page" });
  const boxes = page.getByRole("checkbox", { name: /^Select (?!all )/ });
  const turnTo = async (number: number): Promise<void> => {
    await page.getByRole("link", { name: `Page ${number}`, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`page=${number}`));
    await expect(page.locator("#devices")).not.toHaveAttribute("aria-busy");
  };
  await all.check();
  await turnTo(2);
  await boxes.nth(0).check();
  await expect(page.getByRole("status").filter({ hasText: "51 devices selected" })).not.toContainText("the most");
  await all.check();
  // The 101st.
  await turnTo(3);
  await expect(page.getByRole("status").filter({ hasText: "100 devices selected (100 max). That is the most that can be selected." })).toBeVisible();
  for (const box of [all, boxes.first(), boxes.last()]) {
    await expect(box).toBeDisabled();
    await expect(box, "and it says why").toHaveAttribute("title", "That is the most that can be selected.");
  }
  // One less, and there is room for one.
  await turnTo(2);
  await boxes.nth(7).uncheck();
  await turnTo(3);
  await expect(boxes.first()).toBeEnabled();
  await expect(boxes.first()).not.toHaveAttribute("title");
  await boxes.first().check();
  await expect(boxes.nth(1)).toBeDisabled();

  await page.getByRole("button", { name: "Send custom notification" }).click();
  await expect(pane(page)).toContainText("To 100 selected devices");
  await pane(page).getByRole("textbox", { name: "Title" }).fill("Till hundra");
  await pane(page).getByRole("textbox", { name: "Body" }).fill("En text till var och en.");
  const answered = page.waitForResponse("**/devices/send-many");
  await pane(page).getByRole("button", { name: "Send to 100 devices" }).click();
  await expect(pane(page)).toContainText("Sent to 100 devices");
  const results = pane(page).getByRole("table", { name: "Result for each device" });
  await expect(results.getByRole("rowheader")).toHaveCount(100);
  await expect(results.getByRole("row").filter({ hasText: "Not sent" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status").filter({ hasText: "0 devices selected" })).toBeVisible();
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  await expect(page.locator("#notifications")).toContainText(/\d+ of 100 handed over/);
  const { id } = (await (await answered).json()) as { id: string };
  const { counts } = await api.finished(id);
  // The services refuse some of so many, whose app is gone.
  expect(counts.accepted).toBeGreaterThan(90);
  const arrived = await phones.titled("Till hundra");
  expect(arrived.length, "every copy that was handed over").toBe(counts.accepted);
  expect(new Set(arrived.map((arrival) => arrival.device)).size, "each device once").toBe(arrived.length);
});

test("B31 what is selected on whichever page can be given up at once", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices?platform=ios&reachable=yes&sort=name");
  const selected = page.locator("[data-selected]");
  const clear = page.getByRole("button", { name: "Clear selection" });
  await expect(clear).toBeHidden();
  const all = page.getByRole("checkbox", { name: "Select all devices on this page" });
  await all.check();
  await page.getByRole("link", { name: "Page 2", exact: true }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.locator("#devices")).not.toHaveAttribute("aria-busy");
  await page.getByRole("checkbox", { name: /^Select (?!all )/ }).first().check();
  await expect(selected).toHaveText("51 devices selected (100 max)");
  await clear.focus();
  await page.keyboard.press("Enter");
  await expect(selected).toHaveText("0 devices selected (100 max)");
  await expect(clear).toBeHidden();
  await expect(all, "where one begins anew").toBeFocused();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send custom notification" })).toBeDisabled();

  // Also where no row is in sight.
  await page.getByRole("checkbox", { name: /^Select (?!all )/ }).first().check();
  const search = page.getByRole("searchbox", { name: /^Search by name/ });
  await search.fill("zzzz");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await clear.click();
  await expect(search).toBeFocused();
});

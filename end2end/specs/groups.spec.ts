// B6–B13: the wizard, from an empty form to the phones.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Forecast, Quota } from "../support/api.ts";
import { nextFree } from "../support/moment.ts";

test.use({ world: "groups" });

test("B6 B13 B21 three steps lead to the phones, and review says how many", async ({ communications, phones }) => {
  const { page, api } = communications;
  const title = "Stadshuset stänger kl. 14";
  await visit(page, "/tenant/custom-notifications");
  // B6: Next does not pass a step with errors, B4: all of them at once.
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Body" })).toHaveAttribute("aria-invalid", "true");
  // B5
  await expect(page.locator("main")).toContainText("visible on lock screens");

  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Body" }).fill("Bussarna går som på söndagar. 🚌\nJobba hemma om du kan.");
  await page.getByRole("button", { name: "Next" }).click();
  for (const name of ["Stadshuset – alla", "Kommunikation"]) {
    const picker = page.getByRole("main").getByRole("combobox");
    await picker.fill(name);
    await page.getByRole("option", { name: new RegExp(`^${name}`) }).first().click();
    await picker.press("Escape");
  }
  // What each group adds, and why that is more than the whole: the second is nested in the first.
  const groups = await api.groups("Stadshuset – alla", "Kommunikation");
  const { reach, groups: shares, in_several: both } = await api.get<Forecast>("notifications/reach", {
    groups: groups.map((group) => group.id),
  });
  for (const [at, { members, people, devices }] of shares.entries()) {
    const row = page.getByRole("table", { name: "Included groups" }).getByRole("row").nth(at + 1);
    await expect(row.getByRole("cell")).toHaveText([String(members), String(people), String(devices), ""]);
  }
  expect(both).toBe(shares[1]!.members);
  await expect(page.getByRole("region", { name: "Estimated reach" })).toContainText(
    `${both} people are in more than one group and counted once`,
  );
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(title);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();

  const devices = reach.ios + reach.android;
  await expect(page.locator("main")).toContainText(`${reach.people} people`);
  await expect(page.locator("main")).toContainText(`${devices} devices`);
  // B20: a double click sends once.
  const { used } = await api.get<Quota>("notifications/quota");
  await page.getByRole("button", { name: "Create" }).dblclick();
  await expect(page.getByRole("heading", { name: "Send custom notification" })).toBeVisible();
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  const { counts } = await api.finished(new URL(page.url()).searchParams.get("sent")!);
  // The services refuse some of so many, whose app is gone.
  expect(counts.accepted).toBeGreaterThan(devices * 0.9);
  expect(counts.accepted).toBeLessThanOrEqual(devices);
  const arrived = await phones.titled(title);
  expect(arrived.length, "every copy that was handed over").toBe(counts.accepted);
  expect(new Set(arrived.map((arrival) => arrival.device)).size, "each device once").toBe(arrived.length);
  expect(new Set(arrived.map((arrival) => arrival.collapse_id)).size, "one message").toBe(1);
  expect((await api.get<Quota>("notifications/quota")).used, "one place was taken").toBe(used + 1);
});

test("B19 the 26th is refused with the time of the next place, and nothing is lost", async ({ admin, communications }) => {
  const [group] = await admin.api.groups("Kommunledning");
  const another = () => admin.api.sendToGroups([group!.id], { title: "Fyller timmen", body: "Ett av många." });
  let answer = await another();
  while (answer.status() === 200) answer = await another();
  const at = await nextFree(answer);
  const { page, guard } = communications;
  guard.expects(/429/);
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("En för mycket");
  await page.getByRole("textbox", { name: "Body" }).fill("Den här texten blir kvar.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("main").getByRole("combobox").fill("Kommunledning");
  await page.getByRole("option", { name: /Kommunledning/ }).first().click();
  await page.getByRole("main").getByRole("combobox").press("Escape");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("main")).toContainText("En för mycket");
  const refusal = page.locator("#refusal");
  await expect(refusal).toBeHidden();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(refusal).toContainText(`The hourly limit of 25 is reached. The next message can be sent at ${at}.`);
  await expect(page.locator("main")).toContainText("Den här texten blir kvar.");
});

test("B13 B30 review leads to a list of who cannot be reached and why, and the message stays", async ({ admin, communications }) => {
  const { page, api } = admin;
  const groups = await api.groups("Stadshuset – alla", "Kommunikation");
  const { reach } = await api.get<Forecast>("notifications/reach", { groups: groups.map((group) => group.id) });
  const address = `/tenant/custom-notifications?${groups.map((group) => `group=${group.id}`).join("&")}`;
  const review = async (page: Page) => {
    await visit(page, address);
    await page.getByRole("textbox", { name: "Title" }).fill("Vilka nås inte?");
    await page.getByRole("textbox", { name: "Body" }).fill("En lista säger det.");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Next" }).click();
    const missed = reach.unreachable.reduce((sum, [, devices]) => sum + devices, 0);
    await expect(page.getByRole("heading", { name: `${missed} devices will not get this message` })).toBeVisible();
    return missed;
  };
  const missed = await review(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export list" }).click();
  expect((await saved).suggestedFilename()).toBe("not-reached.csv");
  const lines = readFileSync(await (await saved).path(), "utf8").trimEnd().split("\r\n");
  expect(lines.length - 1).toBe(missed);
  expect(lines.filter((line) => line.includes("App not installed")).length).toBeGreaterThan(0);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.locator("main")).toContainText("En lista säger det.");
  // Who is in a group can be looked up from its name, beside the message.
  await page.getByRole("button", { name: "Previous" }).click();
  const beside = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Kommunikation" }).click();
  await expect((await beside).getByRole("heading", { name: "Kommunikation", level: 1 })).toBeVisible();

  // B29: who may send, but not see who is in a group, gets the counts only.
  await review(communications.page);
  await expect(communications.page.getByRole("link", { name: "Export list" })).toBeHidden();
});

for (const [name, chosen] of [["an empty form", false], ["a form with a group of the address", true]] as const) {
  test(`B6 ${name} loads no further steps until somebody goes into it, and shows them at once then`, async ({ communications }) => {
    const { page, api } = communications;
    const [group] = await api.groups("Kommunledning");
    const parts: string[] = [];
    page.on("request", (request) => {
      const part = /split_(\w+?)_loader/.exec(request.url());
      if (part) parts.push(part[1]!);
    });
    await visit(page, `/tenant/custom-notifications${chosen ? `?group=${group!.id}` : ""}`);
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    expect(new Set(parts)).toEqual(new Set(["message_wizard"]));
    const before = await page.locator(".wizard__body").evaluate((body) => body.getBoundingClientRect().top);
    if (chosen) await expect(page.locator(".wizard__chosen")).toHaveText("Included groups (1 of 25)Kommunledning");
    const rest = page.waitForResponse(/split_wizard_rest/);
    await page.getByRole("textbox", { name: "Title" }).focus();
    await rest;
    await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
    await page.getByRole("textbox", { name: "Body" }).fill("Text");
    expect(await page.locator(".wizard__body").evaluate((body) => body.getBoundingClientRect().top), "nothing jumps").toBe(before);
    await page.getByRole("button", { name: "Next" }).click();
    await expect(page.getByRole("heading", { name: "Select groups" })).toBeFocused();
    if (chosen) {
      await expect(page.getByRole("rowheader", { name: /Kommunledning/ })).toBeVisible();
      await page.getByRole("button", { name: "Next" }).click();
      await expect(page.getByRole("main")).toContainText("Will reach");
    }
  });
}

test("B6 the wizard's buttons lie at the end of the window in every step, however short it is", async ({ communications }) => {
  const { page } = communications;
  await page.setViewportSize({ width: 1440, height: 1_300 });
  const end = () => page.locator(".wizard__footer").evaluate((footer) => innerHeight - footer.getBoundingClientRect().bottom);
  await visit(page, "/tenant/custom-notifications");
  expect(await end()).toBe(0);
  await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
  await page.getByRole("textbox", { name: "Body" }).fill("Text");
  await page.getByRole("button", { name: "Next" }).click();
  const picker = page.getByRole("main").getByRole("combobox");
  await picker.fill("Kommunledning");
  await expect(page.getByRole("option")).toHaveCount(1);
  expect(await end(), "a short list does not move them").toBe(0);
  await page.getByRole("option").click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main")).toContainText("Will reach");
  expect(await end()).toBe(0);
});

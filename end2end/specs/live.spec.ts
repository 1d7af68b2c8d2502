// What changes on the server appears in an open page, and costs nothing while nobody looks.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Quota } from "../support/api.ts";
import { holdTime, stopTime } from "../support/clock.ts";
import { timeOfDay } from "../support/moment.ts";
import { countStreams, questionsOf, show } from "../support/streams.ts";

test.use({ world: "live" });

test("B19 a place that another administrator takes is gone in an open wizard", async ({ admin, communications }) => {
  const [group] = await admin.api.groups("Kommunledning");
  await visit(communications.page, "/tenant/custom-notifications");
  const note = communications.page.locator("#quota-note");
  const left = async () => Number(/\d+/.exec(await note.innerText())![0]);
  const before = await left();
  const answer = await admin.api.sendToGroups([group!.id], { title: "En annan", body: "Tar en plats." });
  expect(answer.status()).toBe(200);
  await expect.poll(left).toBe(before - 1);
});

test("B19 a place that becomes free by time alone is told in an open wizard, and Home asks for it", async ({ admin, communications }) => {
  const [group] = await admin.api.groups("Kommunledning");
  await admin.api.sendToGroups([group!.id], { title: "Blir snart ledig", body: "Om en timme." });
  const { oldest_frees: frees } = await admin.api.get<Quota>("notifications/quota");
  const { page } = communications;
  await holdTime(page);
  // The first page of a browser tells the server its zone.
  await visit(page, "/");
  await visit(page, "/tenant/custom-notifications");
  const note = page.locator("#quota-note");
  await expect(note).toHaveText(new RegExp(`^\\d+ left\\. The next one frees up at ${timeOfDay(frees!)}\\.$`));
  const home = await admin.context.newPage();
  await holdTime(home);
  await visit(home, "/");
  await expect(home.locator("#group-messages-card")).toContainText(`left. The next one frees up at ${timeOfDay(frees!)}.`);
  await stopTime(page);
  await stopTime(home);

  // An hour later by the page's clock; the server's goes on as it does.
  const free: Quota = { max: 25, used: 0, next_free: null, oldest_frees: null };
  await page.route("**/notifications/quota", (route) => route.fulfill({ json: free }));
  const asked = questionsOf(home);
  await page.clock.fastForward("01:00:01");
  await expect(note).toHaveText("25 of 25 group messages left this hour");
  await home.clock.fastForward("01:00:01");
  await expect.poll(() => asked.all.filter((url) => new URL(url).pathname === "/").length).toBeGreaterThan(0);
});

test("B19 Home and a device's open pane show the places that others take", async ({ admin, helpDesk }) => {
  const [group] = await admin.api.groups("Kommunledning");
  const device = await admin.api.reachable("ios", 5);
  const home = await admin.context.newPage();
  await visit(home, "/");
  await visit(helpDesk.page, `/devices/${device.id}?send`);
  const pane = helpDesk.page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Blir kvar");
  await expect(pane).toContainText("0 of 10");
  const figure = home.locator("#group-messages-card .figure__value");
  const before = Number(await figure.innerText());

  await admin.api.sendToGroups([group!.id], { title: "En plats", body: "För grupper." });
  await admin.api.sendToDevice(device.id, { title: "En plats", body: "För enheten." });
  await expect(figure).toHaveText(String(before + 1));
  const { quota } = await admin.api.get<{ quota: Quota }>("devices/get", { id: device.id });
  await expect(pane).toContainText(`9 left. The next one frees up at ${timeOfDay(quota.oldest_frees!)}.`);
  await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue("Blir kvar");
});

test("B21 the bell follows a send to its end without being asked", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const streams = await countStreams(page);
  const device = await api.reachable("ios", 3);
  // From the list, which follows nothing itself.
  await visit(page, `/devices?send&device=${device.id}`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Följ mig");
  await pane.getByRole("textbox", { name: "Body" }).fill("Till slutet.");
  await pane.getByRole("button", { name: "Send to 1 device" }).click();
  await expect(pane).toContainText("Sent to 1 device");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  await expect(page.locator("#notifications")).toContainText("1 of 1 handed over");
  await expect.poll(streams, { message: "nobody waits any more" }).toBe(0);
});

/** The pages that follow: where, what of them changes, and with what. */
const FOLLOWING: [name: string, changes: (page: Page) => Locator, path: (device: string) => string][] = [
  ["Home", (page) => page.locator("#group-messages-card"), () => "/"],
  ["Delivery status", (page) => page.getByRole("table", { name: "Messages" }).getByRole("rowheader"), () => "/tenant/delivery"],
  ["the wizard", (page) => page.locator("#quota-note"), () => "/tenant/custom-notifications"],
  ["a device's pane", (page) => page.getByRole("dialog", { name: "Send custom notification" }), (device) => `/devices/${device}?send`],
];
for (const [at, [name, changes, path]] of FOLLOWING.entries()) {
  for (const way of ["by a stream", "in turns"] as const) {
    test(`${name}, following ${way}, asks for nothing while its tab is hidden for minutes, and catches up at once`, async ({ admin }) => {
      const { page, api } = admin;
      const device = await api.reachable("ios", 24 + at);
      const [group] = await api.groups("Kommunledning");
      await holdTime(page);
      const streams = await countStreams(page);
      // A browser, or something on the way, that knows no streams.
      if (way === "in turns") await page.addInitScript(() => Reflect.deleteProperty(window, "EventSource"));
      const asked = questionsOf(page);
      const somethingHappens = async (): Promise<void> => {
        await api.sendToGroups([group!.id], { title: "Medan", body: "Någon annan skickar." });
        // Not all devices can be reached once more: of some only the first message shows that their app is gone.
        expect((await api.sendToDevice(device.id, { title: "Medan", body: "Någon annan skickar." })).status()).toBe(200);
      };
      await visit(page, path(device.id));
      const text = async () => (await changes(page).allInnerTexts()).join("\n");
      let before = await text();
      await somethingHappens();
      await page.clock.runFor(5_000);
      await expect.poll(text, "it follows").not.toBe(before);
      if (way === "by a stream") expect(await streams()).toBe(1);

      await show(page, true);
      await expect.poll(() => asked.open.size).toBe(0);
      before = await text();
      asked.all.length = 0;
      await somethingHappens();
      await page.clock.runFor(10 * 60_000);
      expect(asked.all, "a hidden tab asks for nothing").toEqual([]);
      if (way === "by a stream") expect(await streams()).toBe(0);
      expect(await text()).toBe(before);

      await stopTime(page);
      await show(page, false);
      await expect.poll(text, "without waiting for the next turn").not.toBe(before);
      if (way === "by a stream") expect(await streams()).toBe(1);
    });
  }
}

test("B29 Home follows for who may not see all of it, and holds no stream for who has nothing to follow", async ({ admin, auditor, helpDesk }) => {
  const device = await admin.api.reachable("ios", 6);
  const streams = await countStreams(helpDesk.page);
  await visit(helpDesk.page, "/");
  expect(await streams()).toBe(0);
  await visit(auditor.page, "/");
  const recent = auditor.page.getByRole("region", { name: "Recent sends" });
  await expect(recent).not.toContainText(device.name);
  await admin.api.sendToDevice(device.id, { title: "Till en", body: "Syns på startsidan." });
  await expect(recent).toContainText(device.name);
  await expect(auditor.page.getByText("This may be out of date")).toBeHidden();
});

test("where no stream can be had the page asks in turns", async ({ admin, communications }) => {
  const { page, guard } = communications;
  guard.expects(/429|\/events/);
  await page.route("**/events", (route) => route.fulfill({ status: 429, body: "" }));
  const [group] = await admin.api.groups("Kommunledning");
  await visit(page, "/tenant/custom-notifications");
  const note = page.locator("#quota-note");
  const before = await note.innerText();
  await admin.api.sendToGroups([group!.id], { title: "Utan ström", body: "Frågar i stället." });
  await expect(note).not.toHaveText(before);
});

// What changes on the server appears in an open page, and costs nothing while nobody looks.
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { countStreams, show } from "../support/streams.ts";

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
  await expect(pane).toContainText("1 of 10");
  await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue("Blir kvar");
});

test("B23 a send's page follows it to the end, and then lets go of the stream", async ({ admin }) => {
  const { page, api } = admin;
  const streams = await countStreams(page);
  const [group] = await api.groups("Stadshuset – alla");
  const answer = await api.sendToGroups([group!.id], { title: "Långsamt", body: "Steg för steg." });
  const { id } = (await answer.json()) as { id: string };
  await visit(page, `/tenant/delivery/${id}`);
  await expect(page.locator("#delivery:not([data-follow])")).toBeVisible();
  await expect.poll(streams).toBe(0);
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

test("a hidden tab holds no stream, and knows what happened when it comes back", async ({ admin, communications }) => {
  const { page } = communications;
  const streams = await countStreams(page);
  const [group] = await admin.api.groups("Kommunledning");
  await visit(page, "/tenant/custom-notifications");
  await expect.poll(streams).toBe(1);
  const note = page.locator("#quota-note");
  const before = await note.innerText();

  await show(page, true);
  expect(await streams()).toBe(0);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await admin.api.sendToGroups([group!.id], { title: "I smyg", body: "Medan ingen ser." });
  await expect(note).toHaveText(before);
  expect(asked, "a hidden tab asks for nothing").toEqual([]);

  await show(page, false);
  await expect(note).not.toHaveText(before);
  expect(await streams()).toBe(1);
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

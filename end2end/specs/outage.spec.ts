// The server gone and back: the page says so, nothing typed is lost, and trying again sends once (B20, B35).
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { holdTime, stopTime } from "../support/clock.ts";
import { countStreams, questionsOf, show } from "../support/streams.ts";

test.use({ world: "outage" });

/** What the browser itself says about a server that is not there. */
const GONE = /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY|net::/;

test("B20 B35 Create while the server is gone loses nothing, and Create afterwards sends once", async ({ communications, herald, phones }) => {
  const { page, guard } = communications;
  guard.expects(GONE);
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Servern är borta");
  await page.getByRole("textbox", { name: "Body" }).fill("Men texten finns kvar.");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("main").getByRole("combobox").fill("Kommunledning");
  await page.getByRole("option", { name: /Kommunledning/ }).first().click();
  await page.getByRole("main").getByRole("combobox").press("Escape");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("main")).toContainText("Will reach");

  const keys = new Set<string>();
  page.on("request", (request) => {
    if (request.url().endsWith("/notifications/send")) keys.add((request.postDataJSON() as { key: string }).key);
  });
  await herald.down();
  const create = page.getByRole("button", { name: "Create" });
  await create.click();
  await expect(page.locator("#refusal")).toContainText("Check your connection");
  await expect(page.locator("main")).toContainText("Men texten finns kvar.");

  await herald.up();
  await create.click();
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  expect(keys.size, "both tries are the same message").toBe(1);
  await expect.poll(async () => (await phones.titled("Servern är borta")).length).toBeGreaterThan(0);
  const arrived = await phones.titled("Servern är borta");
  expect(new Set(arrived.map((arrival) => arrival.collapse_id)).size).toBe(1);
});

/** What stands in for a server that is gone: a proxy's own page, or the sign-in page of a network. */
const INSTEAD = [
  { status: 502, body: "<html><body><h1>502 Bad Gateway</h1></body></html>" },
  { status: 200, body: "<html><body><h1>Welcome to the hotel</h1></body></html>" },
];
for (const { status, body } of INSTEAD) {
  test(`B20 B35 a page of somebody else's with ${status} means that the server cannot be reached, and nothing is lost`, async ({ helpDesk, phones }) => {
    const { page, api, guard } = helpDesk;
    guard.expects(/502/);
    const title = `I stället för servern: ${status}`;
    const device = await api.reachable("ios", status === 502 ? 8 : 9);
    await visit(page, `/devices/${device.id}?send`);
    const pane = page.getByRole("dialog", { name: "Send custom notification" });
    await pane.getByRole("textbox", { name: "Title" }).fill(title);
    await pane.getByRole("textbox", { name: "Body" }).fill("Texten är det inget fel på.");
    await page.route("**/devices/send", (route) => route.fulfill({ status, contentType: "text/html", body }), { times: 1 });
    const send = pane.getByRole("button", { name: "Send", exact: true });
    await send.click();
    await expect(pane.getByRole("alert")).toContainText("Check your connection, then try again. Nothing you typed is lost.");
    await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue(title);
    await expect(pane.getByRole("textbox", { name: "Body" })).toHaveValue("Texten är det inget fel på.");
    await send.click();
    await expect(pane).toBeHidden();
    await phones.waitFor(title, 1);
    const { quota } = await api.get<{ quota: { used: number } }>("devices/get", { id: device.id });
    expect(quota.used).toBe(1);
  });
}

test("B20 an answer that was lost on its way is asked for again, and the message is sent once", async ({ helpDesk, phones }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(GONE);
  const device = await api.reachable("android", 4);
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Svaret försvann");
  await pane.getByRole("textbox", { name: "Body" }).fill("Meddelandet gick fram.");
  // The server gets it, the browser never learns so.
  await page.route("**/devices/send", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  const send = pane.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await expect(pane).toContainText("Check your connection");
  await expect(pane.getByRole("textbox", { name: "Body" })).toHaveValue("Meddelandet gick fram.");
  await phones.waitFor("Svaret försvann", 1);

  // By now it was delivered and its text is destroyed; the same key still stands for it.
  await send.click();
  await expect(pane).toBeHidden();
  expect(await phones.titled("Svaret försvann")).toHaveLength(1);
  const { quota } = await api.get<{ quota: { used: number } }>("devices/get", { id: device.id });
  expect(quota.used, "one place was taken").toBe(1);
});

test("B31 B35 a list keeps its place and its ticks while the server is gone, and follows once it is back", async ({ helpDesk, herald }) => {
  const { page, guard } = helpDesk;
  guard.expects(GONE);
  await visit(page, "/devices");
  const rows = page.getByRole("table", { name: "All devices" }).getByRole("row");
  for (const at of [1, 3]) await rows.nth(at).getByRole("checkbox").check();
  const name = (await rows.nth(3).getByRole("rowheader").getByRole("link").innerText()).trim();
  const ticked = page.getByRole("status").filter({ hasText: "2 devices selected" });
  const stale = page.getByRole("status").getByText("The list could not be brought up to date");
  await expect(ticked).toBeVisible();
  await expect(stale).toBeHidden();

  await herald.down();
  const search = page.getByRole("searchbox");
  await search.fill(name);
  await expect(stale).toBeVisible();
  await expect(page.locator("#devices"), "nothing spins for ever").not.toHaveAttribute("aria-busy");
  await page.getByRole("columnheader", { name: "Device name" }).getByRole("link").click();
  await expect(page.locator("#devices")).not.toHaveAttribute("aria-busy");
  await expect(page).toHaveURL(/\/devices$/);
  await expect(search).toHaveValue(name);
  await expect(ticked).toBeVisible();
  await expect(stale).toBeVisible();

  await herald.up();
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`search=${encodeURIComponent(name)}&sort=name`));
  await expect(stale).toBeHidden();
  await expect(rows.nth(1).getByRole("checkbox")).toBeChecked();
  await expect(ticked).toBeVisible();
});

test("B35 a list that a proxy cannot fetch is tried again, but not while nobody looks", async ({ helpDesk }) => {
  const { page, guard } = helpDesk;
  guard.expects(/502/);
  await holdTime(page);
  await visit(page, "/devices");
  const asked = questionsOf(page);
  await page.route(/\/devices\?search=/, (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
  await page.getByRole("searchbox").fill("NHK-IPH");
  const stale = page.getByRole("status").getByText("The list could not be brought up to date");
  await expect(stale).toBeVisible();
  await expect(page).toHaveURL(/\/devices$/);

  await stopTime(page);
  await show(page, true);
  await expect.poll(() => asked.open.size).toBe(0);
  asked.all.length = 0;
  await page.clock.runFor(10 * 60_000);
  expect(asked.all, "a hidden tab asks for nothing").toEqual([]);
  await show(page, false);
  await page.clock.runFor(5_000);
  const tries = () => asked.all.filter((url) => url.includes("search=")).length;
  await expect.poll(tries, "one question in five seconds").toBe(1);

  await page.unroute(/\/devices\?search=/);
  await page.clock.runFor(5_000);
  await expect(page).toHaveURL(/search=NHK-IPH/);
  await expect(stale).toBeHidden();
});

test("B35 a page that follows says that it is out of date while the server is gone, and no longer once it is back", async ({ admin, herald }) => {
  const { page, guard } = admin;
  guard.expects(GONE);
  const streams = await countStreams(page);
  await visit(page, "/tenant/delivery");
  await expect.poll(streams).toBe(1);
  const stale = page.getByRole("status").getByText("This may be out of date");
  await expect(stale).toBeHidden();
  await herald.down();
  await expect(stale).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Delivery status" })).toBeVisible();
  await herald.up();
  await expect(stale).toBeHidden();
});

test("B35 a half-written message survives a reload, in its own tab only", async ({ communications }) => {
  const { page, context } = communications;
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Bara här");
  await page.getByRole("textbox", { name: "Body" }).fill("I den här fliken.");
  // The browser asks before it lets go of what was written.
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Bara här");
  await expect(page.getByRole("textbox", { name: "Body" })).toHaveValue("I den här fliken.");

  // The same browser and the same person: all that is not the tab's own is shared.
  const other = await context.newPage();
  await visit(other, "/tenant/custom-notifications");
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("");
  await expect(other.getByRole("textbox", { name: "Body" })).toHaveValue("");
  await other.close();
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Bara här");
  await expect(page.getByRole("textbox", { name: "Body" })).toHaveValue("I den här fliken.");
});

test("B35 a half-written message to a device survives a reload, and Back asks first", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 6);
  await visit(page, "/devices");
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  const body = pane.getByRole("textbox", { name: "Body" });
  await body.fill("Skriver fortfarande.");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    // Only the reload goes on.
    void (asked.length === 1 ? dialog.accept() : dialog.dismiss());
  });
  await page.reload();
  await expect(body).toHaveValue("Skriver fortfarande.");
  // The browser asks only somebody who has touched the page.
  await body.press("End");
  await page.evaluate(() => history.back());
  await expect.poll(() => asked).toEqual(["beforeunload", "beforeunload"]);
  await expect(body).toHaveValue("Skriver fortfarande.");

  await pane.getByRole("link", { name: "Close" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /discard/i }).click();
  await expect(pane).toBeHidden();
  await visit(page, `/devices/${device.id}?send`);
  await expect(body).toHaveValue("");
});

test("B35 leaving a half-written message by a link asks first", async ({ communications }) => {
  const { page } = communications;
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Halvskrivet");
  const asked = page.getByRole("dialog").filter({ hasText: /discard|leave/i });
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("link", { name: "All devices" }).first().click();
  await expect(asked).toBeVisible();
  await asked.getByRole("button").first().click();
  await expect(page).toHaveURL(/custom-notifications/);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Halvskrivet");
});

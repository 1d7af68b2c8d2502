// B35: a session that ended while somebody writes. What they wrote stays, and goes once they have signed in beside it.
import type { Locator, Page } from "@playwright/test";
import { ACCOUNTS, PASSWORD } from "../support/actor.ts";
import type { SendRecord } from "../support/api.ts";
import type { Phones } from "../support/phones.ts";
import { type Actor, expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "signed-out" });

const BODY = "Skrivet medan sessionen tog slut.";

const pane = (page: Page) => page.getByRole("dialog", { name: "Send custom notification" });

async function write(form: Locator, title: string): Promise<void> {
  await form.getByRole("textbox", { name: "Title" }).fill(title);
  await form.getByRole("textbox", { name: "Body" }).fill(BODY);
}

async function expectWritten(form: Locator, title: string): Promise<void> {
  await expect(form.getByRole("textbox", { name: "Title" })).toHaveValue(title);
  await expect(form.getByRole("textbox", { name: "Body" })).toHaveValue(BODY);
}

/** What is pressed says that nothing was sent and why; then its link leads to another page, where one signs in. */
async function refusedAndSignedIn({ role, page, context, guard }: Actor, press: Locator, refusal: Locator): Promise<void> {
  guard.expects(/401/);
  await context.clearCookies();
  await press.click();
  await expect(refusal).toContainText("The message was not sent");
  await expect(refusal).toContainText("Sign in again to go on. Your session has ended.");
  const opened = page.waitForEvent("popup");
  await refusal.getByRole("link", { name: "Sign in", exact: true }).click();
  const beside = await opened;
  await beside.getByLabel("E-mail").fill(ACCOUNTS[role as keyof typeof ACCOUNTS]);
  await beside.getByLabel("Password").fill(PASSWORD);
  await beside.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(beside.getByRole("heading", { level: 1 })).toHaveText(/^Welcome, /);
  await beside.close();
}

/** The message of the next answer from there, once it has come to its end: that many copies, each on a phone of its own. */
async function sentOnce({ page, api }: Actor, path: string, press: Locator, title: string, phones: Phones): Promise<{ counts: SendRecord["counts"]; on: string[] }> {
  expect(await phones.titled(title), "nothing was sent yet").toEqual([]);
  const answered = page.waitForResponse(path);
  await press.click();
  const { id } = (await (await answered).json()) as { id: string };
  const { counts } = await api.finished(id);
  const on = (await phones.titled(title)).map((arrival) => arrival.device);
  expect(on.length).toBe(counts.accepted);
  expect(new Set(on).size, "each device once").toBe(on.length);
  return { counts, on };
}

test("B35 Create after the session has ended says so, and goes on where it was after signing in beside", async ({ communications, phones }) => {
  const title = "Till grupper, efter sessionen";
  const { page, api } = communications;
  const [group] = await api.groups("Kommunledning");
  const address = `/tenant/custom-notifications?group=${group!.id}`;
  await visit(page, address);
  const main = page.getByRole("main");
  await write(main, title);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(main).toContainText("Will reach");
  const create = page.getByRole("button", { name: "Create" });
  await refusedAndSignedIn(communications, create, page.locator("#refusal"));
  await expect(page).toHaveURL(address);
  for (const said of [title, BODY, group!.name]) await expect(main).toContainText(said);

  const { counts } = await sentOnce(communications, "**/notifications/send", create, title, phones);
  expect(counts.accepted).toBeGreaterThan(0);
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  await expect(page.locator("#refusal")).toBeHidden();
});

test("B35 Send in a device's pane after the session has ended says so, and sends after signing in beside", async ({ helpDesk, phones }) => {
  const title = "Till en, efter sessionen";
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 0);
  await visit(page, `/devices/${device.id}?send`);
  await write(pane(page), title);
  const send = pane(page).getByRole("button", { name: "Send", exact: true });
  await refusedAndSignedIn(helpDesk, send, pane(page).getByRole("alert"));
  await expectWritten(pane(page), title);

  const { on } = await sentOnce(helpDesk, "**/devices/send", send, title, phones);
  expect(on).toEqual([device.id]);
  await expect(pane(page)).toBeHidden();
});

test("B35 Send in the pane of several devices after the session has ended says so, and sends after signing in beside", async ({ helpDesk, phones }) => {
  const title = "Till flera, efter sessionen";
  const { page, api } = helpDesk;
  const devices = [await api.reachable("ios", 1), await api.reachable("android", 1)].map(({ id }) => id);
  await visit(page, `/devices?send&${devices.map((id) => `device=${id}`).join("&")}`);
  await write(pane(page), title);
  const send = pane(page).getByRole("button", { name: "Send to 2 devices" });
  await refusedAndSignedIn(helpDesk, send, pane(page).getByRole("alert"));
  await expectWritten(pane(page), title);

  const { on } = await sentOnce(helpDesk, "**/devices/send-many", send, title, phones);
  expect(on.sort()).toEqual(devices.sort());
  await expect(pane(page)).toContainText("Sent to 2 devices");
});

// B20, B21, B35: a page that was left while Send was under way. The next one knows no end, and says whom it was for.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "broken-off" });

const LEFT = "The page was left before there was an answer. What you wrote is still in the form: open it and send again. It is sent only once.";

const pane = (page: Page) => page.getByRole("dialog", { name: "Send custom notification" });
const notices = (page: Page) => page.locator("#notifications .notice");

/** Writes in the open pane, sends, and goes away once the server has it; the page never gets the answer. */
async function sendAndGo(page: Page, path: string, button: string, title: string): Promise<void> {
  await pane(page).getByRole("textbox", { name: "Title" }).fill(title);
  await pane(page).getByRole("textbox", { name: "Body" }).fill("Sidan väntade inte.");
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route(path, async (route) => {
    await route.fetch();
    arrive();
  }, { times: 1 });
  await pane(page).getByRole("button", { name: button, exact: true }).click();
  await arrived;
  await expect(pane(page).getByRole("button", { name: "Sending…" })).toBeVisible();
  const asked = page.waitForEvent("dialog").then((dialog) => dialog.accept());
  await visit(page, "/");
  await asked;
}

test("B20 B21 leaving while a message to several devices is under way is told with their number, and leads back to send once", async ({ helpDesk, phones }) => {
  const title = "Till två, avbrutet";
  const { page, api } = helpDesk;
  const devices = [await api.reachable("ios", 0), await api.reachable("android", 0)].map(({ id }) => id);
  const form = `/devices?send&${devices.map((id) => `device=${id}`).join("&")}`;
  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/devices/send-many")) keys.push((request.postDataJSON() as { key: string }).key);
  });
  await visit(page, form);
  await sendAndGo(page, "**/devices/send-many", "Send to 2 devices", title);
  await phones.waitFor(title, 2);

  await page.locator("#bell-button").click();
  await expect(notices(page)).toHaveCount(1);
  await expect(notices(page)).toContainText("Custom notification may not have been sent");
  await expect(notices(page).locator(".notice__body")).toHaveText(`To 2 devices. ${LEFT}`);
  await notices(page).getByRole("link", { name: "Send custom notification" }).click();
  await expect(page).toHaveURL(form);
  await expect(pane(page).getByRole("textbox", { name: "Title" })).toHaveValue(title);
  await expect(pane(page).getByRole("textbox", { name: "Body" })).toHaveValue("Sidan väntade inte.");
  const answered = page.waitForResponse("**/devices/send-many");
  await pane(page).getByRole("button", { name: "Send to 2 devices" }).click();
  await expect(pane(page)).toContainText("Sent to 2 devices");
  expect(keys.length).toBe(2);
  expect(new Set(keys).size, "both tries are the same message").toBe(1);
  const { id } = (await (await answered).json()) as { id: string };
  expect((await api.finished(id)).counts.accepted).toBe(2);
  expect((await phones.titled(title)).map(({ device }) => device).sort()).toEqual(devices.sort());
  await expect(notices(page)).toHaveCount(1);
  await expect(notices(page)).toContainText("Successfully sent custom notification");
});

test("B21 messages to single devices that were broken off each name their device and lead back to its form", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const [first, second] = [await api.reachable("ios", 1), await api.reachable("android", 1)];
  for (const { id, name } of [first, second]) {
    await visit(page, `/devices/${id}?send`);
    await sendAndGo(page, "**/devices/send", "Send", `Avbrutet till ${name}`);
  }
  await page.locator("#bell-button").click();
  await expect(notices(page).locator(".notice__body")).toHaveText([second, first].map(({ name }) => `To ${name}. ${LEFT}`));
  const links = notices(page).getByRole("link", { name: "Send custom notification" });
  for (const [at, { id }] of [second, first].entries()) await expect(links.nth(at)).toHaveAttribute("href", `/devices/${id}?send`);
  await links.last().click();
  await expect(pane(page).getByRole("textbox", { name: "Title" })).toHaveValue(`Avbrutet till ${first.name}`);
});

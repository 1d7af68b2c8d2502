// Delivery status, audit logs, roles and connectors: what was done, what became of it, and by what right.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "records" });

const DRAFT = { title: "Följ den här", body: "Hemlig brödtext som ingen sida visar." };

/** What a link that saves a file saves. */
async function saved(page: Page, link: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("B23 a message is followed from its queue to its final counts, without its text", async ({ communications }) => {
  const { page, api } = communications;
  const [group] = await api.groups("Alla medarbetare");
  const answer = await api.sendToGroups([group!.id], DRAFT);
  const { id } = (await answer.json()) as { id: string };
  await visit(page, `/tenant/delivery/${id}`);
  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome.getByRole("progressbar")).toBeVisible();
  // Nothing is loaded anew: the page follows by itself.
  await expect(page.getByText("Not yet")).toBeHidden({ timeout: 60_000 });
  const { status, counts } = (await api.progress(id))!;
  expect(status).toBe("finished");
  expect(counts.accepted).toBeGreaterThan(1_000);
  const grouped = (count: number) => count.toLocaleString("en");
  await expect(outcome).toContainText(`${grouped(counts.accepted)} of`);
  const unreachable = counts.unreachable.reduce((sum, [, count]) => sum + count, 0);
  await expect(outcome).toContainText(`Not reachable, so not tried${grouped(unreachable)}`);
  await expect(page.getByRole("region", { name: "Why devices did not get it" })).toContainText("Notifications not allowed");
  await expect(page.locator("main")).not.toContainText(DRAFT.body);
  await expect(page.locator("main")).not.toContainText(DRAFT.title);
  await expect(page.locator("main")).not.toContainText(/delivered/i);

  await page.getByRole("link", { name: "Delivery status" }).last().click();
  const row = page.getByRole("row", { name: /Alla medarbetare/ });
  await expect(row).toContainText(`${grouped(counts.accepted)} of`);
  const apple = page.getByRole("region", { name: "Apple Push Notification service" });
  await expect(apple).toContainText("Working");
  await expect(apple).toContainText("0 devices");
});

test("B24 from a message one finds who in its group cannot be reached, and why", async ({ admin, communications }) => {
  const { page, api } = admin;
  const [group] = await api.groups("Alla medarbetare");
  const { id } = (await (await api.sendToGroups([group!.id], DRAFT)).json()) as { id: string };
  await visit(page, `/tenant/delivery/${id}`);
  // There is no way to groups for who may not read them.
  await visit(communications.page, `/tenant/delivery/${id}`);
  await expect(communications.page.getByRole("region", { name: "Message" })).toContainText(group!.name);
  await expect(communications.page.getByRole("region", { name: "Message" }).getByRole("link")).toHaveCount(0);
  await page.getByRole("region", { name: "Message" }).getByRole("link", { name: group!.name }).click();
  await page.getByRole("rowheader").getByRole("link", { name: group!.name }).click();
  await page.getByRole("link", { name: "See which devices" }).click();
  await expect(page.getByRole("table", { name: "Devices" }).getByRole("row").nth(1)).toContainText("Not reachable");
});

test("B30 the log is filtered, looked into and exported", async ({ admin, open }) => {
  const helpDesk = await open("helpDesk");
  const device = await admin.api.reachable("ios", 5);
  await helpDesk.api.sendToDevice(device.id, DRAFT);
  const [group] = await admin.api.groups("Kommunledning");
  await admin.api.sendToGroups([group!.id], DRAFT);
  const { page } = admin;
  await visit(page, "/tenant/audit");
  await page.getByRole("button", { name: /^Activity/ }).click();
  await page.getByRole("list", { name: "Activity" }).getByRole("link", { name: "Send to a device" }).click();
  await expect(page).toHaveURL(/activity=send_to_device/);
  await page.getByRole("searchbox").fill("HELPDESK");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/actor=HELPDESK/);
  const rows = page.getByRole("table", { name: "Audit records" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(device.name);

  await rows.nth(1).getByRole("link").click();
  const detail = page.getByRole("dialog", { name: "Send to a device" });
  await expect(detail).toContainText("helpdesk@nordhamn.example");
  await expect(detail).toContainText("127.0.0.1");
  await expect(detail).not.toContainText(DRAFT.title);
  await page.keyboard.press("Escape");
  await expect(detail).toBeHidden();
  await expect(page).toHaveURL(/actor=HELPDESK/);

  const lines = (await saved(page, "Export JSON Lines")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).target)).toEqual([device.name]);
  const csv = await saved(page, "Export CSV");
  expect(csv.split("\r\n").length).toBe(3);
  expect(csv).toContain(`"${device.name}"`);
  expect(csv + lines.join()).not.toContain(DRAFT.title);
});

test("B30 a record's details open by its address, also when the list in sight does not hold it", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/tenant/audit?activity=sign_in");
  const record = new URL((await page.getByRole("rowheader").getByRole("link").first().getAttribute("href"))!, page.url());
  await visit(page, `/tenant/audit?activity=roles_unheard_of&page=9&record=${record.searchParams.get("record")}`);
  await expect(page.getByRole("dialog", { name: "Sign in" })).toBeVisible();
});

test("B30 the days of a range are the reader's", async ({ open }) => {
  const { page } = await open("admin", { timezoneId: "Europe/Stockholm" });
  await visit(page, "/tenant/audit");
  await page.getByRole("button", { name: /^Days/ }).click();
  await page.getByLabel("From").fill("2026-10-24");
  await page.getByLabel("To and including").fill("2026-10-25");
  await page.getByRole("button", { name: "Show" }).click();
  // The night of the 25th has an hour more, which belongs to it.
  const all = page.getByRole("link", { name: "Export JSON Lines" });
  await expect(all).toHaveAttribute("href", /since=1792792800000&until=1792969200000/);
  await expect(page.getByRole("button", { name: /^Days/ })).toContainText("24 Oct 2026 – 25 Oct 2026");
});

test("B34 the log is filtered and looked into without script", async ({ open }) => {
  const { page } = await open("admin", { javaScriptEnabled: false });
  await page.goto("/tenant/audit?from=2020-01-01&last=30d&activity=administrator_created");
  const rows = page.getByRole("table", { name: "Audit records" }).getByRole("row");
  await expect(rows).toHaveCount(5);
  await rows.nth(1).getByRole("link").click();
  await expect(page.getByRole("dialog", { name: "Create administrator" })).toContainText("demo");
  await page.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(/activity=administrator_created/);
});

test("B27 B28 a role shows what it allows and who holds it", async ({ auditor }) => {
  const { page } = auditor;
  await visit(page, "/tenant/roles");
  await page.getByRole("link", { name: "Help Desk Operator" }).click();
  const matrix = page.getByRole("table", { name: "Permissions" });
  await expect(matrix.getByRole("row", { name: /Remote tasks/ })).toContainText("Send custom notifications: Allowed");
  await expect(matrix.getByRole("row", { name: /Organization/ })).toContainText("Not allowed");
  const held = page.getByRole("table", { name: "Assignments" });
  await expect(held).toContainText("Everything");
});

test("the connectors show how Apple and Google are reached, and no secret", async ({ auditor }) => {
  const { page } = auditor;
  await visit(page, "/tenant/connectors");
  const apple = page.getByRole("region", { name: "Apple Push Notification service" });
  await expect(apple).toContainText("push.apns.topic");
  await expect(apple).toContainText("example.herald.portal");
  await expect(apple).toContainText("Set, never shown");
  await expect(apple).toContainText("Simulator");
  await expect(page.locator("body")).not.toContainText("PRIVATE KEY");
});

test("B29 what a role may not see is refused with the name of the permission, and is not in the navigation", async ({
  helpDesk,
  communications,
}) => {
  for (const [{ page, guard }, path, permission] of [
    [helpDesk, "/tenant/delivery", "Organization / Read"],
    [helpDesk, "/tenant/connectors", "Organization / Read"],
    [helpDesk, "/tenant/roles", "Roles / Read"],
    [communications, "/tenant/audit", "Audit data / Read"],
  ] as const) {
    guard.expects(/403/);
    await visit(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You need another permission");
    await expect(page.locator("main")).toContainText(`You need the permission ${permission}.`);
    await expect(page.getByRole("navigation", { name: "Main" }).locator(`a[href="${path}"]`)).toHaveCount(0);
  }
});

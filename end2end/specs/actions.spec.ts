// Device actions: what was sent to single devices and what became of it, for who may see the devices.
import { readFile } from "node:fs/promises";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "actions" });

test("B23 B32 what is sent to single devices is listed with what became of it, as it happens", async ({ admin, helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Device actions" }).click();
  await expect(page.getByRole("heading", { name: "Nothing has been sent to a single device yet" })).toBeVisible();
  const rows = page.getByRole("table", { name: "Device actions" }).locator("tbody").getByRole("row");
  const [phone, other] = [await admin.api.reachable("ios", 3), await admin.api.reachable("android", 3)];

  // Another's message, of which the help desk hears through the device.
  await admin.api.sendToDevice(phone.id, { title: "Ingen text", body: "Syns inte i listan." });
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("Accepted by the push service", { timeout: 30_000 });
  await expect(rows.first()).toContainText("Astrid Lindqvist");
  await admin.api.sendToDevice(other.id, { title: "Ingen text", body: "Syns inte i listan." });
  await expect(rows).toHaveCount(2);
  await expect(rows.first().getByRole("rowheader").getByRole("link")).toHaveText(other.name);
  await expect(page.locator("#totals")).toHaveText("2 actions");
  await expect(page.locator("main")).not.toContainText("Ingen text");

  await page.getByRole("searchbox").last().fill(phone.name);
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/search=/);
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("link", { name: "Failed" }).click();
  await expect(page.getByRole("heading", { name: "No action matches" })).toBeVisible();
  await page.getByRole("link", { name: "Remove search and filters" }).click();
  await expect(rows).toHaveCount(2);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const [, first] = (await readFile((await (await download).path())!, "utf8")).split("\r\n");
  expect(first!.split('","')[0]).toBe(`"${other.name}`);

  await rows.first().getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.name);
});

test("B34 device actions are searched and filtered without script", async ({ admin, open }) => {
  const device = await admin.api.reachable("ios", 4);
  await admin.api.sendToDevice(device.id, { title: "Utan skript", body: "Listan är en sida." });
  const { page } = await open("helpDesk", { javaScriptEnabled: false });
  await page.goto("/device-actions");
  await page.getByRole("searchbox").last().fill(device.name);
  await page.getByRole("button", { name: "Search", exact: true }).last().click();
  await expect(page.getByRole("table", { name: "Device actions" }).getByRole("rowheader")).toHaveCount(1);
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("link", { name: "Expired" }).click();
  await expect(page.getByRole("heading", { name: "No action matches" })).toBeVisible();
});

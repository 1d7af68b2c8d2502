// B32, B14: what the Overview of a device says, and what its commands give.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "device-overview" });

/** Of the answer of devices/get, what stands among the essentials. */
interface Detail {
  row: { name: string; managed_by: string; os_version: string; model: string; user: string; last_check_in: number };
  management_name: string;
  user_principal_name: string;
  enrolled_by: string;
  serial_number: string;
  imei: string;
  phone_number: string;
  manufacturer: string;
  enrolled_at: number;
}

/** As the page writes a moment for the tests' zone. */
function exact(at: number): string {
  const date = new Date(at);
  const [day, time] = [
    date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "Europe/Stockholm" }),
    date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }),
  ];
  return `${day.replace("Sept", "Sep")}, ${time}`;
}

async function saved(page: Page, press: () => Promise<void>): Promise<[name: string, content: string]> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
}

test("B14 B32 the essentials are all there with the phone number masked, the link is copied, and the export holds no more", async ({ helpDesk }) => {
  const { page, api, context } = helpDesk;
  const device = await api.reachable("ios", 3);
  const detail = await api.get<Detail>("devices/get", { id: device.id });
  const { row } = detail;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, `/devices/${device.id}`);
  const essentials = page.getByRole("region", { name: "Essentials" });
  const labels = essentials.getByRole("term");
  const values = essentials.getByRole("definition");
  const said: [label: string, value: string][] = [
    ["Device name", row.name],
    ["Primary user", row.user],
    ["Management name", detail.management_name],
    ["Compliance", "ompliant"],
    ["Ownership", "Corporate"],
    ["Operating system", `iOS ${row.os_version}`],
    ["Serial number", detail.serial_number],
    ["Device model", row.model],
    ["IMEI", detail.imei],
    ["Manufacturer", "Apple"],
    ["Phone number", detail.phone_number],
    ["Last check-in", exact(row.last_check_in)],
    ["Managed by", row.managed_by],
    ["Enrolled", exact(detail.enrolled_at)],
    ["Reachable", "Reachable"],
  ];
  await expect(labels).toHaveText(said.map(([label]) => label));
  for (const [at, [label, value]] of said.entries()) {
    expect(value, label).not.toBe("");
    await expect(values.nth(at), label).toContainText(value);
  }
  await expect(values.nth(1)).toContainText(detail.user_principal_name);
  expect(detail.phone_number).toMatch(/^\*{5,}\d{4}$/);

  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });
  await expect(crumbs.getByRole("listitem")).toHaveText(["Home", "Devices", "All devices", row.name]);
  await expect(crumbs.getByRole("link", { name: "All devices" })).toHaveAttribute("href", "/devices");

  const copy = page.getByRole("button", { name: "Copy link" });
  await copy.click();
  await expect(page.getByRole("status").filter({ hasText: "Link copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());

  // What is exported is what the page may know: no number but the masked one.
  const [name, json] = await saved(page, () => page.getByRole("button", { name: "Export" }).click());
  expect(name).toBe(`${row.name}.json`);
  expect(JSON.parse(json)).toEqual(await api.get("devices/get", { id: device.id }));
  expect(json).not.toMatch(/\+46|07\d{8}/);
});

test("B32 on a narrow screen the menu has what the row has no room for", async ({ open }) => {
  const { page, api } = await open("helpDesk", { viewport: { width: 360, height: 800 } });
  const device = await api.reachable("android", 3);
  await visit(page, `/devices/${device.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  const menu = page.getByRole("menu", { name: "More actions" });
  await expect(menu.getByRole("menuitem")).toHaveText(["Send custom notification", "Export"]);
  const [name] = await saved(page, () => menu.getByRole("menuitem", { name: "Export" }).click());
  expect(name).toBe(`${device.name}.json`);
  await page.getByRole("button", { name: "More actions" }).click();
  await menu.getByRole("menuitem", { name: "Send custom notification" }).click();
  await expect(page.getByRole("dialog", { name: "Send custom notification" })).toBeVisible();
  await expect(page).toHaveURL(/\?send$/);
});

test("B32 View all leads to everything that was done to the device", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 6);
  await visit(page, `/devices/${device.id}`);
  const status = page.getByRole("region", { name: "Device actions status" });
  await expect(status.getByRole("link", { name: "View all" })).toHaveCount(0);
  expect((await api.call("devices/send", { id: device.id, draft: { title: "Första", body: "Av alla." }, key: "view-all" })).status()).toBe(200);
  await status.getByRole("link", { name: "View all" }).click();
  await expect(page).toHaveURL(/\/device-actions\?search=/);
  await expect(page.getByRole("searchbox")).toHaveValue(device.name);
  const rows = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(1);
  await expect(rows.getByRole("link", { name: device.name, exact: true })).toBeVisible();
});

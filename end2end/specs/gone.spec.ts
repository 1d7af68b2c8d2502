// What becomes of a page in sight when the server has another one at its address.
import { visit } from "../support/alive.ts";
import { expect, test } from "../support/test.ts";
import { show } from "../support/streams.ts";

test.use({ world: "gone" });

test("B29 B35 a device that is out of reach by now is not shown any longer, and why is said", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/404/);
  const device = await api.reachable("ios", 3);
  await visit(page, `/devices/${device.id}`);
  // As after the device has left the scope of who looks at it.
  const missing = await page.request.get("/devices/00000000-0000-7000-8000-000000000000", { headers: { accept: "text/html" } });
  expect(missing.status()).toBe(404);
  const body = await missing.text();
  await page.route(`**/devices/${device.id}`, (route) => route.fulfill({ status: 404, contentType: "text/html", body }));
  await show(page, true);
  await show(page, false);
  await expect(page.getByRole("heading", { name: "This page does not exist" })).toBeVisible();
});

test("B35 a page in sight stays there when the server fails at bringing it up to date", async ({ helpDesk }) => {
  const { page, api, guard } = helpDesk;
  guard.expects(/500/);
  const device = await api.reachable("ios", 3);
  await visit(page, `/devices/${device.id}`);
  await page.route(`**/devices/${device.id}`, (route) => route.fulfill({ status: 500, contentType: "text/html", body: "<main id=main>Something went wrong" }));
  await show(page, true);
  await show(page, false);
  await expect(page.locator("#out-of-date")).toContainText("does not answer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(device.name);
});

test("B35 what a network puts in place of a page in sight does not take it away", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 3);
  await visit(page, `/devices/${device.id}`);
  await page.route(`**/devices/${device.id}`, (route) =>
    route.fulfill({ status: 200, contentType: "text/html", body: "<html><body><h1>Welcome to the hotel</h1></body></html>" }),
  );
  await show(page, true);
  await show(page, false);
  await expect(page.locator("#out-of-date")).toContainText("does not answer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(device.name);
});

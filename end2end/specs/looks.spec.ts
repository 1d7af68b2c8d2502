// Every page at two widths in both themes: no console message, no accessibility violation, nothing wider than the
// window. The pictures are in test-results, to be looked at beside the design.
import { test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Page } from "@playwright/test";
import { look, WAYS } from "../support/look.ts";
import { aSend } from "../support/pages.ts";

test.use({ world: "looks" });
// Some thirty pages, each with axe.
test.setTimeout(300_000);

/** The address of the audit log with the details of its first record open. */
async function firstRecord(page: Page): Promise<string> {
  await page.goto("/tenant/audit?activity=send_to_groups");
  return (await page.getByRole("rowheader").getByRole("link").first().getAttribute("href"))!;
}

for (const { way, ...window } of WAYS) {
  test(`B34 every page at ${way}`, async ({ open }, info) => {
    const { page, api } = await open("admin", window);
    const device = await api.reachable("ios", 0);
    const { rows: unreachable } = await api.devices({ reachable: false, sort: "name" });
    const devices = [...unreachable.slice(0, 2), device];
    const [group, cart] = await api.groups("Hemtjänst Norra", "iPad-vagn Hemgården");
    const { rows: users } = await api.get<{ rows: { id: string }[] }>("users/list", { query: { page: 1 } });
    const sent = await aSend(api);
    const pages = {
      home: "/",
      devices: "/devices",
      "devices-none": "/devices?search=nothing-is-called-this",
      device: `/devices/${device.id}`,
      pane: `/devices/${device.id}?send`,
      "devices-send": `/devices?send&${devices.map(({ id }) => `device=${id}`).join("&")}`,
      "devices-send-none": `/devices?send&device=${devices[0]!.id}`,
      search: "/search?q=stads",
      "search-none": "/search?q=nothing-is-called-this",
      users: "/users",
      "users-none": "/users?search=nobody-is-called-this",
      user: `/users/${users[0]!.id}`,
      groups: "/groups",
      group: `/groups/${group!.id}`,
      "group-devices": `/groups/${group!.id}?show=devices&reachable=no`,
      "group-nested": `/groups/${group!.id}?show=groups`,
      "group-ignored": `/groups/${cart!.id}?show=device-members`,
      "wizard-group": `/tenant/custom-notifications?group=${group!.id}`,
      wizard: "/tenant/custom-notifications",
      deliveries: "/tenant/delivery",
      delivery: `/tenant/delivery/${sent}`,
      audit: "/tenant/audit",
      "audit-none": "/tenant/audit?actor=nobody-is-called-this",
      "audit-detail": await firstRecord(page),
      roles: "/tenant/roles",
      role: "/tenant/roles/00000000-0000-7000-8000-00000000a002",
      connectors: "/tenant/connectors",
      phones: "/demo/phones",
    };
    for (const [name, path] of Object.entries(pages)) {
      await visit(page, path);
      await look(page, name, info);
    }
    const helpDesk = await open("helpDesk", window);
    helpDesk.guard.expects(/40[34]/);
    for (const [name, path] of [["forbidden", "/tenant/delivery"], ["not-found", "/tenant/no-such-page"]] as const) {
      await visit(helpDesk.page, path);
      await look(helpDesk.page, name, info);
    }
  });
}

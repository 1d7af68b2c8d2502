// Every page at two widths in both themes: no console message, no accessibility violation, nothing wider than the
// window. The pictures are in test-results, to be looked at beside the design.
import { test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Page } from "@playwright/test";
import { look, WAYS } from "../support/look.ts";
import { everyPage } from "../support/pages.ts";

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
    const { page, api, guard } = await open("admin", window);
    guard.expects(/404/);
    const device = await api.reachable("ios", 0);
    const { rows: unreachable } = await api.devices({ reachable: false, sort: "name" });
    const devices = [...unreachable.slice(0, 2), device];
    const [group, cart] = await api.groups("Hemtjänst Norra", "iPad-vagn Hemgården");
    // The kit has every landmark many times: kit.spec.ts looks at it, without the rules against that.
    const { kit: _, ...everyOther } = await everyPage(api);
    const pages = {
      ...everyOther,
      "devices-send": `/devices?send&${devices.map(({ id }) => `device=${id}`).join("&")}`,
      "devices-send-none": `/devices?send&device=${devices[0]!.id}`,
      search: "/search?q=stads",
      "search-none": "/search?q=nothing-is-called-this",
      "users-none": "/users?search=nobody-is-called-this",
      "group-devices": `/groups/${group!.id}?show=devices&reachable=no`,
      "group-nested": `/groups/${group!.id}?show=groups`,
      "group-ignored": `/groups/${cart!.id}?show=device-members`,
      "wizard-empty": "/tenant/custom-notifications",
      "audit-none": "/tenant/audit?actor=nobody-is-called-this",
      "audit-detail": await firstRecord(page),
    };
    for (const [name, path] of Object.entries(pages)) {
      await visit(page, path);
      await look(page, name, info);
    }
    const helpDesk = await open("helpDesk", window);
    helpDesk.guard.expects(/403/);
    await visit(helpDesk.page, "/tenant/delivery");
    await look(helpDesk.page, "forbidden", info);
  });
}

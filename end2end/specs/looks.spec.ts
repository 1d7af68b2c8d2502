// Every page at two widths in both themes: no console message, no accessibility violation, nothing wider than the
// window. The pictures are in test-results, to be looked at beside the design.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "looks" });

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`B34 every page at ${width} px in ${colorScheme}`, async ({ open }, info) => {
      const { page, api } = await open("admin", { colorScheme, viewport: { width, height: 900 } });
      const device = await api.reachable("ios", 0);
      const [group, cart] = await api.groups("Hemtjänst Norra", "iPad-vagn Hemgården");
      const { rows: users } = await api.get<{ rows: { id: string }[] }>("users/list", { query: { page: 1 } });
      const pages = {
        home: "/",
        devices: "/devices",
        "devices-none": "/devices?search=nothing-is-called-this",
        device: `/devices/${device.id}`,
        pane: `/devices/${device.id}?send`,
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
        phones: "/demo/phones",
      };
      for (const [name, path] of Object.entries(pages)) {
        await visit(page, path);
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), name).toEqual([]);
      }
    });
  }
}

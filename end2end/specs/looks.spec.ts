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
      const pages = {
        home: "/",
        devices: "/devices",
        "devices-none": "/devices?search=nothing-is-called-this",
        device: `/devices/${device.id}`,
        pane: `/devices/${device.id}?send`,
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

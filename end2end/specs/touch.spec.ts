// B34: fingers. What one touches answers on at least 40 × 40 px, also where less of it is seen.
import type { Page } from "@playwright/test";
import { visit } from "../support/alive.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "touch" });

/** What the design asks for on coarse pointers, in px. */
const SIZE = 40;

/** Controls inside `root` that answer on less, each with what they answer on. Links in a sentence are as high as its lines. */
function small(page: Page, root: string): Promise<string[]> {
  return page.evaluate(
    ({ root, size }) => {
      const found: string[] = [];
      const controls = document.querySelectorAll<HTMLElement>(`${root} :is(a[href], button, input:not([type=hidden]), textarea, summary)`);
      for (const control of controls) {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(":disabled, thead *, .skip-link, .visually-hidden, p a, dd a, .message-bar a")) continue;
        control.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
        const box = control.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const answers = (dx: number, dy: number) => {
          const hit = document.elementFromPoint(x + dx, y + dy);
          return !!hit && (control.contains(hit) || hit.closest("label")?.control === control);
        };
        // From the middle as far as it goes, half a pixel at a time.
        const reach = (dx: number, dy: number) => {
          let steps = 0;
          while (steps < size * 2 && answers((dx * steps) / 2, (dy * steps) / 2)) steps += 1;
          return steps / 2;
        };
        const [width, height] = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
        if (Math.min(width, height) < size) {
          found.push(`${width} × ${height}: <${control.tagName.toLowerCase()} class="${control.className}"> ${control.textContent?.trim().slice(0, 40)}`);
        }
      }
      return found;
    },
    { root, size: SIZE },
  );
}

test("B34 on a touch screen every control is large enough for a finger", async ({ open }) => {
  const { page, api } = await open("admin", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await visit(page, "/devices?platform=ios");
  expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
  expect.soft(await small(page, "body"), "All devices").toEqual([]);
  await page.getByRole("button", { name: /Account:/ }).tap();
  expect.soft(await small(page, "#account"), "the account menu").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Ownership/ }).tap();
  expect.soft(await small(page, "[popover]:popover-open"), "a filter").toEqual([]);
  await visit(page, "/tenant/custom-notifications");
  expect.soft(await small(page, "body"), "the wizard").toEqual([]);
  await page.getByRole("textbox", { name: "Title" }).fill("Med fingret");
  await page.getByRole("textbox", { name: "Body" }).fill("Inget att missa.");
  await page.getByRole("button", { name: "Next" }).tap();
  await page.getByRole("main").getByRole("combobox").fill("kommunledning");
  await page.getByRole("option", { name: /^Kommunledning/ }).tap();
  await page.getByRole("button", { name: "Next" }).tap();
  await expect(page.getByRole("main")).toContainText("Will reach");
  expect.soft(await small(page, "body"), "the wizard's last step").toEqual([]);
  const device = await api.reachable("ios", 0);
  await visit(page, `/devices/${device.id}?send`);
  expect.soft(await small(page, "dialog[open]"), "the pane").toEqual([]);
});

// B34: fingers. What one touches answers on at least 40 × 40 px, also where less of it is seen.
import type { Page } from "@playwright/test";
import { untilAlive, visit } from "../support/alive.ts";
import { everyPage } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";
import { askedToLeave, sentAndTold, signingIn, throughTheWizard } from "../support/walks.ts";

test.use({ world: "touch" });
test.setTimeout(240_000);

/** What the design asks for on coarse pointers, in px. */
const SIZE = 40;

/**
 * Controls inside `root`, which is what can be reached at the moment unless given, that answer on less, each with what it
 * answers on. Links in a sentence are as high as its lines (WCAG 2.5.8).
 */
function small(page: Page, root?: string): Promise<string[]> {
  return page.evaluate(
    ({ root, size }) => {
      const inside = root ? document.querySelector(root) : (document.querySelector("dialog:modal") ?? document.body);
      if (!inside) throw new Error(`there is no ${root}`);
      const found = new Set<string>();
      const words = (element: Element) => element.textContent!.replace(/\s+/g, " ").trim();
      const inSentence = (control: Element) => {
        const around = control.closest("p, dd, .message-bar");
        return control.matches("a") && around !== null && words(around) !== words(control);
      };
      // Heads of columns on narrow screens are for screen readers.
      const clipped = (control: Element) => control.closest("thead") !== null && getComputedStyle(control.closest("thead")!).clipPath !== "none";
      const controls = inside.querySelectorAll<HTMLElement>(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role=menuitem]",
      );
      let seen = 0;
      for (const control of controls) {
        if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(":disabled, .skip-link, .visually-hidden, .phone *")) continue;
        if (inSentence(control) || clipped(control)) continue;
        seen += 1;
        control.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
        // A link that goes on in the next line is touched in its first.
        const box = control.getClientRects()[0]!;
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
          found.add(`${width} × ${height}: <${control.tagName.toLowerCase()} class="${control.className}"> ${words(control).slice(0, 40)}`);
        }
      }
      if (seen === 0) throw new Error(`there is nothing to touch in ${root}`);
      return [...found];
    },
    { root, size: SIZE },
  );
}

for (const width of [390, 820]) {
  test(`B34 on a touch screen of ${width} px every control of every page is large enough for a finger`, async ({ open }) => {
    const { page, api, guard } = await open("admin", { viewport: { width, height: 1100 }, hasTouch: true });
    guard.expects(/404/);
    await visit(page, "/devices");
    expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
    const head = page.getByRole("columnheader", { name: "Device name" }).getByRole("link");
    if (width === 820) await expect(head, "heads are among what is touched").toBeInViewport();
    // The kit is no page of the console: its specimens lie in windows of their own, over each other.
    const { kit: _, ...pages } = await everyPage(api);
    for (const [name, path] of Object.entries(pages)) {
      await visit(page, path);
      expect.soft(await small(page), name).toEqual([]);
    }
  });
}

test("B34 B21 on a touch screen the wizard, its picker, the toast and the bell are large enough for a finger", async ({ open }) => {
  const actor = await open("communications", { viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = actor;
  const roots: Record<string, string> = { "wizard-2-search": "main [role=listbox]", "wizard-sent": ".toaster", bell: "#notifications" };
  const look = async (name: string): Promise<void> => expect.soft(await small(page, roots[name]), name).toEqual([]);
  await throughTheWizard(actor, look);
  await askedToLeave(page, look);
  await sentAndTold(page, look);
});

test("B34 on a touch screen what opens over a page is large enough for a finger", async ({ open }) => {
  const { page, api } = await open("admin", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await visit(page, "/devices?platform=ios");
  for (const [button, root] of [[/^Open navigation/, "#nav"], [/Account:/, "#account"], [/^Ownership/, "#filter-ownership"], [/^More actions/, "#more"]] as const) {
    await page.getByRole("button", { name: button }).tap();
    await expect(page.locator(root)).toBeVisible();
    expect.soft(await small(page, root), root).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator(root)).toBeHidden();
  }
  const device = await api.reachable("ios", 0);
  await visit(page, `/devices/${device.id}`);
  await page.getByRole("button", { name: "More actions" }).tap();
  expect.soft(await small(page, "#more"), "the device's menu").toEqual([]);
  await page.getByRole("menuitem", { name: "Send custom notification" }).tap();
  await untilAlive(page);
  await expect(page.locator("dialog[open]")).toBeVisible();
  expect.soft(await small(page, "dialog[open]"), "the pane").toEqual([]);
});

test("B34 on a touch screen signing in is large enough for a finger", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await signingIn(page, async (name) => expect.soft(await small(page), name).toEqual([]));
  await context.close();
});

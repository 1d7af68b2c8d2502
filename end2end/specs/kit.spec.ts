// The design kit in all its states, compared with pictures: `make shots` takes them anew.
//
// The pictures do not depend on the machine's fonts, since the page is written in one that comes with the tests; only
// emoji and Arabic, which that font has not, are covered. Where a machine smooths letters differently, pictures are
// compared with a tolerance that a changed gap, size or strong colour still breaks, and the summary says so.
import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import { RULES } from "../support/look.ts";
import { expectWritten, tolerance, writeIn } from "../support/font.ts";

test.use({ world: "kit" });

/** The moment at which the specimens happen: app/src/pages/kit/specimen.rs. */
const NOW = 1_795_528_920_000;
/** Pictures of fewer pixels, so that all of them together stay below three megabytes. */
const SCALE = 0.6;
/** Specimens in letters that the font of the pictures has not. */
const COVERED = '.kit__item:has([id$="-ios-emoji"]), .kit__item:has([id$="-ios-rtl"])';

/** Drawn phones keep their own colours in the dark. */
const ALIKE = ["phone", "wall"];
/** What the browser is told to take for true of the controls of a specimen in `data-state`. */
const STATES = { hover: ["hover"], pressed: ["hover", "active"], focus: ["focus", "focus-visible"] };

/** Puts the controls of the page's states into them, all at once, which no pointer can. */
async function forceStates(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("DOM.enable");
  await browser.send("CSS.enable");
  const { root } = await browser.send("DOM.getDocument");
  for (const [state, forcedPseudoClasses] of Object.entries(STATES)) {
    const selector = `[data-state="${state}"] :is(a, button, input, tr)`;
    const { nodeIds } = await browser.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
    expect(nodeIds.length, state).toBeGreaterThan(10);
    for (const nodeId of nodeIds) await browser.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses });
  }
}

/** The section of that name. Nothing else is on the page, so that its place and its picture depend on itself alone. */
async function alone(page: Page, name: string): Promise<Locator> {
  await page.locator("main .page").evaluate((kit, name) => {
    for (const part of kit.children) part.toggleAttribute("hidden", part.id !== name);
  }, name);
  return page.locator(`[id="${name}"]`);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`the kit looks as in its pictures, ${colorScheme} at ${width} px`, async ({ open }, info) => {
      // High enough for every section, so that none lies under the bar at the top.
      const viewport = { width, height: 5_000 };
      const { page } = await open("admin", { colorScheme, viewport, deviceScaleFactor: SCALE, bypassCSP: true, reducedMotion: "reduce" });
      await page.clock.setFixedTime(NOW);
      await writeIn(page);
      await visit(page, "/demo/kit");
      await expectWritten(page);
      await forceStates(page);
      const allowed = await tolerance(page, info);
      const names = await page.locator("main section.section").evaluateAll((sections) => sections.map(({ id }) => id));
      for (const name of names) {
        if (colorScheme === "dark" && ALIKE.includes(name)) continue;
        const section = await alone(page, name);
        await expect.soft(section).toHaveScreenshot(`${name}-${colorScheme}-${width}.png`, { ...allowed, scale: "device", mask: [page.locator(COVERED)] });
      }
    });
  }
}

test("every section of the kit has its pictures, and every picture its section", async ({ admin }, info) => {
  const { page } = admin;
  await visit(page, "/demo/kit");
  const names = await page.locator("main section.section").evaluateAll((sections) => sections.map(({ id }) => id));
  const ways = ["light", "dark"].flatMap((scheme) => [1440, 390].map((width) => ({ scheme, width })));
  const expected = names.flatMap((name) =>
    ways.filter(({ scheme }) => scheme === "light" || !ALIKE.includes(name)).map(({ scheme, width }) => `${name}-${scheme}-${width}.png`),
  );
  const taken = (await readdir(dirname(info.snapshotPath("any.png")))).filter((file) => file.endsWith(".png"));
  expect(taken.sort()).toEqual(expected.sort());
});

for (const [locale, width, colorScheme] of [["en-GB", 1440, "light"], ["sv-SE", 360, "dark"]] as const) {
  test(`B34 the kit can be read by everybody, ${locale} at ${width} px in ${colorScheme}`, async ({ open }) => {
    const { page } = await open("admin", { locale, colorScheme, viewport: { width, height: 900 } });
    await visit(page, "/demo/kit");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, "wider than the window").toBeLessThanOrEqual(0);
    // One page holds each landmark, heading and list many times, which no other page does.
    const many = { "landmark-unique": { enabled: false }, "heading-order": { enabled: false } };
    const { violations } = await new AxeBuilder({ page }).options({ rules: { ...RULES.rules, ...many } }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`)).toEqual([]);
  });
}

test("texts in Arabic run from right to left in the preview", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/demo/kit");
  const title = page.locator(COVERED).last().locator(".push__title");
  const gaps = await title.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [box, text] = [element.getBoundingClientRect(), range.getBoundingClientRect()];
    return { before: text.left - box.left, after: box.right - text.right };
  });
  expect(gaps.after).toBeLessThan(1);
});

test("who is not signed in does not see the kit", async ({ stranger }) => {
  await stranger.goto("/demo/kit");
  await expect(stranger).toHaveURL(/sign-in/);
});

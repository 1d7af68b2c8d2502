// B34: every page at every width, at 200 % zoom, in forced colours and with reduced motion.
import type { Page } from "@playwright/test";
import { visit } from "../support/alive.ts";
import { through } from "../support/keyboard.ts";
import { misfits } from "../support/layout.ts";
import { everyPage } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";
import { askedToLeave, signingIn, throughTheWizard } from "../support/walks.ts";

test.use({ world: "everybody" });
test.setTimeout(240_000);

const WINDOWS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  // 1280 × 800 at 200 %.
  { width: 640, height: 400, deviceScaleFactor: 2 },
];

/** Movements that would run for longer than one notices. What turns slowly says that something goes on. */
function movements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const milliseconds = (value: string) => value.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 1 : 1_000));
    const seen = (name: string, duration: number) => name !== "none" && duration > 1 && !(name === "spin" && duration >= 6_000);
    const found = new Set<string>();
    for (const element of document.querySelectorAll("body, body *")) {
      for (const part of [undefined, "::before", "::after"]) {
        const style = getComputedStyle(element, part);
        const [moves, changes] = [milliseconds(style.animationDuration), Math.max(...milliseconds(style.transitionDuration))];
        const moved = style.animationName.split(", ").some((name, at) => seen(name, moves[at % moves.length]!));
        if (moved || (style.transitionProperty !== "none" && changes > 1)) {
          found.add(`${element.tagName.toLowerCase()}.${element.getAttribute("class")}${part ?? ""}: ${style.animationName} ${moves} ms, ${changes} ms`);
        }
      }
    }
    for (const animation of document.getAnimations()) {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
      const name = animation instanceof CSSAnimation ? animation.animationName : "moves";
      if (seen(name, Number(animation.effect?.getComputedTiming().duration))) found.add(`runs: ${target?.className}`);
    }
    return [...found];
  });
}

for (const { width, height, deviceScaleFactor = 1 } of WINDOWS) {
  test(`every page fits into ${width} px${deviceScaleFactor > 1 ? " at 200 %" : ""}, and nothing moves for who wants no motion`, async ({ open, stranger }) => {
    const options = { viewport: { width, height }, deviceScaleFactor, reducedMotion: "reduce" } as const;
    const actor = await open("admin", options);
    const { page, api, guard } = actor;
    guard.expects(/404/);
    const fits = async (name: string, shown: Page = page) => {
      expect.soft(await misfits(shown), name).toEqual([]);
      if (width === 360 || width === 1280) expect.soft(await movements(shown), name).toEqual([]);
    };
    for (const [name, path] of Object.entries(await everyPage(api))) {
      await visit(page, path);
      await fits(name);
    }
    await throughTheWizard(actor, fits);
    await askedToLeave(page, fits);
    await stranger.setViewportSize({ width, height });
    await signingIn(stranger, (name) => fits(name, stranger));
  });
}

/** Controls of the page without an edge that one sees, and those whose focus one does not see. */
async function unseen(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class")} ${element.textContent?.trim().slice(0, 40)}`;
    const controls = [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(
      (control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && control.offsetWidth > 1 && !control.closest(":disabled, [hidden], .visually-hidden"),
    );
    for (const control of controls) {
      const style = getComputedStyle(control);
      const around = control.closest(".filter-pill, .menu, .nav, .segmented, [role=listbox], .breadcrumb__list, .account, .command-bar, .topbar, .brand");
      const needsEdge = control.matches(".button:not(.button--subtle), input:not([type=radio], .segmented input), select, textarea") && !around;
      if (needsEdge && (parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle === "none")) found.push(`no edge: ${name(control)}`);
    }
    // Keys, so that the browser shows the focus.
    for (const control of controls) {
      control.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
      if (document.activeElement !== control) continue;
      const shown = control.closest("label.segmented__option") ?? control;
      const style = getComputedStyle(shown);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(`no focus: ${name(control)}`);
    }
    return found;
  });
}

/** What is chosen must look otherwise than what is not, also where the browser paints all backgrounds. */
const CHOSEN: [page: string, chosen: string, other: string][] = [
  ["/devices?platform=ios", ".nav__link[aria-current]", ".nav__link:not([aria-current])"],
  ["/devices?page=2", ".pagination__page[aria-current]", ".pagination__page:not([aria-current])"],
  ["/demo/kit", ".tab[aria-current]", ".tab:not([aria-current])"],
  ["/demo/kit", ".stepper__step[aria-current]", ".stepper__step:not([aria-current], .stepper__step--done)"],
  ["/demo/kit", ".segmented__option:has(:checked)", ".segmented__option:not(:has(:checked))"],
  ["/demo/kit", ".checkbox:checked", ".checkbox:not(:checked)"],
  ["/demo/kit", ".group-picker__option[aria-pressed=true] .group-picker__check .icon", ".group-picker__option[aria-pressed=false] .group-picker__check .icon"],
  ["/demo/kit", ".quota__tick--used", ".quota__tick:not(.quota__tick--used, .quota__tick--next)"],
  ["/demo/kit", ".filter-pill--set", ".filter-pill:not(.filter-pill--set)"],
  ["/demo/kit", ".data-grid tr:has(:checked)", ".data-grid tbody tr:not(:has(:checked))"],
];

/** Colours and lines of an element and of what it draws beside itself. */
function looks(page: Page, selector: string): Promise<string> {
  return page.locator(selector).first().evaluate((element) =>
    [undefined, "::before", "::after"]
      .map((part) => {
        const style = getComputedStyle(element, part);
        if (part && style.content === "none") return "";
        return [style.backgroundColor, style.borderTopColor, style.borderTopWidth, style.outlineStyle, style.outlineColor, style.color, style.visibility, style.transform, style.clipPath].join(" ");
      })
      .join("\n"),
  );
}

test("in forced colours every control has an edge, the focus is seen, and so is what is chosen", async ({ open, stranger }) => {
  const actor = await open("admin", { forcedColors: "active", viewport: { width: 1280, height: 900 } });
  const { page, api, guard } = actor;
  guard.expects(/404/);
  const seen = async (name: string, shown: Page = page) => expect.soft(await unseen(shown), name).toEqual([]);
  for (const [name, path] of Object.entries(await everyPage(api))) {
    await visit(page, path);
    await seen(name);
  }
  await throughTheWizard(actor, seen);
  await stranger.emulateMedia({ forcedColors: "active" });
  await signingIn(stranger, (name) => seen(name, stranger));
  for (const [path, chosen, other] of CHOSEN) {
    if (!page.url().endsWith(path)) await visit(page, path);
    expect.soft(await looks(page, chosen), chosen).not.toBe(await looks(page, other));
  }
});

test("on a narrow screen the commands that do not fit are in the menu, and the row is one stop for Tab", async ({ open }) => {
  for (const [width, inRow] of [[1280, true], [360, false]] as const) {
    const { page } = await open("admin", { viewport: { width, height: 800 } });
    await visit(page, "/devices");
    const row = page.getByRole("toolbar", { name: "Device list commands" });
    await expect(row.getByRole("button", { name: "Export" })).toBeVisible({ visible: inRow });
    await expect(row.locator(":scope [tabindex='0']:visible")).toHaveCount(1);
    const more = row.getByRole("button", { name: "More actions" });
    await expect(more).toBeVisible({ visible: !inRow });
    if (inRow) continue;
    await more.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Refresh" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "Export" })).toBeFocused();
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toBe("devices.csv");
    await expect(page.getByRole("menu")).toBeHidden();
  }
});

test("a list that takes long is busy and shows bars, and then the rows", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/devices");
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/devices?search=*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("searchbox").fill("NHK-IPH-0001");
  const list = page.locator("#devices");
  await expect(list).toHaveAttribute("aria-busy", "true");
  const bar = () => list.locator("tbody th").first().evaluate((cell) => getComputedStyle(cell, "::after").content);
  expect(await bar()).toBe('""');
  answer();
  await expect(list).not.toHaveAttribute("aria-busy");
  await expect(list.getByRole("rowheader")).toHaveCount(1);
  expect(await bar()).toBe("none");
});

for (const viewport of [{ width: 1280, height: 560 }, { width: 390, height: 640 }]) {
  test(`no bar covers what has the focus, forwards and backwards, at ${viewport.width} px`, async ({ open }) => {
    const actor = await open("admin", { viewport });
    const { page } = actor;
    const freeOnTheWay = async (name: string, stopsMin: number) => {
      for (const key of ["Tab", "Shift+Tab"] as const) {
        const { stops, covered } = await through(page, key);
        expect.soft(covered, `${name} by ${key}`).toEqual([]);
        expect.soft(stops, `stops of ${name} by ${key}`).toBeGreaterThan(stopsMin);
      }
    };
    // On a narrow screen the navigation is in its drawer.
    const ofAForm = viewport.width < 768 ? 10 : 20;
    for (const [path, stopsMin] of [["/groups", 20], ["/tenant/audit", 20], ["/devices", 20], ["/tenant/custom-notifications", ofAForm]] as const) {
      await visit(page, path);
      await freeOnTheWay(path, stopsMin);
    }
    // Bars are in sight wherever one is: their controls move nothing.
    await page.evaluate(() => scrollTo(0, 200));
    await page.getByRole("button", { name: /Account:/ }).focus();
    await page.getByRole("button", { name: "Next" }).focus();
    expect(await page.evaluate(() => scrollY)).toBe(Math.min(200, await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)));
    await throughTheWizard(actor, async () => {});
    await freeOnTheWay("Review", ofAForm);
  });
}

test("B24 a narrow list says why a device cannot be reached", async ({ open }) => {
  const { page, api } = await open("admin", { viewport: { width: 360, height: 740 } });
  const { rows } = await api.devices({ reachable: false, platform: "windows", sort: "name" });
  await visit(page, `/devices?search=${rows[0]!.name}`);
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: rows[0]!.name }) });
  await expect(row.getByText("Platform not supported")).toBeVisible();
  await expect(row.locator("time")).toBeVisible();
  expect(await misfits(page)).toEqual([]);
});

test("a busy Send keeps its focus and its width", async ({ open }) => {
  const { page, api } = await open("helpDesk", {});
  const device = await api.reachable("ios", 7);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/devices/send", async (route) => {
    await asked;
    await route.continue();
  });
  await visit(page, `/devices/${device.id}?send`);
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await pane.getByRole("textbox", { name: "Title" }).fill("Lika bred");
  await pane.getByRole("textbox", { name: "Body" }).fill("Hela vägen.");
  const send = pane.getByRole("button", { name: "Send", exact: true });
  const { width } = (await send.boundingBox())!;
  await send.focus();
  await page.keyboard.press("Enter");
  const busy = pane.getByRole("button", { name: "Sending…" });
  await expect(busy).toHaveAttribute("aria-disabled", "true");
  await expect(busy).toBeFocused();
  expect((await busy.boundingBox())!.width).toBe(width);
  // It does not answer to the pointer either.
  const colour = () => busy.evaluate((button) => getComputedStyle(button).backgroundColor);
  const still = await colour();
  await busy.hover();
  expect(await colour()).toBe(still);
  answer();
  await expect(pane).toBeHidden();
});

test("an open filter looks so, and the menu's button too", async ({ admin }) => {
  const { page, api } = admin;
  const style = (selector: string) =>
    page.locator(selector).first().evaluate((element) => getComputedStyle(element).borderTopColor + getComputedStyle(element).backgroundColor);
  await visit(page, "/devices");
  const pill = ".filter-pill";
  const closed = await style(pill);
  await page.locator(pill).first().getByRole("button").click();
  await expect.poll(() => style(pill)).not.toBe(closed);
  await page.keyboard.press("Escape");
  await expect.poll(() => style(pill)).toBe(closed);
  const device = await api.reachable("ios", 0);
  await visit(page, `/devices/${device.id}`);
  // As it looks without the pointer over it.
  const more = page.getByRole("button", { name: "More actions" });
  const rest = await style("#more-button");
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await expect.poll(() => style("#more-button")).not.toBe(rest);
});

test("what is written in Hebrew runs from right to left while one writes it and in the review", async ({ admin }) => {
  const { page, api } = admin;
  const [group] = await api.groups("Kommunikation");
  await visit(page, `/tenant/custom-notifications?group=${group!.id}`);
  const [title, body] = [page.getByRole("textbox", { name: "Title" }), page.getByRole("textbox", { name: "Body" })];
  await title.fill("שלום!");
  await body.fill("שלום!\nHej!");
  for (const field of [title, body]) {
    expect(await field.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe("plaintext");
  }
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  const words = page.getByRole("region", { name: "Basics" }).getByRole("definition").first();
  const gaps = await words.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [box, text] = [element.getBoundingClientRect(), range.getBoundingClientRect()];
    return { before: text.left - box.left, after: box.right - text.right };
  });
  expect(gaps.after).toBeLessThan(1);
  expect(gaps.before).toBeGreaterThan(1);
});

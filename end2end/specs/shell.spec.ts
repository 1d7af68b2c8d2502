// The frame around every page: the navigation's two widths, its drawer, and the search of the top bar.
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import { look } from "../support/look.ts";
import { everyPage } from "../support/pages.ts";

test.use({ world: "shell" });

const navigation = "Main";

test("the navigation becomes a rail of icons and stays so, without a jump at load", async ({ admin, open }) => {
  const { page } = admin;
  await visit(page, "/devices");
  const nav = page.getByRole("navigation", { name: navigation });
  const wide = (await nav.boundingBox())!.width;
  await nav.getByRole("button", { name: "Collapse navigation" }).click();
  await expect.poll(async () => (await nav.boundingBox())!.width).toBeLessThan(wide / 2);
  const expand = nav.getByRole("button", { name: "Expand navigation" });
  await expect(expand, "the focus stays on the choice").toBeFocused();
  // Icons alone, with their names as tooltips and for screen readers.
  const users = nav.getByRole("link", { name: "Users" });
  await expect(users).toHaveAttribute("title", "Users");
  await users.click();
  await untilAlive(page);
  expect((await nav.boundingBox())!.width).toBeLessThan(wide / 2);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      }),
  );
  expect(shift).toBeLessThan(0.02);
  await expand.focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await nav.boundingBox())!.width).toBe(wide);
  await page.reload();
  expect((await nav.boundingBox())!.width).toBe(wide);

  const still = (await open("admin", { javaScriptEnabled: false })).page;
  await still.goto("/devices?search=ip");
  await still.getByRole("button", { name: "Collapse navigation" }).click();
  await expect(still).toHaveURL(/\/devices\?search=ip$/);
  expect((await still.getByRole("navigation", { name: navigation }).boundingBox())!.width).toBeLessThan(wide / 2);
});

test("B34 the chosen theme is kept, and the page comes in it from the server", async ({ admin }) => {
  const { page, context } = admin;
  const theme = page.locator("html");
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("main")!).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, "/");
  const light = await colour();
  await page.getByRole("button", { name: "Switch theme" }).click();
  await expect(theme).toHaveAttribute("data-theme", "dark");
  const dark = await colour();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await colour()).toBe(dark);
  // Not by script, which would come after the first paint.
  expect(await (await context.request.get("/devices")).text()).toContain('data-theme="dark"');
  await visit(page, "/devices");
  expect(await colour()).toBe(dark);
  await page.getByRole("button", { name: "Switch theme" }).click();
  await page.reload();
  expect(await colour()).toBe(light);
  // Whatever the system says from then on.
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await colour()).toBe(light);
});

test("B34 every theme is chosen in the account menu, also on a phone and without script, and the system's again", async ({ open }) => {
  for (const options of [{ viewport: { width: 390, height: 800 } }, { javaScriptEnabled: false }]) {
    const { page, context } = await open("admin", { ...options, colorScheme: "light" });
    const choices = page.getByRole("group", { name: "Theme" });
    const choose = async (name: string) => {
      if (!(await choices.isVisible())) await page.getByRole("button", { name: /Account:/ }).click();
      await choices.getByRole("button", { name }).click();
    };
    const theme = page.locator("html");
    const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("main")!).backgroundColor);
    if (options.viewport) await visit(page, "/devices?search=ip");
    else await page.goto("/devices?search=ip");
    const light = await colour();
    for (const [name, value] of [["Dark", "dark"], ["High contrast", "high-contrast"], ["Light", "light"]] as const) {
      await choose(name);
      await expect(theme).toHaveAttribute("data-theme", value);
      await expect(page).toHaveURL(/\/devices\?search=ip$/);
      // From the server, before anything is painted.
      expect(await (await context.request.get("/")).text()).toContain(`data-theme="${value}"`);
      if (!(await choices.isVisible())) await page.getByRole("button", { name: /Account:/ }).click();
      await expect(choices.getByRole("button", { pressed: true })).toHaveText(name);
      expect((await colour()) === light).toBe(name === "Light");
    }
    await choose("System");
    await expect(theme).not.toHaveAttribute("data-theme");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await colour()).not.toBe(light);
    await page.reload();
    expect(await colour()).not.toBe(light);
  }
});

test("B34 the button of the top bar and the account menu tell of the same theme", async ({ open }) => {
  const { page } = await open("admin", { colorScheme: "light" });
  await visit(page, "/");
  await page.getByRole("button", { name: "Switch theme" }).click();
  await page.getByRole("button", { name: /Account:/ }).click();
  const choices = page.getByRole("group", { name: "Theme" });
  await expect(choices.getByRole("button", { pressed: true })).toHaveText("Dark");
  await choices.getByRole("button", { name: "High contrast" }).click();
  await page.keyboard.press("Escape");
  // High contrast is dark, so the other one is light.
  await page.getByRole("button", { name: "Switch theme" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("B34 at small widths the navigation is a drawer that takes the focus and gives it back", async ({ open }) => {
  const { page } = await open("admin", { viewport: { width: 390, height: 800 } });
  await visit(page, "/devices");
  const button = page.getByRole("button", { name: "Open navigation" });
  const nav = page.getByRole("navigation", { name: navigation });
  await expect(nav).toBeHidden();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(nav.getByRole("link", { name: "All devices" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(nav).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(nav.getByRole("link", { name: "All devices" })).toBeFocused();
  // What cannot be seen does not get the focus while the drawer is open.
  for (let n = 0; n < 20; n += 1) await page.keyboard.press("Tab");
  await expect(nav).toBeHidden();
});

test("the search of the top bar suggests while one types, and the keyboard alone is enough", async ({ admin }) => {
  const { page, api } = admin;
  const device = await api.reachable("ios", 3);
  await visit(page, "/");
  const field = page.getByRole("combobox", { name: "Search devices, users and groups" });
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await page.keyboard.press("Control+/");
  await expect(field).toBeFocused();
  await expect(field, "the key is no letter").toHaveValue("");
  // Who goes on before the list comes is not called back by it.
  await page.keyboard.type("iphone");
  await page.keyboard.press("Tab");
  const late = page.waitForResponse(/search\?q=/, { timeout: 1_000 }).catch(() => null);
  expect(await late, "nothing is asked for a field that was left").toBeNull();
  await expect(list).toBeHidden();
  await page.keyboard.press("Control+/");
  await expect(field).toBeFocused();
  await page.keyboard.type(device.name.slice(0, -1));
  await expect(list).toBeVisible();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  const devices = list.getByRole("group", { name: "Devices" }).getByRole("option");
  expect(await devices.count()).toBeGreaterThan(0);
  expect(await devices.count()).toBeLessThanOrEqual(5);
  await page.keyboard.type(device.name.slice(-1));
  await expect(devices.first()).toContainText(device.name);
  await page.keyboard.press("ArrowDown");
  await expect(devices.first()).toHaveAttribute("aria-selected", "true");
  const active = await field.getAttribute("aria-activedescendant");
  await expect(devices.first()).toHaveAttribute("id", active!);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(field, "Esc closes the list first").toHaveValue(device.name);
  await page.keyboard.press("ArrowDown");
  await expect(list).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/devices/${device.id}$`));

  // From inside another field.
  await visit(page, "/users");
  await page.getByRole("searchbox").fill("a/b");
  await expect(page.getByRole("searchbox")).toHaveValue("a/b");
  await page.keyboard.press("Control+/");
  await expect(field).toBeFocused();
  await page.keyboard.type("stadshuset");
  await expect(list.getByRole("group", { name: "Groups" }).getByRole("option").first()).toContainText("Stadshuset");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=stadshuset$/);
  await expect(page.getByRole("heading", { name: /Results for/ })).toBeVisible();
});

test("B28 the search finds only the kinds that one may read, and works without script", async ({ open }) => {
  const { page, api } = await open("communications", { javaScriptEnabled: false });
  const device = await api.reachable("android", 2);
  await page.goto("/");
  await page.getByRole("combobox", { name: /^Search/ }).fill(device.name);
  await page.keyboard.press("Enter");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Devices" })).toBeVisible();
  await expect(main.getByRole("heading", { name: "Users" })).toHaveCount(0);
  await main.getByRole("link", { name: new RegExp(device.name) }).click();
  await expect(page.getByRole("heading", { level: 1, name: device.name })).toBeVisible();
});

test("B34 at small widths the search has a page of its own", async ({ open }) => {
  const { page } = await open("admin", { viewport: { width: 360, height: 800 } });
  await visit(page, "/");
  await page.getByRole("link", { name: /^Search/ }).click();
  await page.getByRole("searchbox").fill("nothing-is-called-this");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`B34 what the frame opens has no accessibility violation in ${colorScheme}`, async ({ open }, info) => {
    const { page } = await open("admin", { colorScheme });
    await visit(page, "/users");
    await page.keyboard.press("Control+/");
    await page.keyboard.type("an");
    await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await look(page, "suggestions", info);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /Account:/ }).click();
    await look(page, "account", info);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Collapse navigation" }).click();
    await look(page, "rail", info);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole("button", { name: "Open navigation" }).click();
    await look(page, "drawer", info);
  });
}

test("B34 the pages have no accessibility violation in high contrast", async ({ open }, info) => {
  test.setTimeout(180_000);
  const { page, api, context } = await open("admin");
  await context.request.post("/appearance", { form: { theme: "high-contrast", return: "/" } });
  for (const [name, path] of Object.entries(await everyPage(api))) {
    // Its specimens are looked at by themselves.
    if (name === "not found" || name === "kit") continue;
    await visit(page, path);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "high-contrast");
    await look(page, name.replaceAll(/\W+/g, "-"), info);
  }
  await visit(page, "/");
  await page.getByRole("button", { name: /Account:/ }).click();
  await look(page, "account", info);
});

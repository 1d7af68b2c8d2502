// B8, B34: choosing groups with the live picker, as its keyboard and its screen reader have it.
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { GroupRow } from "../support/api.ts";

test.use({ world: "picker" });

const WIZARD = "/tenant/custom-notifications";

test("B6 B8 arrows lead through what was found, Enter chooses and gives up, Esc clears, and what goes on is said", async ({ communications }) => {
  const { page } = communications;
  await visit(page, WIZARD);
  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });
  await expect(crumbs.getByRole("listitem")).toHaveText(["Home", "Tenant administration", "Custom notifications"]);
  await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
  await page.getByRole("textbox", { name: "Body" }).fill("Text");

  // Before the first answer there is nothing to choose from, which is said.
  let release = (): void => undefined;
  const held = new Promise<void>((go) => (release = go));
  await page.route("**/groups/search", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Next" }).click();
  const main = page.getByRole("main");
  const [picker, list] = [main.getByRole("combobox"), page.locator("#group-list")];
  const said = page.locator(".group-picker").getByRole("status");
  await expect(said).toHaveText("Loading…");
  await expect(picker).toHaveAttribute("aria-expanded", "false");
  release();
  await expect(picker).toHaveAttribute("aria-expanded", "true");
  await expect(said).toContainText("The first groups by name.");

  await picker.fill("kommun");
  await expect(said).toContainText("3 groups match “kommun”.");
  const options = list.getByRole("option");
  const active = () => picker.getAttribute("aria-activedescendant");
  const expectActive = async (at: number) => {
    await expect.poll(active).toBe(await options.nth(at).getAttribute("id"));
    await expect(picker, "the focus stays in the box").toBeFocused();
    await expect(options.nth(at)).toBeInViewport();
  };
  expect(await active()).toBeNull();
  for (const [key, at] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", 2], ["ArrowDown", 0]] as const) {
    await picker.press(key);
    await expectActive(at);
  }
  const included = main.getByText(/^\d+ of 25$/);
  await picker.press("Enter");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(included).toHaveText("1 of 25");
  await picker.press("Enter");
  await expect(options.first()).toHaveAttribute("aria-selected", "false");
  await expect(included).toHaveText("0 of 25");
  await picker.press("Escape");
  expect(await active(), "first the option is left").toBeNull();
  await expect(picker).toHaveValue("kommun");
  await picker.press("Enter");
  await expect(included, "there is no option that Enter could mean").toHaveText("0 of 25");
  await picker.press("Escape");
  await expect(picker).toHaveValue("");
  await expect(said).toContainText("The first groups by name.");

  await picker.fill("finns inte");
  await expect(said).toHaveText("No group matches “finns inte”. Check the spelling, or search for a part of the name.");
  await expect(picker).toHaveAttribute("aria-expanded", "false");
  await expect(list).toBeHidden();
});

test("B8 with twenty-five chosen the others cannot be added, it is said why, and one that goes makes room for one", async ({ admin, communications }) => {
  const { page, api } = communications;
  const first = await api.get<GroupRow[]>("groups/search", { search: "" });
  const { rows } = await admin.api.get<{ rows: GroupRow[] }>("groups/list", { query: { page: 1 } });
  // All but two of those that the picker shows at first, and others.
  const [left, taken] = [first.slice(0, 2), first.slice(2)];
  const known = new Set(first.map(({ id }) => id));
  const chosen = [...taken, ...rows.filter(({ id }) => !known.has(id))].slice(0, 25);
  expect(chosen.length).toBe(25);
  await visit(page, `${WIZARD}?${chosen.map(({ id }) => `group=${id}`).join("&")}`);
  await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
  await page.getByRole("textbox", { name: "Body" }).fill("Text");
  await page.getByRole("button", { name: "Next" }).click();
  const main = page.getByRole("main");
  const picker = main.getByRole("combobox");
  const option = (name: string) => page.getByRole("option").filter({ has: page.getByText(name, { exact: true }) });
  const [other, one] = [option(left[0]!.name), option(taken[0]!.name)];
  const included = main.getByText(/^\d+ of 25$/);
  const said = page.locator(".group-picker").getByRole("status");
  await expect(included).toHaveText("25 of 25");
  await expect(said).toHaveText("25 groups are chosen, which is the most a message can have. Remove one to choose another.");
  await expect(other).toHaveAttribute("aria-disabled", "true");
  await expect(one).not.toHaveAttribute("aria-disabled");
  await expect(one).toHaveAttribute("aria-selected", "true");
  // Neither the pointer nor the keyboard gets a twenty-sixth in.
  await other.click({ force: true });
  await picker.focus();
  await picker.press("ArrowDown");
  await picker.press("Enter");
  await expect(other).toHaveAttribute("aria-selected", "false");
  await expect(included).toHaveText("25 of 25");

  await one.click();
  await expect(included).toHaveText("24 of 25");
  await expect(other).not.toHaveAttribute("aria-disabled");
  await other.click();
  await expect(other).toHaveAttribute("aria-selected", "true");
  await expect(one, "the one that went is now one too many").toHaveAttribute("aria-disabled", "true");
});

test("B4 B35 going on without a group is an error at the picker too, until there is one", async ({ communications }) => {
  const { page } = communications;
  await visit(page, WIZARD);
  await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
  await page.getByRole("textbox", { name: "Body" }).fill("Text");
  await page.getByRole("button", { name: "Next" }).click();
  const picker = page.getByRole("main").getByRole("combobox");
  await expect(picker).not.toHaveAttribute("aria-invalid");
  await expect(picker).toHaveAccessibleDescription("");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator("#problems")).toBeFocused();
  await expect(picker).toHaveAttribute("aria-invalid", "true");
  await expect(picker).toHaveAccessibleDescription("Choose at least one group.");
  await page.getByRole("option").first().click();
  await expect(picker).not.toHaveAttribute("aria-invalid");
  await expect(picker).toHaveAccessibleDescription("");
});

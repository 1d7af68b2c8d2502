// Keys: the browser keeps its shortcuts, and an input method its keys.
import type { Locator } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "typing" });

type Key = Partial<Record<"altKey" | "ctrlKey" | "metaKey" | "isComposing", boolean>> & { key?: string };

/** Whether the page takes a key, which the browser then does not get. */
const takes = (target: Locator, key: Key): Promise<boolean> =>
  target.evaluate(
    (element, key) => !element.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...key })),
    key,
  );

/** What makes a key the browser's or an input method's. */
const NOT_OURS: Key[] = [{ altKey: true }, { ctrlKey: true }, { metaKey: true }, { isComposing: true }];

test("B34 command rows and menus leave the browser its shortcuts", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 2);
  await visit(page, `/devices/${device.id}`);
  const refresh = page.getByRole("toolbar").getByRole("link", { name: "Refresh" });
  await refresh.focus();
  for (const held of NOT_OURS) {
    expect(await takes(refresh, { key: "ArrowLeft", ...held }), JSON.stringify(held)).toBe(false);
    await expect(refresh).toBeFocused();
  }
  expect(await takes(refresh, { key: "ArrowLeft" })).toBe(true);
  await expect(refresh).not.toBeFocused();

  await page.getByRole("button", { name: "More actions" }).click();
  const send = page.getByRole("menuitem", { name: "Send custom notification" });
  await expect(send).toBeFocused();
  for (const held of NOT_OURS) expect(await takes(send, { key: "s", ...held }), JSON.stringify(held)).toBe(false);
  expect(await takes(send, { key: "s" })).toBe(true);
});

test("B34 an input method keeps its keys while groups are searched for", async ({ communications }) => {
  const { page } = communications;
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Rubrik");
  await page.getByRole("textbox", { name: "Body" }).fill("Text");
  await page.getByRole("button", { name: "Next" }).click();
  const picker = page.getByRole("main").getByRole("combobox");
  await picker.fill("Kommun");
  await expect(page.getByRole("option").first()).toBeVisible();
  for (const key of ["ArrowDown", "Enter", "Escape"]) {
    expect(await takes(picker, { key, isComposing: true }), key).toBe(false);
  }
  await expect(picker).toHaveValue("Kommun");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  expect(await takes(picker, { key: "Escape" })).toBe(true);
  await expect(picker).toHaveValue("");
});

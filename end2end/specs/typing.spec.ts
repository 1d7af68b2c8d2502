// Letters and keys: a list keeps what is typed while the server takes its time, and the browser keeps its shortcuts.
import type { Locator, Page, Request } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "typing" });

/** The first answer from such an address comes when it is let go, and not before. */
async function holdFirst(page: Page, address: RegExp): Promise<{ asked: () => Promise<Request>; letGo: () => Promise<void> }> {
  let release = (): void => undefined;
  const released = new Promise<void>((done) => (release = done));
  const request = page.waitForRequest(address);
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  }, { times: 1 });
  return {
    asked: () => request,
    letGo: async () => {
      release();
      await (await (await request).response())!.finished();
    },
  };
}

test("B31 a column that is sorted before the list has followed keeps the search", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices?page=2");
  const box = page.getByRole("searchbox");
  const typed = await holdFirst(page, /\/devices\?search=/);
  await box.fill("NHK-IPH");
  await typed.asked();
  await page.getByRole("columnheader", { name: "Device name" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/devices\?search=NHK-IPH&sort=name&order=asc$/);
  await typed.letGo();
  await expect(page.getByRole("rowheader").first()).toContainText("NHK-IPH");
  await expect(page, "the earlier answer comes too late").toHaveURL(/sort=name/);
  await expect(box).toHaveValue("NHK-IPH");
});

test("B31 a filter that is chosen right after the last letter keeps the search", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices");
  await page.getByRole("searchbox").evaluate((box: HTMLInputElement) => {
    box.value = "NHK-IPH";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.querySelector<HTMLAnchorElement>('#filters a[href$="reachable=yes"]')!.click();
  });
  await expect(page).toHaveURL(/\/devices\?search=NHK-IPH&reachable=yes$/);
  await expect(page.getByRole("searchbox")).toHaveValue("NHK-IPH");
});

test("B31 what is typed while a filter is on its way stays, and so does the filter", async ({ helpDesk }) => {
  const { page } = helpDesk;
  const box = page.getByRole("searchbox");
  const choose = async () => {
    await visit(page, "/devices");
    const filter = await holdFirst(page, /\/devices\?reachable=yes$/);
    await page.getByRole("button", { name: "Reachable: Any" }).click();
    await page.getByRole("link", { name: "Yes", exact: true }).click();
    await filter.asked();
    return filter;
  };
  // The filter's answer comes after the search was asked for, and then before that.
  const slow = await choose();
  await box.pressSequentially("NHK-IPH");
  await expect(page).toHaveURL(/\/devices\?search=NHK-IPH&reachable=yes$/);
  await slow.letGo();
  await expect(page.getByRole("button", { name: "Reachable: Yes" })).toBeVisible();
  await expect(box).toHaveValue("NHK-IPH");
  await expect(box).toBeFocused();

  const quick = await choose();
  await box.pressSequentially("NHK-IPH");
  await quick.letGo();
  await expect(page).toHaveURL(/\/devices\?search=NHK-IPH&reachable=yes$/);
  await expect(box).toHaveValue("NHK-IPH");

  // The filter was one step, and the search is none of its own.
  await page.goBack();
  await expect(page).toHaveURL(/\/devices$/);
  await expect(box).toHaveValue("");
});

test("B31 the way out of an empty list empties the search too", async ({ helpDesk }) => {
  const { page } = helpDesk;
  await visit(page, "/devices");
  const box = page.getByRole("searchbox");
  await box.fill("nothing-is-called-this");
  await page.getByRole("link", { name: "Remove search and filters" }).click();
  await expect(page).toHaveURL(/\/devices$/);
  await expect(box).toHaveValue("");
});

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

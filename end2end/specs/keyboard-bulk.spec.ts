// B34: one text to several devices with nothing but the keyboard: what Tab does not lead to, nobody reaches here.
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import { enter, tabTo } from "../support/keyboard.ts";

test.use({ world: "keyboard-bulk" });

test("B16 B34 three devices are searched for, ticked, sent to and read about by keyboard alone", async ({ helpDesk, phones }) => {
  const { page, api } = helpDesk;
  const free = await api.reachable("ios", 11);
  const full = await api.reachable("ios", 12);
  const { rows } = await api.devices({ reachable: false, platform: "ios", sort: "name" });
  const lost = rows[0]!;
  while ((await api.sendToDevice(full.id, { title: "Fyller timmen", body: "Plats." })).status() === 200);

  await visit(page, "/devices");
  const table = page.getByRole("table", { name: "All devices" });
  for (const [at, { name }] of [free, full, lost].entries()) {
    await tabTo(page, page.getByRole("searchbox"));
    await page.keyboard.press("Control+a");
    await page.keyboard.type(name);
    await expect(table.getByRole("rowheader")).toHaveText([new RegExp(name)]);
    const box = table.getByRole("checkbox", { name: `Select ${name}` });
    await tabTo(page, box);
    await page.keyboard.press("Space");
    await expect(box).toBeChecked();
    await expect(page.locator("[data-selected]")).toHaveText(`${at + 1} device${at > 0 ? "s" : ""} selected (100 max)`);
  }
  // The commands are one stop for Tab, and arrows lead inside.
  const command = page.getByRole("button", { name: "Send custom notification" });
  await tabTo(page, page.getByRole("toolbar").locator("[tabindex='0']"));
  await page.keyboard.press("ArrowRight");
  await expect(command).toBeFocused();
  await page.keyboard.press("Enter");
  await untilAlive(page);

  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane.getByRole("textbox", { name: "Title" })).toBeFocused();
  await page.keyboard.type("Till flera");
  await page.keyboard.press("Tab");
  await expect(pane.getByRole("textbox", { name: "Body" })).toBeFocused();
  await page.keyboard.type("Bara tangenter.");
  // Who will not get it can be folded away and back.
  const others = pane.locator("summary");
  await tabTo(page, others);
  await page.keyboard.press("Enter");
  await expect(pane.getByRole("listitem").filter({ hasText: lost.name })).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(pane.getByRole("listitem").filter({ hasText: lost.name })).toBeVisible();
  // The preview's views are one stop, too.
  await tabTo(page, pane.getByRole("radio", { name: "iOS" }));
  await page.keyboard.press("ArrowRight");
  await expect(pane.getByRole("img", { name: "The message in the Android notification shade" })).toBeVisible();
  await enter(page, pane.getByRole("button", { name: "Send to 1 device" }));

  await expect(pane.locator("#results"), "what became of it is read out").toBeFocused();
  const results = pane.getByRole("table", { name: "Result for each device" });
  for (const [{ name }, result] of [[free, "Sent"], [full, "Limit of 10"], [lost, "Not sent"]] as const) {
    await expect(results.getByRole("row").filter({ hasText: name })).toContainText(result);
  }
  const arrived = await phones.waitFor("Till flera", 1);
  expect(arrived[0]!.device).toBe(free.id);
  await enter(page, pane.getByRole("button", { name: "Back to the list" }));
  await expect(pane).toBeHidden();
  await expect(command, "back to what opened it").toBeFocused();
});

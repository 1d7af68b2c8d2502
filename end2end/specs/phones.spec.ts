// B25: how a phone shows a message depends on what its owner is doing with it.
import { visit } from "../support/alive.ts";
import type { DeviceRow } from "../support/api.ts";
import { type Actor, expect, test } from "../support/test.ts";

test.use({ world: "phones" });

/** The first phone of the wall whose name begins like this and that a message can reach: its item, and the device. */
async function onTheWall({ page, api }: Actor, kind: string) {
  const captions = await page.getByRole("list", { name: "Phones" }).getByText(` · ${kind}`).allInnerTexts();
  for (const caption of captions) {
    const name = caption.split(" · ").at(-1)!;
    const { rows } = await api.devices({ search: name });
    const device = rows.find((row: DeviceRow) => row.name === name && row.reasons === 0);
    if (device) return { device, phone: page.getByRole("listitem").filter({ hasText: caption }) };
  }
  throw new Error(`no phone like ${kind} on the wall can be reached`);
}

for (const { kind, state, shown } of [
  { kind: "NHK-IPH", state: "Locked", shown: "Shown on the lock screen" },
  { kind: "NHK-IPH", state: "In use", shown: "Shown as a banner" },
  { kind: "NHK-IPH", state: "App open", shown: "Shown in the app" },
  { kind: "NHK-AND", state: "App open", shown: "Shown as a banner" },
]) {
  test(`B25 ${state}, ${kind}: ${shown}`, async ({ admin, phones }) => {
    await visit(admin.page, "/demo/phones");
    const { device, phone } = await onTheWall(admin, kind);
    const option = phone.getByRole("radio", { name: state });
    if (!(await option.isChecked())) {
      const saved = admin.page.waitForResponse((answer) => answer.url().endsWith("/state") && answer.ok());
      await phone.getByText(state, { exact: true }).click();
      await saved;
    }
    const title = `Väggen visar ${state}, ${device.platform}`;
    expect((await admin.api.sendToDevice(device.id, { title, body: "Syns direkt." })).status()).toBe(200);
    await expect(phone).toContainText(shown);
    await expect(phone).toContainText(title);
    const [arrival] = await phones.waitFor(title, 1);
    expect(arrival!.device).toBe(device.id);
  });
}

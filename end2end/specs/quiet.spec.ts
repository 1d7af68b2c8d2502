// Who does not want pages to change by themselves can stop that (WCAG 2.2.2).
import { visit } from "../support/alive.ts";
import { countStreams } from "../support/streams.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "quiet" });

test("B34 with live updates switched off nothing changes by itself, on the next page too, until they are on again", async ({ admin }) => {
  const { page, api } = admin;
  const [group] = await api.groups("Kommunledning");
  const streams = await countStreams(page);
  await visit(page, "/tenant/delivery");
  await expect.poll(streams).toBe(1);
  const account = page.getByRole("button", { name: /Account/ });
  const live = page.getByRole("switch", { name: "Live updates" });
  await account.click();
  await expect(live).toBeChecked();
  await live.press("Space");
  await expect(live).not.toBeChecked();
  await expect.poll(streams).toBe(0);

  await visit(page, "/tenant/delivery");
  await account.click();
  await expect(live).not.toBeChecked();
  const sends = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("rowheader") });
  const before = await sends.count();
  expect((await api.sendToGroups([group!.id], { title: "I lugn och ro", body: "Ingen sida rör sig." })).status()).toBe(200);
  // A page that is looked at anew knows of it, so the one in sight would by now.
  const other = await admin.context.newPage();
  await visit(other, "/tenant/delivery");
  await expect(other.getByRole("main").getByRole("row").filter({ has: other.getByRole("rowheader") })).toHaveCount(before + 1);
  expect(await sends.count()).toBe(before);
  expect(await streams()).toBe(0);

  await live.press("Space");
  await expect(live).toBeChecked();
  await expect.poll(streams).toBe(1);
  await expect(sends).toHaveCount(before + 1);
});

// B23: a message on its way, followed to its end on every page that shows it, and looked at while it runs. Google takes
// as much as ever, and Apple one message a second.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Forecast } from "../support/api.ts";
import { look, WAYS } from "../support/look.ts";
import { countStreams } from "../support/streams.ts";

test.use({
  world: "progress",
  settings: {
    HERALD__PUSH__APNS__RATE: "60",
    // The demo has its own Apple; these only have to be there.
    HERALD__PUSH__APNS__KEY_FILE: "none",
    HERALD__PUSH__APNS__KEY_ID: "NONE",
    HERALD__PUSH__APNS__TEAM_ID: "NONE",
    HERALD__PUSH__APNS__TOPIC: "none",
  },
});

/** Has a few iPhones and many Androids. */
const GROUP = "Nattpatrullen";

/** The progress that stands somewhere, such as "12 of 30". */
async function countsIn(page: Page, place: string): Promise<[done: number, all: number] | undefined> {
  const found = /([\d,]+) of ([\d,]+)/.exec((await page.locator(place).first().innerText()).replace(/\s+/g, " "));
  return found ? [Number(found[1]!.replace(",", "")), Number(found[2]!.replace(",", ""))] : undefined;
}

test("B21 B23 a message is followed through its middle to its end on four pages, none of which is loaded anew", async ({ admin, communications }) => {
  const [group] = await admin.api.groups(GROUP);
  const { reach } = await admin.api.get<Forecast>("notifications/reach", { groups: [group!.id] });
  const all = reach.ios + reach.android;
  const [home, list, send] = [admin.page, await admin.context.newPage(), await communications.context.newPage()];
  const bell = communications.page;
  const streams = await countStreams(send);
  await visit(home, "/");
  await visit(list, "/tenant/delivery");
  await visit(bell, `/tenant/custom-notifications?group=${group!.id}`);
  await bell.getByRole("textbox", { name: "Title" }).fill("Följs hela vägen");
  await bell.getByRole("textbox", { name: "Body" }).fill("Från kön till slutet.");
  await bell.getByRole("button", { name: "Next" }).click();
  await bell.getByRole("button", { name: "Next" }).click();
  await expect(bell.getByRole("main")).toContainText("Will reach");
  await bell.getByRole("button", { name: "Create" }).click();
  await expect(bell).toHaveURL(/sent=/);
  await visit(send, `/tenant/delivery/${new URL(bell.url()).searchParams.get("sent")}`);
  await expect(send.locator("#delivery[data-follow]"), "it follows").toBeVisible();
  await bell.getByRole("button", { name: /^Notifications/ }).first().click();
  const loads: string[] = [];
  for (const page of [home, list, send, bell]) page.on("load", () => loads.push(page.url()));

  const places: [string, () => Promise<[number, number] | undefined>][] = [
    ["the send's page", () => countsIn(send, "#delivery [aria-labelledby=outcome] .figure")],
    ["Delivery status", () => countsIn(list, "#deliveries tbody tr")],
    ["the bell", () => countsIn(bell, "#notifications .notice")],
    [
      "Home",
      async () => {
        const said = await home.locator("[aria-labelledby=recent] tbody tr").first().innerText();
        const [, done, trying] = /([\d,]+) handed over · ([\d,]+) still trying/.exec(said.replace(/\s+/g, " ")) ?? [];
        return done && trying ? [Number(done), Number(done) + Number(trying)] : undefined;
      },
    ],
  ];
  await Promise.all(
    places.map(([name, counts]) =>
      expect
        .poll(async () => {
          const [done, of] = (await counts()) ?? [0, 0];
          return 0 < done && done < of && of <= all;
        }, `${name} shows the middle`)
        .toBe(true),
    ),
  );
  expect(await streams(), "one stream in its middle").toBe(1);
  await expect(list.getByRole("table", { name: "Messages" }).getByRole("row").nth(1)).toContainText("Sending");
  await expect(send.getByRole("progressbar", { name: "Handed over to the push services" })).toHaveAttribute("max", String(all));

  // And the end, on each of them.
  await expect(send.locator("#delivery:not([data-follow])")).toBeVisible({ timeout: 60_000 });
  await expect(send.getByRole("region", { name: "Message" })).toContainText("Finished");
  await expect.poll(streams, "and none after its end").toBe(0);
  await expect(list.getByRole("table", { name: "Messages" }).getByRole("row").nth(1)).toContainText("Finished");
  await expect(home.getByRole("table", { name: "Recent sends" }).getByRole("row").nth(1)).not.toContainText("still trying");
  const { counts } = (await communications.api.progress(new URL(send.url()).pathname.split("/").pop()!))!;
  await expect(bell.locator("#notifications .notice")).toContainText(`${counts.accepted} of ${all} handed over`);
  expect(loads).toEqual([]);
});

test("B34 what is on its way is for everybody", async ({ admin, open }, info) => {
  // At one a second this runs for as long as the test does.
  const [group] = await admin.api.groups("Alla medarbetare");
  const { id } = (await (await admin.api.sendToGroups([group!.id], { title: "Länge på väg", body: "Och synligt." })).json()) as { id: string };
  await expect.poll(async () => (await admin.api.progress(id))!.counts.accepted, { timeout: 30_000 }).toBeGreaterThan(0);
  for (const { way, ...window } of WAYS.filter((_, at) => at % 3 === 0)) {
    const { page } = await open("admin", window);
    for (const [name, path] of [["send", `/tenant/delivery/${id}`], ["list", "/tenant/delivery"], ["home", "/"]] as const) {
      await visit(page, path);
      await expect(page.getByRole("main")).toContainText("still trying", { ignoreCase: true });
      await look(page, `under-way-${name}-${way}`, info);
    }
  }
});

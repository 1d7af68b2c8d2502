// What somebody sees while writing: the message on the phones, how much room is left, what to keep out of it. And that
// nothing of it leaves the tab before it is sent.
import type { Locator, Page } from "@playwright/test";
import { type Actor, expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";

test.use({ world: "writing" });

const WIZARD = "/tenant/custom-notifications";
const WARNING =
  "Custom notifications might be visible on lock screens and to other apps on Android. Don’t put sensitive information in them.";

/** A drawing of the message: what it is called, the option that shows it, and where the texts stand in it. */
interface Drawing {
  name: string;
  option: string;
  title: string;
  body: string;
  /** Lines of the body that it shows; the open app shows all. */
  lines?: number;
}
const IOS: Drawing = { name: "The message on an iOS lock screen", option: "iOS", title: ".push__title", body: ".push__body", lines: 4 };
const ANDROID: Drawing = {
  name: "The message in the Android notification shade",
  option: "Android",
  title: ".shade__card:not(.shade__card--quiet) .shade__title",
  body: ".shade__body",
  lines: 6,
};
const APP: Drawing = { name: "The message in the open app", option: "In the app", title: ".app-view__title", body: ".app-view__text" };
const LOCK_SCREEN: Drawing = { ...IOS, option: "Lock screen" };

const field = (form: Locator, name: "Title" | "Body") => form.getByRole("textbox", { name });
const textOf = (place: Locator) => place.evaluate((element) => element.textContent);

/** How a text lies in its place: lines in sight, lines in all, and whether its end is cut off. */
function lie(place: Locator): Promise<{ shown: number; all: number; cutAside: boolean }> {
  return place.evaluate((element) => {
    const line = parseFloat(getComputedStyle(element).lineHeight);
    return {
      shown: Math.round(element.clientHeight / line),
      all: Math.round(element.scrollHeight / line),
      cutAside: element.scrollWidth > element.clientWidth,
    };
  });
}

/** Writes into the form's fields and looks at each of its drawings. */
async function followsOnEach(form: Locator, drawings: Drawing[]): Promise<void> {
  const preview = form.getByRole("region", { name: "Preview" });
  const [title, body] = [field(form, "Title"), field(form, "Body")];
  const note = preview.locator(".preview__note");
  /** Each in turn; no other is in sight meanwhile. */
  const each = async (look: (drawing: Drawing, title: Locator, body: Locator) => Promise<void>) => {
    for (const drawing of drawings) {
      if (drawings.length > 1) await preview.getByRole("radio", { name: drawing.option }).check({ force: true });
      await expect(preview.getByRole("img").filter({ visible: true })).toHaveAccessibleName(drawing.name);
      const phone = preview.getByRole("img", { name: drawing.name });
      await look(drawing, phone.locator(drawing.title), phone.locator(drawing.body));
    }
  };
  const expectEmpty = () =>
    each(async (_, shownTitle, shownBody) => {
      await expect(shownTitle).toHaveText("Title");
      await expect(shownBody).toHaveText("Your message appears here.");
    });
  await expectEmpty();

  await title.pressSequentially("  Snö 👩‍👩‍👧 ");
  await body.fill("Stängt i dag 🚌\nHåll er inne & läs <b>här</b>");
  await each(async (_, shownTitle, shownBody) => {
    // As it is sent: without white space around, with line breaks, and never as HTML.
    await expect.poll(() => textOf(shownTitle)).toBe("Snö 👩‍👩‍👧");
    await expect.poll(() => textOf(shownBody)).toBe("Stängt i dag 🚌\nHåll er inne & läs <b>här</b>");
    expect((await lie(shownBody)).all).toBeGreaterThanOrEqual(2);
  });
  if (drawings.includes(ANDROID) && drawings.length === 1) await expect(note).toHaveCount(0);
  else await expect(note).toContainText("about four lines are shown");

  await title.fill("M".repeat(50));
  await body.fill("Alla bussar står still i dag. ".repeat(16));
  await each(async ({ lines }, shownTitle, shownBody) => {
    await expect(shownTitle).toHaveText("M".repeat(50));
    if (lines === undefined) return;
    expect((await lie(shownTitle)).cutAside, "the title ends in an ellipsis").toBe(true);
    const { shown, all } = await lie(shownBody);
    expect(shown).toBe(lines);
    expect(all).toBeGreaterThan(lines);
  });
  if (await note.count()) {
    await expect(note).toContainText(/the message stops at about “… .*(bussar|står|still|dag\.).*” until/);
    await body.fill("Kort.");
    await expect(note, "it goes with what it was about").toContainText("about four lines are shown");
  }
  await title.fill("");
  await body.fill(" ");
  await expectEmpty();
  await body.fill("");
}

/** The counter below a field, and what a screen reader hears of it. */
async function countsWhileTyping(form: Locator, name: "Title" | "Body", max: number): Promise<void> {
  const page = form.page();
  const box = field(form, name);
  const around = form.locator(".field").filter({ has: page.getByRole("textbox", { name }) });
  const [counter, told] = [around.locator(".field__counter"), around.getByRole("status")];
  const near = Math.ceil(max * 0.9);
  await expect(box, "what is too long can be written, and shortened").not.toHaveAttribute("maxlength");
  await expect(box).toHaveAttribute("aria-describedby", new RegExp(`\\b${await counter.getAttribute("id")}$`));
  const expectTold = async (count: number, level: RegExp, words: string) => {
    await expect(counter).toContainText(`${count}/${max}`);
    await expect(counter).toHaveClass(level);
    await expect(told).toHaveText(words);
  };
  // A character is a scalar value: the emoji counts once.
  await box.fill(`🎉${"x".repeat(near - 2)}`);
  await expectTold(near - 1, /^field__counter$/, "");
  await box.press("End");
  await page.keyboard.type("y");
  await expectTold(near, /--near/, `Close to the limit of ${max} characters.`);
  await page.keyboard.type("y".repeat(max - near));
  await expectTold(max, /--near/, `Close to the limit of ${max} characters.`);
  await page.keyboard.type("y");
  await expectTold(max + 1, /--over/, `Over the limit of ${max} characters.`);
  await page.keyboard.press("Backspace");
  await expectTold(max, /--near/, `Close to the limit of ${max} characters.`);

  // A paste that is too long loses nothing.
  const long = `Klistrat ${"z".repeat(max)}.`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), long);
  await box.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+v");
  await expect(box).toHaveValue(long);
  await expectTold(long.length, /--over/, `Over the limit of ${max} characters.`);
  await box.fill("");
  await expectTold(0, /^field__counter$/, "");
}

const pane = (page: Page) => page.getByRole("dialog", { name: "Send custom notification" });

test("B5 B25 the wizard shows the message on three phones while it is written, and warns of who may see it", async ({ communications }) => {
  const { page } = communications;
  await visit(page, WIZARD);
  const form = page.getByRole("main");
  await expect(form).toContainText(WARNING);
  await followsOnEach(form, [IOS, ANDROID, APP]);
});

test("B2 B4 the counters turn while one types, and a screen reader hears it once it matters", async ({ communications }) => {
  const { page, context } = communications;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, WIZARD);
  const form = page.getByRole("main");
  await countsWhileTyping(form, "Title", 50);
  await countsWhileTyping(form, "Body", 500);
});

test("B5 B25 a device's pane shows what its platform does, counts, and warns; so does the pane of several", async ({ helpDesk }) => {
  const { page, api, context } = helpDesk;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [ios, android] = [await api.reachable("ios", 0), await api.reachable("android", 0)];
  for (const [address, drawings] of [
    [`/devices/${ios.id}?send`, [LOCK_SCREEN, APP]],
    [`/devices/${android.id}?send`, [ANDROID]],
    [`/devices?send&device=${ios.id}&device=${android.id}`, [IOS, ANDROID, APP]],
  ] as const) {
    await visit(page, address);
    await expect(pane(page)).toContainText(WARNING);
    await followsOnEach(pane(page), [...drawings]);
    await countsWhileTyping(pane(page), "Title", 50);
  }
});

/** Words that stand in no address and in no other text. */
const MARK = "kvarglomt7";

/** The page's requests that have the words in them, wherever. */
function carriersOf(page: Page): string[] {
  const carriers: string[] = [];
  page.context().on("request", (request) => {
    const all = [request.url(), request.postData() ?? "", JSON.stringify(request.headers())].join("\n");
    if (all.includes(MARK)) carriers.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return carriers;
}

/** Of what outlives the tab, or goes to the server by itself, nothing has the words; what the tab keeps for a reload has. */
async function keptInTheTabAlone({ page, context }: Actor): Promise<void> {
  const kept = () =>
    page.evaluate(async () => ({
      tab: JSON.stringify({ ...sessionStorage }),
      others: [location.href, JSON.stringify({ ...localStorage }), document.cookie, JSON.stringify(history.state), (await indexedDB.databases()).length].join(" "),
    }));
  await expect.poll(async () => (await kept()).tab).toContain(MARK);
  expect((await kept()).others).not.toContain(MARK);
  expect(JSON.stringify(await context.cookies())).not.toContain(MARK);
}

test("B22 what is written is in no request before Create, in that one then, and in none afterwards", async ({ communications }) => {
  const { page, api } = communications;
  const [group] = await api.groups("Kommunledning");
  const carriers = carriersOf(page);
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, `${WIZARD}?group=${group!.id}`);
  await field(page.getByRole("main"), "Title").fill(`Rubrik ${MARK}`);
  await field(page.getByRole("main"), "Body").fill(`Text ${MARK}`);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("region", { name: "Estimated reach" })).toContainText(/\d/);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("main")).toContainText("Will reach");
  await keptInTheTabAlone(communications);
  await page.reload();
  await untilAlive(page);
  await expect(page.getByRole("main")).toContainText(`Text ${MARK}`);
  expect(carriers).toEqual([]);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator("#sent")).toBeVisible();
  await visit(page, "/tenant/delivery");
  expect(carriers).toEqual(["POST /api/notifications/send"]);
});

test("B22 what is written in a pane is in no request but the one that sends it", async ({ helpDesk }) => {
  const { page, api } = helpDesk;
  const device = await api.reachable("ios", 1);
  const carriers = carriersOf(page);
  for (const [address, button, path] of [
    [`/devices/${device.id}?send`, "Send", "/api/devices/send"],
    [`/devices?send&device=${device.id}`, "Send to 1 device", "/api/devices/send-many"],
  ] as const) {
    await visit(page, address);
    await field(pane(page), "Title").fill(`Rubrik ${MARK}`);
    await field(pane(page), "Body").fill(`Text ${MARK}`);
    await keptInTheTabAlone(helpDesk);
    await pane(page).getByRole("link", { name: "Close" }).click();
    await page.getByRole("button", { name: "Keep writing" }).click();
    expect(carriers).toEqual([]);
    const answered = page.waitForResponse((answer) => answer.url().endsWith(path));
    await pane(page).getByRole("button", { name: button, exact: true }).click();
    await answered;
    await visit(page, `/devices/${device.id}`);
    expect(carriers.splice(0)).toEqual([`POST ${path}`]);
  }
});

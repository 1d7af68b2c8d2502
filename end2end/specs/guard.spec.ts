// That what a page says in its console fails the test, on whichever page and in whichever context.
import { readFile, readdir } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { visit } from "../support/alive.ts";
import { Guard } from "../support/guard.ts";
import { type Actor, expect, test } from "../support/test.ts";

test.use({ world: "guard" });

const say = (page: Page, what: string): Promise<void> => page.evaluate((what) => console.warn(what), what);

/** The guard has it, which would fail the test, and is then told to let it pass. */
async function expectReported(context: BrowserContext, what: RegExp, way: string): Promise<void> {
  const guard = Guard.of(context);
  await expect.poll(() => guard.unexpected().join("\n"), way).toMatch(what);
  guard.expects(what);
  expect(guard.unexpected(), way).toEqual([]);
}

test("a message on any page is reported, however the page was opened", async ({ admin, stranger, browser, baseURL }) => {
  const own = await browser.newContext({ baseURL });
  const alone = await browser.newPage({ baseURL });
  const [popup] = await Promise.all([
    stranger.context().waitForEvent("page"),
    stranger.evaluate(() => void window.open("about:blank")),
  ]);
  const ways: [string, Page][] = [
    ["a role's window", admin.page],
    ["another page of a role", await admin.context.newPage()],
    ["a stranger's window", stranger],
    ["a page that a page opened", popup],
    ["a context opened by hand", await own.newPage()],
    ["a page opened by hand", alone],
  ];
  for (const [way, opened] of ways) {
    await say(opened, `planted on ${way}`);
    await expectReported(opened.context(), new RegExp(`warning: planted on ${way}`), way);
  }
});

test("errors that nobody catches and what the content policy forbids are reported", async ({ stranger }) => {
  await visit(stranger, "/sign-in");
  await stranger.evaluate(() => setTimeout(() => { throw new Error("planted"); }));
  await expectReported(stranger.context(), /uncaught: Error: planted/, "uncaught");
  await stranger.evaluate(() => {
    const image = document.createElement("img");
    image.src = "https://elsewhere.example/planted.png";
    document.body.append(image);
  });
  await expectReported(stranger.context(), /elsewhere\.example.*Content Security Policy/s, "policy");
});

test("without script, too: what cannot be loaded is reported", async ({ open }) => {
  const { page, context } = await open("admin", { javaScriptEnabled: false });
  await page.goto("/tenant/planted-page");
  await expectReported(context, /404/, "without script");
});

const PAGES: [who: string, page: (from: { admin: Actor; stranger: Page; browser: Browser; baseURL?: string }) => Page | Promise<Page>][] = [
  ["a role", ({ admin }) => admin.page],
  ["a role's second page", ({ admin }) => admin.context.newPage()],
  ["a stranger", ({ stranger }) => stranger],
  ["a context opened by hand", async ({ browser, baseURL }) => (await browser.newContext({ baseURL })).newPage()],
  ["a page opened by hand", ({ browser, baseURL }) => browser.newPage({ baseURL })],
];
for (const [who, pageOf] of PAGES) {
  test(`a message on ${who} fails its test, also when that is closed by then`, async ({ admin, stranger, browser, baseURL }) => {
    const page = await pageOf({ admin, stranger, browser, baseURL });
    await say(page, "planted");
    await page.close();
    // All of the above went well: what fails the test is the guard, at its end.
    test.fail();
  });
}

test("every spec takes its tests from the fixtures, and no browser of its own", async () => {
  const folder = new URL(".", import.meta.url).pathname;
  for (const file of await readdir(folder)) {
    const source = await readFile(folder + file, "utf8");
    const taken = [...source.matchAll(/^import (.*) from "(?:@playwright\/test|playwright.*)";$/gm)].map(([, what]) => what!);
    expect(taken.filter((what) => !what.startsWith("type ")), file).toEqual([]);
    expect(source, file).toContain('from "../support/test.ts"');
  }
});

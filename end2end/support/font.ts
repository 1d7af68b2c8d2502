// One font for the pictures, whatever the machine has: it comes with the tests, and the console itself ships none.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { type Page, type TestInfo, expect } from "@playwright/test";

const FILE = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
const NAME = "Herald Pictures";

/** From now on the page's style sheet has the font. Needs `bypassCSP`: the console's own policy allows no fonts. */
export async function writeIn(page: Page): Promise<void> {
  const font = (await readFile(FILE)).toString("base64");
  const css = `
    @font-face { font-family: "${NAME}"; src: url(data:font/woff2;base64,${font}); font-weight: 100 900; }
    /* A plain wallpaper: the usual one makes large pictures and says nothing. */
    .phone .phone__screen { background: #26384f; }
    .phone--app .phone__screen { background: #f4f6f6; }
    @layer tokens { :root { --fontFamilyBase: "${NAME}"; --fontFamilyMonospace: "${NAME}"; } }`;
  await page.route("**/*.css", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()) + css });
  });
}

/** Pictures in another font would say nothing. */
export async function expectWritten(page: Page): Promise<void> {
  const loaded = await page.evaluate(async (name) => {
    await document.fonts.ready;
    return [...document.fonts].some((font) => font.family.includes(name) && font.status === "loaded");
  }, NAME);
  expect(loaded, "the pages are written in the font of the pictures").toBe(true);
}

/** How much a picture may differ where this machine draws the same letters as the one that took the pictures. */
const EXACT = { threshold: 0.02, maxDiffPixelRatio: 0.001 };
/** Where it smooths them differently: less than what another gap, size or strong colour makes. */
const TOLERANT = { threshold: 0.08, maxDiffPixelRatio: 0.02 };

/** What this machine makes of a line of letters decides how closely pictures are compared; the summary says which. */
export async function tolerance(page: Page, info: TestInfo): Promise<typeof EXACT> {
  await page.evaluate((name) => {
    const probe = document.createElement("p");
    probe.id = "letters";
    probe.textContent = "Hamburgefonstiv 0123456789 åäö";
    document.body.prepend(probe);
    probe.attributeStyleMap.set("font-family", `"${name}"`);
  }, NAME);
  const probe = page.locator("#letters");
  const found = createHash("sha256").update(await probe.screenshot()).digest("hex");
  await probe.evaluate((element) => element.remove());
  const place = info.snapshotPath(`letters-${info.title.replace(/\W+/g, "-")}.txt`);
  if (info.config.updateSnapshots === "all" || info.config.updateSnapshots === "changed") {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, `${found}\n`);
  }
  const known = (await readFile(place, "utf8")).trim();
  if (known === found) return EXACT;
  const description = "Letters are smoothed differently here than in the pictures: compared with tolerance.";
  info.annotations.push({ type: "pictures", description });
  console.log(description);
  return TOLERANT;
}

// Takes the pictures of the README. readme.mjs HERALD: the binary. `make shots` runs it.
import { readFile } from "node:fs/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { call, serving, signIn } from "../bench/herald.mjs";

const [herald] = process.argv.slice(2);
const folder = join(dirname(fileURLToPath(import.meta.url)), "readme");
const font = await readFile(createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"), "base64");
const STYLE = `
@font-face { font-family: "Readme"; src: url(data:font/woff2;base64,${font}); font-weight: 100 900; }
@layer tokens { :root { --fontFamilyBase: "Readme"; } }`;
const DRAFT = { title: "Stadshuset stänger kl. 15", body: "Snöovädret når Nordhamn vid 16-tiden. Gå hem medan bussarna går." };

/** A page of Herald in this theme, signed in. */
async function open(browser, url, cookie, colorScheme) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, bypassCSP: true });
  const [name, value] = cookie.split("=");
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.route("**/*.css", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()) + STYLE });
  });
  return {
    page,
    visit: async (path) => {
      await page.goto(url + path);
      await page.waitForSelector("html[data-ready]");
    },
    write: async () => {
      await page.fill("#title", DRAFT.title);
      await page.fill("#body", DRAFT.body);
    },
    take: async (file) => {
      await page.evaluate(() => document.activeElement?.blur());
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, file), animations: "disabled" });
    },
  };
}

const data = mkdtempSync(join(tmpdir(), "herald-readme-"));
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
try {
  await serving(herald, ["--demo", "--data-dir", data], async (url) => {
    const cookie = await signIn(url, "admin@nordhamn.example", "herald-demo");
    const light = await open(browser, url, cookie, "light");
    await light.visit("/tenant/custom-notifications");
    await light.write();
    await light.take("wizard.png");

    for (const search of ["Biblioteken", "Hemtjänst Norra", "Kommunledning", "Räddningstjänsten", "Ekonomi", "Stadshuset"]) {
      const groups = await call(url, cookie, "groups/search", { search });
      await call(url, cookie, "notifications/send", { draft: DRAFT, groups: [groups[0].id], key: "" });
    }
    const { rows } = await call(url, cookie, "devices/list", { query: { reachable: true, platform: "android", page: 1 } });
    const dark = await open(browser, url, cookie, "dark");
    await dark.visit(`/devices/${rows[0].id}?send`);
    await dark.write();
    await dark.take("device.png");

    await light.page.waitForTimeout(1_000);
    await light.visit("/");
    await light.take("home.png");
  });
} finally {
  await browser.close();
  rmSync(data, { recursive: true, force: true });
}

// How a page feels in Chromium on a processor that is slowed down four times: paint, blocking, shift.
import { chromium } from "@playwright/test";
import { median, ms } from "./figures.mjs";

const SLOW_DOWN = 4;
const RUNS = 5;
/** What comes later than this after the page is alive is no part of its load. */
const REST_MS = 500;

/** Runs in the page before anything else. */
function observe() {
  const seen = (globalThis.__seen = { paint: 0, first: Infinity, tasks: [], shift: 0 });
  const watch = (type, tell) => new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
  watch("paint", (entry) => entry.name === "first-contentful-paint" && (seen.first = entry.startTime));
  watch("longtask", (entry) => seen.tasks.push([entry.startTime, entry.duration]));
  watch("layout-shift", (entry) => entry.hadRecentInput || (seen.shift += entry.value));
}

async function once(browser, url, cookie, path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    if (cookie) {
      const [name, value] = cookie.split("=");
      await context.addCookies([{ name, value, url }]);
    }
    const page = await context.newPage();
    const problems = [];
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.addInitScript(observe);
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
    await page.goto(`${url}${path}`);
    await page.waitForSelector("html[data-ready]");
    await page.waitForTimeout(REST_MS);
    const { paint, first, tasks, shift } = await page.evaluate(() => globalThis.__seen);
    if (problems.length > 0) throw new Error(`${path}: ${problems.join("; ")}`);
    if (paint === 0) throw new Error(`${path}: nothing was painted`);
    // What blocks input: the part of each long task beyond 50 ms, from the first paint on.
    const blocking = tasks.filter(([start, length]) => start + length > first).reduce((sum, [, length]) => sum + length - 50, 0);
    return { paint, blocking, shift };
  } finally {
    await context.close();
  }
}

/** Medians of five loads with an empty cache; `pages` are names with their paths. */
export async function feel(url, cookie, pages) {
  const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
  try {
    const rows = [];
    for (const [name, path] of pages) {
      const loads = [];
      for (let run = 0; run < RUNS; run += 1) loads.push(await once(browser, url, path === "/sign-in" ? "" : cookie, path));
      const of = (figure) => median(loads.map((load) => load[figure]));
      rows.push([
        `Chromium, processor slowed ${SLOW_DOWN} times: ${name}`,
        `largest paint ${ms(of("paint"))}, blocking ${ms(of("blocking"))}, shift ${of("shift").toFixed(3)}`,
      ]);
    }
    return rows;
  } finally {
    await browser.close();
  }
}

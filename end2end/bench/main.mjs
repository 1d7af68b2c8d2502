// Sizes and times as a Markdown table. `make bench` builds what this needs and runs it.
// main.mjs HERALD DIRECTORY: the release binary, 100,000 devices and 10,000 groups as JSON Lines.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { calls, firstByte, searches, sendToEverybody, underLoad } from "./answers.mjs";
import { ms, seconds } from "./figures.mjs";
import { call, serving, signIn } from "./herald.mjs";
import { firstLoad } from "./sizes.mjs";

const [herald, directory] = process.argv.slice(2);
const rows = [];
const WIZARD = "/tenant/custom-notifications";

async function demo(url) {
  rows.push(["first load of sign-in, brotli: WASM + JS + CSS", await firstLoad(url, "", "/sign-in")]);
  const cookie = await signIn(url, "admin@nordhamn.example", "herald-demo");
  const { rows: devices } = await call(url, cookie, "devices/list", { query: { reachable: true, page: 1 } });
  const [group] = await call(url, cookie, "groups/search", { search: "" });
  const pages = {
    Home: "/",
    "all devices": "/devices",
    "a device's pane": `/devices/${devices[0].id}?send`,
    "the pane for several devices": `/devices?send&device=${devices[0].id}`,
    "the wizard": WIZARD,
    "the wizard and its further steps": `${WIZARD}?group=${group.id}`,
  };
  for (const [name, path] of Object.entries(pages)) rows.push([`first load of ${name}`, await firstLoad(url, cookie, path)]);
  rows.push(["first byte of All devices, 3,900 devices, median", await firstByte(url, cookie, "/devices")]);
  const { took, counts } = await sendToEverybody(url, cookie);
  rows.push([`Create to the last answer, ${counts.accepted} accepted`, ms(took)]);
}

async function large(url) {
  const cookie = await signIn(url, "bench@example.org", "ten letters and more");
  const words = ["", "g", "group", "Group 07", "777", "every", "00042", "zzz"];
  rows.push(["first byte of All devices, 100,000 devices, median", await firstByte(url, cookie, "/devices")]);
  rows.push(["picker among 10,000 groups, median", await calls(url, cookie, "groups/search", words.map((search) => ({ search })))]);
  // None twice: what was found is kept until something is written.
  const asked = (await searches(url, cookie)).map((search) => ({ query: { search, page: 1 } }));
  rows.push([`search of All devices among 100,000, ${asked.length} different ones, median`, await calls(url, cookie, "devices/list", asked, 1)]);
  rows.push(["search over everything, first byte", await firstByte(url, cookie, "/search?q=anna")]);
  for (const path of ["/", "/devices", WIZARD]) {
    rows.push([`50 requests at once for ${path}, median`, await underLoad(url, cookie, path, 50, 4000)]);
  }
  // Not before: with all that it brings along, this process pauses for longer, and would measure that.
  const { feel } = await import("./chromium.mjs");
  const pages = [["sign-in", "/sign-in"], ["All devices", "/devices"], ["the wizard", WIZARD]];
  rows.push(...(await feel(url, cookie, pages)));
}

const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
try {
  await serving(herald, ["--demo", "--data-dir", join(folder, "demo")], demo);
  const data = ["--data-dir", join(folder, "large")];
  const run = (args, input) => {
    const start = performance.now();
    const done = spawnSync(herald, [...args, ...data], { input, encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return performance.now() - start;
  };
  rows.push(["import of 100,000 devices and 10,000 groups", seconds(run(["import", directory]))]);
  run(["admin", "create", "bench@example.org", "--password-stdin"], "ten letters and more\n");
  // What the import wrote is on disk before anything else is measured.
  spawnSync("sync");
  await serving(herald, data, large);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log("\n| what | measured |\n|---|---|");
for (const [what, measured] of rows) console.log(`| ${what} | ${measured} |`);

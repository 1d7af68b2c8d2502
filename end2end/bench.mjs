// Sizes and times as a Markdown table. `make bench` builds what this needs and runs it.
// bench.mjs HERALD DIRECTORY: the release binary, 100,000 devices as JSON Lines.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";

const [herald, directory] = process.argv.slice(2);
const rows = [];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => `${value.toFixed(1)} ms`;

async function serving(args, use) {
  const child = spawn(herald, ["serve", "--listen", "127.0.0.1:0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`herald ended with ${code}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const found = /Herald is running: (\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
    });
    await use(url);
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}

async function signIn(url, email, password) {
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", body, redirect: "manual" });
  if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers.get("set-cookie").split(";")[0];
}

async function firstByte(url, cookie) {
  const took = [];
  for (let n = 0; n < 55; n += 1) {
    const start = performance.now();
    const answer = await fetch(`${url}/devices`, { headers: { cookie, accept: "text/html" } });
    const reader = answer.body.getReader();
    await reader.read();
    if (n >= 5) took.push(performance.now() - start);
    if (answer.status !== 200) throw new Error(`/devices answered ${answer.status}`);
    while (!(await reader.read()).done);
  }
  return `${ms(median(took))} (50 requests, slowest ${ms(Math.max(...took))})`;
}

/** Bytes of a body as they travel. */
function travelling(address) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { "accept-encoding": "br" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece) => (bytes += piece.length));
      answer.on("end", () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${address}: ${answer.statusCode}`))));
    }).on("error", reject);
  });
}

/** What a browser that has never been here loads for a page beside its HTML: WebAssembly, script, style. */
async function firstLoad(url, cookie, path) {
  const page = await (await fetch(`${url}${path}`, { headers: { cookie, accept: "text/html" } })).text();
  const files = [...new Set(page.match(/\/pkg\/[^"]+?\.(?:wasm|js|css)/g))];
  const sizes = await Promise.all(files.map((file) => travelling(`${url}${file}`)));
  const of = (end) => sizes.filter((_, at) => files[at].endsWith(end)).reduce((a, b) => a + b, 0);
  const kinds = [".wasm", ".js", ".css"].map(of);
  return `${(kinds.reduce((a, b) => a + b) / 1000).toFixed(0)} kB (${kinds.map((size) => (size / 1000).toFixed(0)).join(" + ")})`;
}

async function call(url, cookie, name, data) {
  const headers = { cookie, "content-type": "application/json", accept: "application/json" };
  const answer = await fetch(`${url}/api/${name}`, { method: "POST", headers, body: JSON.stringify(data) });
  if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function sendToEverybody(url, cookie) {
  const groups = await call(url, cookie, "groups/search", { search: "" });
  const chosen = groups.toSorted((a, b) => b.transitive_users - a.transitive_users).slice(0, 25).map((group) => group.id);
  const draft = { title: "Mätning", body: "Ett meddelande till alla." };
  const start = performance.now();
  const sent = await call(url, cookie, "notifications/send", { draft, groups: chosen, key: "bench" });
  for (;;) {
    const [send] = await call(url, cookie, "notifications/progress", { ids: [sent.id] });
    if (send?.status === "finished") return { took: performance.now() - start, counts: send.counts };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
try {
  await serving(["--demo", "--data-dir", join(folder, "demo")], async (url) => {
    rows.push(["first load of sign-in, brotli: WASM + JS + CSS", await firstLoad(url, "", "/sign-in")]);
    const cookie = await signIn(url, "admin@nordhamn.example", "herald-demo");
    const { rows: devices } = await call(url, cookie, "devices/list", { query: { reachable: true, page: 1 } });
    const pages = { "all devices": "/devices", "a device's pane": `/devices/${devices[0].id}?send`, "the wizard": "/tenant/custom-notifications" };
    for (const [name, path] of Object.entries(pages)) rows.push([`first load of ${name}`, await firstLoad(url, cookie, path)]);
    rows.push(["first byte of /devices, 3,900 devices, median", await firstByte(url, cookie)]);
    const { took, counts } = await sendToEverybody(url, cookie);
    rows.push([`Create to last answer, ${counts.accepted} accepted`, ms(took)]);
  });
  const large = ["--data-dir", join(folder, "large")];
  const run = (args, input) => {
    const start = performance.now();
    const done = spawnSync(herald, [...args, ...large], { input, encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return performance.now() - start;
  };
  rows.push(["import of 100,000 devices and 10,000 groups", `${(run(["import", directory]) / 1000).toFixed(1)} s`]);
  run(["admin", "create", "bench@example.org", "--password-stdin"], "ten letters and more\n");
  await serving(large, async (url) => {
    const cookie = await signIn(url, "bench@example.org", "ten letters and more");
    rows.push(["first byte of /devices, 100,000 devices, median", await firstByte(url, cookie)]);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log("\n| what | measured |\n|---|---|");
for (const [what, measured] of rows) console.log(`| ${what} | ${measured} |`);

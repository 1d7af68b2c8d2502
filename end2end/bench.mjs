// Sizes and times as a Markdown table. `make bench` builds what this needs and runs it.
// bench.mjs HERALD SITE DIRECTORY: the release binary, the folder of the bundle, 100,000 devices as JSON Lines.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";

const [herald, site, directory] = process.argv.slice(2);
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

const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
const size = (name) => statSync(join(site, `${manifest[name]}.br`)).size;
const sizes = ["wasm", "js", "css"].map(size);
rows.push(["first load, brotli: WASM + JS + CSS", `${sizes.reduce((a, b) => a + b)} bytes (${sizes.join(" + ")})`]);

const folder = mkdtempSync(join(tmpdir(), "herald-bench-"));
try {
  await serving(["--demo", "--data-dir", join(folder, "demo")], async (url) => {
    const cookie = await signIn(url, "admin@nordhamn.example", "herald-demo");
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

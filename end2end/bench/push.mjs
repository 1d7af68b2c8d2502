// Push senders against the same lean push services, as a Markdown table. `make bench` builds what this needs.
// push.mjs TARGET-FOLDER: one core for the services, another for one sender at a time, in ROUNDS (5) rounds.
// push.mjs TARGET-FOLDER durable: the times from Create to the answers, memory, and how the cost grows.
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { median } from "./figures.mjs";
import { ceiling } from "./push/ceiling.mjs";
import { drivers, durable } from "./push/drivers.mjs";
import { serving } from "./push/services.mjs";
import { goals, table } from "./push/table.mjs";

const [target, mode] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 5);
const ROUND_TRIP_MS = 50;
const say = (text) => console.error(text);

/** One run, checked against what the services say that they answered. */
async function run(driver, services) {
  const before = await services.count();
  const figures = driver.run(services);
  const after = await services.count();
  const answered = after.apns + after.fcm - before.apns - before.fcm;
  if (after.refused > before.refused) throw new Error(`${driver.name}: requests were refused`);
  if (figures.accepted !== driver.count || answered < figures.accepted) {
    throw new Error(`${driver.name}: ${figures.accepted} accepted of ${driver.count}, ${answered} answered`);
  }
  say(`  ${figures.name}: ${(figures.accepted / figures.seconds).toFixed(0)} a second, ${figures.cpu_us_per_push.toFixed(1)} µs`);
  return figures;
}

async function compare(folder) {
  const all = drivers(target);
  await serving(target, folder, [], async (services) => {
    const top = ceiling(services);
    const tops = [];
    const measured = new Map(all.map((driver) => [driver.key, []]));
    for (let round = 1; round <= rounds; round += 1) {
      say(`Round ${round} of ${rounds}`);
      tops.push(top.measure());
      say(`  ${top.name}: ${tops.at(-1).toFixed(0)} a second`);
      // Every other round the other way round, so that none always comes after the same.
      for (const driver of round % 2 ? all : all.toReversed()) measured.get(driver.key).push(await run(driver, services));
    }
    console.log(table(measured, top.name, tops));
    console.log(goals(measured, tops));
  });
}

/** What somebody who sends notices: from Create to the answers, with everything on disk. */
async function fromCreate(folder) {
  const runs = async (services, count, more = []) => {
    const all = [];
    for (let round = 1; round <= Math.min(rounds, 3); round += 1) all.push(await durable(target, count, more).run(services));
    return (figure) => median(all.map((run) => run[figure]));
  };
  const seconds = (value) => `${value.toFixed(2)} s`;
  const cost = (value) => `${value.toFixed(1)} µs`;
  const rows = [];
  await serving(target, folder, [], async (services) => {
    say("From Create to the answers");
    const [few, many, most] = [await runs(services, 10_000), await runs(services, 100_000), await runs(services, 1_000_000)];
    const single = await runs(services, 1000, ["--singles", 300]);
    rows.push(
      ["Create to the last answer, 100,000 devices", seconds(many("seconds")), "6 s"],
      ["processor a push with 10,000, 100,000 and 1,000,000 devices", [few, many, most].map((run) => cost(run("cpu_us_per_push"))).join(", "), "alike"],
      ["peak memory with 1,000,000 devices", `${most("peak_rss_mb").toFixed(0)} MB`, "60 MB"],
      ["start of the process to the first answer", `${single("first_ms").toFixed(0)} ms`, "50 ms"],
      ["Create to the answer, one device: median, p99", `${single("p50_ms").toFixed(1)} ms, ${single("p99_ms").toFixed(1)} ms`, "10 ms, 40 ms"],
    );
  });
  await serving(target, folder, ["--delay", ROUND_TRIP_MS], async (services) => {
    const slow = await runs(services, 100_000);
    rows.push([`Create to the last answer, 100,000 devices, round trip of ${ROUND_TRIP_MS} ms`, seconds(slow("seconds")), "7 s"]);
  });
  console.log(["", "| what | measured | goal |", "|---|---|---|", ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n"));
}

if (loadavg()[0] > 2) say(`The machine is busy (load ${loadavg()[0].toFixed(1)}): what else runs is in the figures.`);
const folder = mkdtempSync(join(tmpdir(), "herald-push-"));
try {
  await (mode === "durable" ? fromCreate(folder) : compare(folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

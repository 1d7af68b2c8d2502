// What the drivers in Node.js have in common: the command line, the crowd that sends, and the line with the figures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { parseArgs } from "node:util";

/** A token has 64 digits; the last 16 are its number. */
const TOKEN_START = "8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465";
const WARM_UP_LEAST = 5000;

export const token = (number) => TOKEN_START + number.toString(16).padStart(16, "0");

const names = ["apns-port", "fcm-port", "folder", "count"];
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
export const folder = values.folder;
export const apnsPort = Number(values["apns-port"]);
export const fcmPort = Number(values["fcm-port"]);
export const settings = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"));
export const ca = readFileSync(join(folder, "ca.pem"));

/** The version that is installed of a package beside `driver`, the driver's own address. */
export const installed = (driver, name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, driver), "utf8")).version;

const processor = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** `workers` call `send` with the numbers of pushes, `step` at a time, until `count` are sent. Times in milliseconds. */
async function crowd(from, count, workers, step, send) {
  const took = new Float64Array(count);
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const first = next;
      next = Math.min(count, next + step);
      const size = next - first;
      const start = performance.now();
      await send(from + first, size);
      took.fill(performance.now() - start, first, first + size);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return took.sort();
}

/** Warms up, measures, prints. `send` must reject when one of its pushes was not accepted. */
export async function drive(name, version, { workers, step = 1 }, send) {
  const count = Number(values.count);
  const warmUp = Math.max(WARM_UP_LEAST, Math.floor(count / 10));
  await crowd(0, warmUp, workers, step, send);
  const [used, start] = [processor(), performance.now()];
  const took = await crowd(warmUp, count, workers, step, send);
  const seconds = (performance.now() - start) / 1000;
  const quantile = (share) => took[Math.min(count - 1, Math.floor(count * share))];
  const figures = {
    name,
    version,
    accepted: count,
    seconds,
    cpu_us_per_push: (processor() - used) / count,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    p50_ms: quantile(0.5),
    p99_ms: quantile(0.99),
  };
  console.log(JSON.stringify(figures));
}

// The senders that are compared. Each is a program that warms up, sends `count` pushes and prints its figures as JSON.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { onSendersCore } from "./cores.mjs";

const peers = fileURLToPath(new URL("../peers", import.meta.url));
/** Longest run. */
const PATIENCE_MS = 20 * 60 * 1000;

function driver(key, count, program, given) {
  const run = (services) => {
    const common = ["--apns-port", services.apns, "--fcm-port", services.fcm, "--folder", services.folder, "--count", count];
    const [command, args] = onSendersCore(program, [...given, ...common].map(String));
    const done = spawnSync(command, args, { encoding: "utf8", timeout: PATIENCE_MS, stdio: ["ignore", "pipe", "inherit"] });
    if (done.error) throw done.error;
    if (done.status !== 0) throw new Error(`${key} ended with ${done.status ?? done.signal}`);
    return JSON.parse(done.stdout.trim().split("\n").at(-1));
  };
  return { key, name: key, count, run };
}

/** Herald's sender alone. */
const bare = (target, service, count) =>
  driver(`bare ${service}`, count, join(target, "release/examples/bare"), ["--service", service]);

/** Herald with its queue. */
export const durable = (target, count, more = []) => driver("durable", count, join(target, "release/examples/durable"), more);

/** All of them, or those of ONLY; counts are for 2 to 10 seconds. */
export function drivers(target) {
  const all = [
    durable(target, 200_000),
    bare(target, "apns", 1_000_000),
    driver("a2", 400_000, join(target, "bench-a2/release/herald-bench-a2"), []),
    driver("node-apn", 80_000, process.execPath, [join(peers, "node-apn/driver.mjs")]),
    driver("aioapns", 15_000, join(peers, "aioapns/.venv/bin/python"), [join(peers, "aioapns/driver.py")]),
    bare(target, "fcm", 1_000_000),
    driver("firebase-admin", 40_000, process.execPath, [join(peers, "firebase-admin/driver.mjs")]),
  ];
  const only = process.env.ONLY?.split(",");
  return all.filter(({ key }) => !only || only.includes(key));
}

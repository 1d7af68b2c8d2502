// What the services can answer at the most, asked by h2load, which does nothing with the answers.
import { spawnSync } from "node:child_process";
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onSendersCore } from "./cores.mjs";

const REQUESTS = 400_000;
const TOKEN_START = "8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465";
/** Connections, and streams on each. */
const SETTINGS = [[1, 500], [2, 500], [4, 250], [8, 100]];

/** Requests a second, with the head and body of a push. */
function ask({ apns, folder }, [connections, streams]) {
  const settings = JSON.parse(readFileSync(join(folder, "settings.json"), "utf8"));
  writeFileSync(join(folder, "body.json"), JSON.stringify(settings.apns_payload));
  const addresses = Array.from({ length: 1000 }, (_, number) => `https://127.0.0.1:${apns}/3/device/${TOKEN_START}${number.toString(16).padStart(16, "0")}`);
  writeFileSync(join(folder, "addresses"), addresses.join("\n"));
  const head = {
    authorization: `bearer ${"provider-token".repeat(14)}`,
    "apns-topic": settings.topic,
    "apns-push-type": "alert",
    "apns-priority": 10,
    "apns-expiration": Math.floor(Date.now() / 1000) + settings.ttl_seconds,
    "apns-collapse-id": settings.message,
  };
  const headers = Object.entries(head).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const load = ["-n", REQUESTS, "-c", connections, "-m", streams, "-d", join(folder, "body.json"), "-i", join(folder, "addresses")];
  const [program, args] = onSendersCore("h2load", [...load.map(String), ...headers]);
  const done = spawnSync(program, args, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`h2load (Debian's package nghttp2-client): ${done.error ?? done.stderr}`);
  const rate = / ([\d.]+) req\/s/.exec(done.stdout);
  if (!rate || !done.stdout.includes(`status codes: ${REQUESTS} 2xx`)) throw new Error(`h2load: ${done.stdout}`);
  return Number(rate[1]);
}

/** Finds what suits it best; `measure` asks with that. */
export function ceiling(services) {
  const tried = SETTINGS.map((setting) => [setting, ask(services, setting)]);
  const [best] = tried.toSorted(([, a], [, b]) => b - a)[0];
  return { name: `h2load, ${best[0]} connections with ${best[1]} streams`, measure: () => ask(services, best) };
}

// Which core does what, so that senders do not disturb the services and are measured alike.
import { readFileSync } from "node:fs";

/** The cores that this process may use. */
function allowed() {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync("/proc/self/status", "utf8"))[1];
  return list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

const cores = allowed();
if (cores.length < 2) console.error("Only one core: services and senders share it, and the figures say little.");
else if (cores.length < 3) console.error("Only two cores: whatever else runs disturbs what is measured.");

/** The last cores: the first ones serve the interrupts. */
const [sender, services] = cores.length < 2 ? [] : cores.slice(-2);

const pinned = (core) => (program, args) => (core === undefined ? [program, args] : ["taskset", ["-c", String(core), program, ...args]]);
/** Program and arguments that keep a program on the services' core, or on the sender's. */
export const onServicesCore = pinned(services);
export const onSendersCore = pinned(sender);

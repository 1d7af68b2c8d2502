// How long the server takes to answer.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { median, ms, quantile } from "./figures.mjs";
import { call } from "./herald.mjs";

/** Until the first byte of a page, one request after the other. */
export async function firstByte(url, cookie, path) {
  const took = [];
  for (let n = 0; n < 55; n += 1) {
    const start = performance.now();
    const answer = await fetch(`${url}${path}`, { headers: { cookie, accept: "text/html" } });
    const reader = answer.body.getReader();
    await reader.read();
    if (n >= 5) took.push(performance.now() - start);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    while (!(await reader.read()).done);
  }
  return `${ms(median(took))} (slowest of 50: ${ms(Math.max(...took))})`;
}

/** So many answers are not counted. */
const WARM_UP = 500;

/** The whole page, with `at_once` requests under way all the time. */
export async function underLoad(url, cookie, path, at_once, count) {
  const agent = new Agent({ keepAlive: true, maxSockets: at_once });
  const once = () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const asked = request(`${url}${path}`, { agent, headers: { cookie, accept: "text/html" } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} answered ${answer.statusCode}`));
        answer.resume().on("end", () => resolve(performance.now() - start));
      });
      asked.on("error", reject).end();
    });
  const took = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      took.push(await once());
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: at_once }, worker));
  const rate = count / ((performance.now() - start) / 1000);
  agent.destroy();
  // The first rounds open the connections, and warm up both sides.
  const calm = took.slice(WARM_UP);
  return `${ms(median(calm))}, p99 ${ms(quantile(calm, 0.99))}, ${rate.toFixed(0)} pages a second`;
}

/** A server function with each of these arguments, `rounds` times; the first few are not counted. */
export async function calls(url, cookie, name, all, rounds = 3) {
  const took = [];
  for (const data of Array(rounds).fill(all).flat()) {
    const start = performance.now();
    await call(url, cookie, name, data);
    took.push(performance.now() - start);
  }
  const warm = took.slice(4);
  return `${ms(median(warm))}, slowest ${ms(Math.max(...warm))}`;
}

/** What one looks for among devices: every field, whole and in the middle, common and rare, and what is not there. */
export async function searches(url, cookie) {
  const words = ["NHK", "x y z", "qqqq", "å", "e", "an", "anna", "engström", "anna wallin1", "large.example", "emil.virtanen@", "NHK-AND-0", "0042", "iPhone 16e", "ProBook"];
  const { rows } = await call(url, cookie, "devices/list", { query: { mobile: true, page: 7 } });
  for (const { id } of rows.slice(0, 10)) {
    const { serial_number: serial, imei } = await call(url, cookie, "devices/get", { id });
    words.push(serial, serial.slice(3, 8), imei.slice(4, 12));
  }
  return words.filter((word) => word !== "");
}

/** From Create to the last answer of the push services. */
export async function sendToEverybody(url, cookie) {
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

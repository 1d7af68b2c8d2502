// From the figures of all rounds to what is printed.
import { median } from "../figures.mjs";

const whole = (value) => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
const of = (runs, figure) => runs.map((run) => (figure === "rate" ? run.accepted / run.seconds : run[figure]));
const middle = (runs, figure) => median(of(runs, figure));
const spread = (values, digits) => `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;

/** One row for each sender: medians, and how far its processor time spread. */
export function table(measured, top, tops) {
  const rows = [...measured.values()].map((runs) => {
    const cpu = of(runs, "cpu_us_per_push");
    const cells = [
      `${runs[0].name} ${runs[0].version}`,
      whole(middle(runs, "rate")),
      `${median(cpu).toFixed(1)} (${spread(cpu, 1)})`,
      middle(runs, "peak_rss_mb").toFixed(0),
      `${middle(runs, "p50_ms").toFixed(1)} ms`,
      `${middle(runs, "p99_ms").toFixed(1)} ms`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = ["| sender | pushes a second | processor, µs a push | peak, MB | p50 | p99 |", "|---|---|---|---|---|---|"];
  return ["", ...head, ...rows, `| ${top} | ${whole(median(tops))} | | | | |`, ""].join("\n");
}

/** The figures for which there are goals; those whose senders were not measured are left out. */
export function goals(measured, tops) {
  const ratio = (a, b, figure) => measured.has(a) && measured.has(b) && middle(measured.get(a), figure) / middle(measured.get(b), figure);
  const times = (value) => `${value.toFixed(2)} times`;
  const rows = [
    ["processor time a push: a2 to the bare sender", ratio("a2", "bare apns", "cpu_us_per_push"), 2],
    ["node-apn to the bare sender", ratio("node-apn", "bare apns", "cpu_us_per_push"), 8],
    ["aioapns to the bare sender", ratio("aioapns", "bare apns", "cpu_us_per_push"), 60],
    ["firebase-admin to the bare FCM sender", ratio("firebase-admin", "bare fcm", "cpu_us_per_push")],
    ["pushes a second: durable to the bare sender", ratio("durable", "bare apns", "rate"), 0.7],
    ["the bare sender to h2load", measured.has("bare apns") && middle(measured.get("bare apns"), "rate") / median(tops), 0.5],
  ];
  const shown = rows.filter(([, value]) => value).map(([what, value, goal]) => `| ${what} | ${times(value)} | ${goal ? `≥ ${goal}` : ""} |`);
  return ["| what | measured | goal |", "|---|---|---|", ...shown].join("\n");
}

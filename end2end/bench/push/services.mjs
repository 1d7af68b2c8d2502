// The lean push services of herald-push's example `answers`, for as long as something is measured.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:http2";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onServicesCore } from "./cores.mjs";

/** What the services have answered so far. */
function count(port, ca) {
  return new Promise((resolve, reject) => {
    const session = connect(`https://127.0.0.1:${port}`, { ca });
    session.once("error", reject);
    const asked = session.request({ ":path": "/count" });
    let text = "";
    asked.setEncoding("utf8").on("data", (piece) => (text += piece));
    asked.once("error", reject).once("end", () => {
      session.close();
      resolve(JSON.parse(text));
    });
    asked.end();
  });
}

/** Serves while `use` runs; it gets ports, folder, and `count`. */
export async function serving(target, folder, options, use) {
  const answers = join(target, "release/examples/answers");
  const [program, args] = onServicesCore(answers, [folder, ...options.map(String)]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const ports = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`answers ended with ${code}`)));
      createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line)));
    });
    const ca = readFileSync(join(folder, "ca.pem"));
    await use({ ...ports, folder, count: () => count(ports.apns, ca) });
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

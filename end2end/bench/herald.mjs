// A server for as long as something is measured, and what a client does with it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Serves with these arguments while `use` runs; it gets the address. */
export async function serving(herald, args, use) {
  const child = spawn(herald, ["serve", "--listen", "127.0.0.1:0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`herald ended with ${code}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const found = /Herald is running: (\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
    });
    return await use(url);
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}

/** The cookie of a new session. */
export async function signIn(url, email, password) {
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", body, redirect: "manual" });
  if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers.get("set-cookie").split(";")[0];
}

/** The answer of a server function. */
export async function call(url, cookie, name, data) {
  const headers = { cookie, "content-type": "application/json", accept: "application/json" };
  const answer = await fetch(`${url}/api/${name}`, { method: "POST", headers, body: JSON.stringify(data) });
  if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

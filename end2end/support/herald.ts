// A Herald of one's own: demo mode unless told otherwise, a free port, a data folder that goes with it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Longest wait for a start, which fills the data folder, and for an end, in milliseconds. */
const START_MS = 120_000;
const STOP_MS = 30_000;

const BINARY = process.env.HERALD_BINARY ?? new URL("../../target/debug/herald", import.meta.url).pathname;

/** Keys of the configuration as the environment has them: server/herald.example.toml. */
export type Settings = Record<string, string>;

export class Herald {
  private constructor(
    readonly url: string,
    private process: ChildProcess,
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly demo: boolean,
    private readonly log: string[],
  ) {}

  /** With the demo's organisation, or with none. */
  static async start(settings: Settings = {}, demo = true): Promise<Herald> {
    const folder = await mkdtemp(join(tmpdir(), "herald-e2e-"));
    const log: string[] = [];
    const { url, child } = await Herald.run("127.0.0.1:0", folder, settings, demo, log);
    return new Herald(url, child, folder, settings, demo, log);
  }

  private static async run(listen: string, folder: string, settings: Settings, demo: boolean, log: string[]): Promise<{ url: string; child: ChildProcess }> {
    const child = spawn(BINARY, ["serve", ...(demo ? ["--demo"] : []), "--listen", listen, "--data-dir", folder], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...settings },
    });
    createInterface({ input: child.stderr! }).on("line", (line) => log.push(line));
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`Herald ${why}\n${log.join("\n")}`));
      const timer = setTimeout(() => fail("did not start in time"), START_MS);
      child.once("error", (error) => fail(`could not be started from ${BINARY}: ${error.message}`));
      child.once("exit", (code) => fail(`ended at once with ${code}`));
      createInterface({ input: child.stdout! }).on("line", (line) => {
        const address = /Herald is running: (http:\S+)/.exec(line)?.[1];
        if (!address) return;
        clearTimeout(timer);
        resolve(address);
      });
    });
    return { url, child };
  }

  /** Ends the process and keeps everything, as for an upgrade. Returns its exit code. */
  async down(): Promise<number | null> {
    const exited = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const late = setTimeout(() => this.process.kill("SIGKILL"), STOP_MS);
    const [code] = await exited;
    clearTimeout(late);
    return code as number | null;
  }

  /** Starts it again after `down`, at the same address and with the same data. */
  async up(): Promise<void> {
    this.process = (await Herald.run(new URL(this.url).host, this.folder, this.settings, this.demo, this.log)).child;
  }

  /** Gives somebody of the directory a password, as an operator does on the command line. */
  async setPassword(user: string, password: string): Promise<void> {
    await this.admin(password, "reset-password", user);
  }

  /** Makes somebody an administrator who may do everything. */
  async createAdministrator(user: string, name: string, password: string): Promise<void> {
    await this.admin(password, "create", user, "--name", name);
  }

  private async admin(password: string, ...command: string[]): Promise<void> {
    const child = spawn(BINARY, ["admin", ...command, "--password-stdin", "--data-dir", this.folder], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    child.stdin!.end(`${password}\n`);
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`herald admin ${command.join(" ")} ended with ${code}`);
  }

  /** Ends it as an operator would. Whatever it logged as an error fails the tests. */
  async stop(): Promise<void> {
    const code = await this.down();
    await rm(this.folder, { recursive: true, force: true });
    const errors = this.log.filter((line) => /\bERROR\b|panicked/.test(line));
    if (code !== 0) throw new Error(`Herald ended with ${code}\n${this.log.slice(-20).join("\n")}`);
    if (errors.length > 0) throw new Error(`Herald logged errors:\n${errors.join("\n")}`);
  }
}

// Chromium is the system's: Playwright downloads none. Each spec file starts a Herald of its own (support/herald.ts).
import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";

const chromium = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  workers: 2,
  // A journey has many steps, and the machine may have two slow cores.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  snapshotPathTemplate: "pictures/{testFileName}/{arg}{ext}",
  forbidOnly: true,
  reporter: "list",
  use: {
    browserName: "chromium",
    headless: true,
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    viewport: { width: 1440, height: 900 },
    // What moves is clicked at where it was: a menu that still opens would be missed, and closed by that.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

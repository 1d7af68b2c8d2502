// A page that comes in pieces, as over a slow network: Chromium shows it as a whole, so that nothing moves while it comes in.
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import type { Herald } from "../support/herald.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "whole" });

const PAUSE_MS = 200;

/** Answers as Herald does, but a list stops for a while where half of its rows have come, or breaks off there. */
async function inPieces(herald: Herald, breaksOff: boolean, use: (url: string) => Promise<void>): Promise<void> {
  let halved = 0;
  const relay = (asked: IncomingMessage, answer: ServerResponse): void => {
    const on = request(new URL(asked.url ?? "/", herald.url), { method: asked.method, headers: { ...asked.headers, host: new URL(herald.url).host, "accept-encoding": "identity" } }, (from) => {
      const body: Buffer[] = [];
      from.on("data", (piece: Buffer) => body.push(piece));
      from.on("end", () => {
        const page = Buffer.concat(body);
        const half = page.indexOf("<tr", (page.indexOf("<tbody") + page.indexOf("</tbody")) / 2);
        const { "content-length": _, "transfer-encoding": __, ...headers } = from.headers;
        answer.writeHead(from.statusCode ?? 500, headers);
        if (!asked.url?.startsWith("/devices")) return void answer.end(page);
        halved += half > 0 ? 1 : 0;
        answer.write(page.subarray(0, half));
        setTimeout(() => (breaksOff ? answer.destroy() : answer.end(page.subarray(half))), PAUSE_MS);
      });
    });
    on.on("error", () => answer.destroy());
    asked.pipe(on);
  };
  const server = createServer(relay).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(halved, "the list came in pieces").toBe(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** How many rows there are when something is painted first, and how far things move after that. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { rows: -1, shift: 0 };
    Object.assign(globalThis, { seen });
    requestAnimationFrame(() => (seen.rows = document.querySelectorAll("tbody tr").length));
    const moved = (entry: PerformanceEntry & { value?: number }) => (seen.shift += entry.value ?? 0);
    new PerformanceObserver((list) => list.getEntries().forEach(moved)).observe({ type: "layout-shift", buffered: true });
  });
}

const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: { rows: number; shift: number } }).seen);

test("B34 a list that comes in pieces is painted when it is whole, and nothing moves", async ({ helpDesk, herald }) => {
  await inPieces(herald, false, async (url) => {
    await watch(helpDesk.page);
    await helpDesk.page.goto(`${url}/devices`);
    await expect(helpDesk.page.locator("html[data-ready]")).toBeAttached();
    expect(await seen(helpDesk.page)).toEqual({ rows: 50, shift: 0 });
  });
});

test("B35 what came before a page broke off is shown", async ({ helpDesk, herald }) => {
  helpDesk.guard.expects(/INCOMPLETE_CHUNKED/);
  await inPieces(herald, true, async (url) => {
    await watch(helpDesk.page);
    await helpDesk.page.goto(`${url}/devices`, { waitUntil: "commit" });
    await expect.poll(async () => (await seen(helpDesk.page)).rows).toBeGreaterThan(5);
    await expect(helpDesk.page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});

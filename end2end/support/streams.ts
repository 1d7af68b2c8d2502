// The streams of changes that a tab holds, and whether it is in sight.
import type { Page, Request } from "@playwright/test";

/** Counts the tab's open streams from its next page on. */
export async function countStreams(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const open = new Set<EventSource>();
    const Real = window.EventSource;
    window.EventSource = class extends Real {
      constructor(url: string | URL) {
        super(url);
        open.add(this);
      }
      override close() {
        open.delete(this);
        super.close();
      }
    };
    Object.assign(window, { openStreams: () => open.size });
  });
  return () => page.evaluate(() => (window as unknown as { openStreams(): number }).openStreams());
}

/** Tells the page that its tab went out of sight or came back: headless browsers show every page. */
export async function show(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}

/** What a page asks the server for, but for streams: everything, and what is not answered yet. */
export function questionsOf(page: Page): { all: string[]; open: Set<Request> } {
  const asked = { all: [] as string[], open: new Set<Request>() };
  page.on("request", (request) => {
    if (request.resourceType() === "eventsource") return;
    asked.all.push(request.url());
    asked.open.add(request);
  });
  for (const end of ["requestfinished", "requestfailed"] as const) page.on(end as "requestfinished", (request) => asked.open.delete(request));
  return asked;
}

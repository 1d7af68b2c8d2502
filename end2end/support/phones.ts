// What arrived on the demo's simulated phones.
import { type APIRequestContext, expect } from "@playwright/test";

export interface Arrival {
  seq: number;
  device: string;
  device_name: string;
  platform: string;
  title: string;
  body: string;
  collapse_id: string;
  push_id: string;
  shown: "lock_screen" | "banner" | "in_app" | "shade";
}

export class Phones {
  constructor(private readonly request: APIRequestContext) {}

  /** Everything with this title, oldest first. */
  async titled(title: string): Promise<Arrival[]> {
    const answer = await this.request.get("/demo/phones.json?since=0");
    const feed = (await answer.json()) as { items: Arrival[] };
    return feed.items.filter((arrival) => arrival.title === title);
  }

  /** Waits until so many arrived with this title, and returns them. */
  async waitFor(title: string, count: number): Promise<Arrival[]> {
    await expect.poll(async () => (await this.titled(title)).length, { message: `arrivals of ${title}`, timeout: 60_000 }).toBe(count);
    return this.titled(title);
  }
}

// Times as the console writes them for the tests' zone.
import { expect, type APIResponse } from "@playwright/test";

/** The configuration's. */
const ZONE = "Europe/Stockholm";
const MINUTE_MS = 60_000;

/** The first minute at which it can be seen on a clock that the moment has come (B19). */
export function timeOfDay(at: number): string {
  const minute = new Date(Math.ceil(at / MINUTE_MS) * MINUTE_MS);
  return minute.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
}

/** The time at which the next message may go, as the server's refusal has it. */
export async function nextFree(refusal: APIResponse): Promise<string> {
  expect(refusal.status()).toBe(429);
  const { next_free } = (await refusal.json()) as { next_free: number };
  expect(next_free).toBeGreaterThan(Date.now());
  return timeOfDay(next_free);
}

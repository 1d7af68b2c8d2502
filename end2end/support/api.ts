// The server functions, called directly: hiding a button is no check (B29).
import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import { randomUUID } from "node:crypto";

export interface Draft {
  title: string;
  body: string;
}
export interface Quota {
  max: number;
  used: number;
  next_free: number | null;
  oldest_frees: number | null;
}
export interface DeviceRow {
  id: string;
  name: string;
  platform: "ios" | "ipados" | "android" | "windows" | "macos" | "other";
  /** Bits of reasons; 0 means reachable. */
  reasons: number;
}
export interface GroupRow {
  id: string;
  name: string;
  transitive_users: number | null;
}
export interface Reach {
  members: number;
  people: number;
  ios: number;
  android: number;
  unreachable: [string, number][];
  ignored_devices: number;
}
export interface Forecast {
  reach: Reach;
  groups: { group: string; members: number; people: number; devices: number }[];
  in_several: number;
}
export interface SendRecord {
  id: string;
  status: "queued" | "sending" | "finished";
  /** Groups by their names, or a device. */
  target: { groups: { names: string[] } } | { device: { id: string; name: string } };
  counts: { accepted: number; rejected: [string, number][]; unreachable: [string, number][]; expired: number; trying: number };
}
export interface Sent {
  id: string;
  quota: Quota;
}

export class Api {
  constructor(private readonly request: APIRequestContext) {}

  /** The answer as it came. */
  call(name: string, data: object = {}): Promise<APIResponse> {
    return this.request.post(`/api/${name}`, { data, headers: { accept: "application/json" } });
  }

  /** The answer's content; an error throws. */
  async get<T>(name: string, data: object = {}): Promise<T> {
    const answer = await this.call(name, data);
    if (!answer.ok()) throw new Error(`${name} answered ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  devices(query: object = {}): Promise<{ rows: DeviceRow[]; total: number; reachable: number }> {
    return this.get("devices/list", { query: { page: 1, ...query } });
  }

  /** A device that a message can reach. Tests that count messages each take another one. */
  async reachable(platform: DeviceRow["platform"] = "ios", at = 0): Promise<DeviceRow> {
    const { rows } = await this.devices({ platform, reachable: true, sort: "name" });
    const row = rows[at];
    if (!row) throw new Error(`there is no ${platform} device number ${at}`);
    return row;
  }

  async groups(...names: string[]): Promise<GroupRow[]> {
    return Promise.all(
      names.map(async (name) => {
        const found = await this.get<GroupRow[]>("groups/search", { search: name });
        const group = found.find((row) => row.name === name);
        if (!group) throw new Error(`there is no group ${name}`);
        return group;
      }),
    );
  }

  sendToDevice(id: string, draft: Draft, key: string = randomUUID()): Promise<APIResponse> {
    return this.call("devices/send", { id, draft, key });
  }

  sendToGroups(groups: string[], draft: Draft, key: string = randomUUID()): Promise<APIResponse> {
    return this.call("notifications/send", { groups, draft, key });
  }

  async progress(id: string): Promise<SendRecord | undefined> {
    return (await this.get<SendRecord[]>("notifications/progress", { ids: [id] }))[0];
  }

  /** Waits until a send of the caller's, or all of one act, has come to its end: nothing of it arrives any more. */
  async finished(id: string): Promise<SendRecord> {
    await expect.poll(async () => (await this.progress(id))?.status, { message: `the end of ${id}`, timeout: 60_000 }).toBe("finished");
    return (await this.progress(id))!;
  }
}

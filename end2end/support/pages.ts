// The addresses of every page, with something on each.
import { expect } from "@playwright/test";
import type { Api, SendRecord } from "./api.ts";

interface Records {
  rows: { id: string }[];
}

/** A finished message to groups, sent once and then found again. */
export async function aSend(api: Api): Promise<string> {
  return aFinished(api, "groups", async () => {
    const groups = await api.groups("Stadshuset – alla", "Kommunikation");
    await api.sendToGroups(
      groups.map((group) => group.id),
      { title: "Till bilderna", body: "Så att det finns något att se." },
    );
  });
}

/** A finished message to a single device. */
export async function anAction(api: Api): Promise<string> {
  return aFinished(api, "device", async () => {
    const device = await api.reachable("android", 0);
    await api.sendToDevice(device.id, { title: "Till enheten", body: "Så att det finns något att se." });
  });
}

/** The latest message of a kind, which `send` sends if there is none yet; all of them have come to their end. */
async function aFinished(api: Api, kind: string, send: () => Promise<void>): Promise<string> {
  const sends = async () => {
    const { rows } = await api.get<{ rows: SendRecord[] }>("sends/list", { page: 1 });
    return rows.filter((row) => kind in row.target);
  };
  if ((await sends()).length === 0) await send();
  await expect.poll(async () => (await sends()).every((sent) => sent.status === "finished"), { timeout: 60_000 }).toBe(true);
  return (await sends())[0]!.id;
}

/** By name. What is signed in must be allowed to see them all. */
export async function everyPage(api: Api): Promise<Record<string, string>> {
  await anAction(api);
  const sent = await aSend(api);
  const device = await api.reachable("ios", 0);
  const { rows: lost } = await api.devices({ reachable: false, platform: "windows", sort: "name" });
  const [group] = await api.groups("Hemtjänst Norra");
  const { rows: users } = await api.get<Records>("users/list", { query: { page: 1 } });
  return {
    home: "/",
    devices: "/devices",
    "devices, filtered": "/devices?platform=ios&ownership=corporate&sort=name",
    "devices, none": "/devices?search=nothing-is-called-this",
    device: `/devices/${device.id}`,
    "device that cannot be reached": `/devices/${lost[0]!.id}`,
    pane: `/devices/${device.id}?send`,
    "pane for several": `/devices?send&device=${device.id}&device=${lost[0]!.id}`,
    "device actions": "/device-actions",
    "device actions, none": "/device-actions?status=expired",
    users: "/users",
    user: `/users/${users[0]!.id}`,
    groups: "/groups",
    group: `/groups/${group!.id}`,
    "group's devices": `/groups/${group!.id}?show=devices`,
    wizard: `/tenant/custom-notifications?group=${group!.id}`,
    deliveries: "/tenant/delivery",
    delivery: `/tenant/delivery/${sent}`,
    audit: "/tenant/audit",
    roles: "/tenant/roles",
    role: "/tenant/roles/00000000-0000-7000-8000-00000000a002",
    connectors: "/tenant/connectors",
    phones: "/demo/phones",
    kit: "/demo/kit",
    search: "/search?q=hem",
    "not found": "/tenant/no-such-page",
  };
}

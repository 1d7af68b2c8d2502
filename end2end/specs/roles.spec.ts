// B29: each demo sign-in can do what its role allows, and the server itself refuses the rest and names what is missing.
import { expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";

test.use({ world: "roles" });

const DRAFT = { title: "Vem får vad", body: "Provas av ett test." };

test("B27 the server lets each role do exactly what it may", async ({ open }) => {
  const may = {
    admin: { groups: true, device: true },
    communications: { groups: true, device: false },
    helpDesk: { groups: false, device: true },
    auditor: { groups: false, device: false },
  };
  const admin = await open("admin");
  const device = await admin.api.reachable("ios", 3);
  const [group] = await admin.api.groups("Kommunledning");
  for (const role of Object.keys(may) as (keyof typeof may)[]) {
    const actor = await open(role);
    const toGroups = await actor.api.sendToGroups([group!.id], DRAFT);
    expect(toGroups.status(), `${role} to groups`).toBe(may[role].groups ? 200 : 403);
    if (!may[role].groups) expect(await toGroups.json()).toEqual({ code: "forbidden", permission: "organization.update" });
    const toDevice = await actor.api.sendToDevice(device.id, DRAFT);
    expect(toDevice.status(), `${role} to a device`).toBe(may[role].device ? 200 : 403);
    if (!may[role].device)
      expect(await toDevice.json()).toEqual({ code: "forbidden", permission: "remote_tasks.send_custom_notifications" });
    expect((await actor.api.call("devices/list", { query: { page: 1 } })).status(), `${role} reads devices`).toBe(200);
  }
});

test("B29 a page that one may not see names the permission", async ({ helpDesk }) => {
  helpDesk.guard.expects(/403/);
  await helpDesk.page.goto("/tenant/custom-notifications");
  await expect(helpDesk.page.locator("main")).toContainText(/Organization\W+Update/);
});

test("B17 the menu item stays in sight, disabled, and says why", async ({ auditor, admin }) => {
  const reachable = await admin.api.reachable("ios", 4);
  const { rows } = await admin.api.devices({ platform: "windows" });
  for (const [actor, device, reason] of [
    [auditor, reachable.id, /Remote tasks\W+Send custom notifications/],
    [admin, rows[0]!.id, /not supported/i],
  ] as const) {
    await visit(actor.page, `/devices/${device}`);
    await actor.page.getByRole("button", { name: "More actions" }).click();
    const item = actor.page.getByRole("menuitem", { name: /Send custom notification/ });
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toContainText(reason);
  }
});

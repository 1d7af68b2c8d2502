// What no address leads to: a page's states that come by acting in it. Whoever calls looks at each of them.
import { expect, type Page } from "@playwright/test";
import { visit } from "./alive.ts";
import type { Account, Actor } from "./actor.ts";
import { DRAFT } from "./walks.ts";

/** What there is to see: who sees it, and how it comes. Nothing here is found by words: any language will do. */
export interface State {
  name: string;
  role: Account;
  come(actor: Actor): Promise<void>;
}

const menu = async (page: Page): Promise<void> => {
  await page.locator("#more-button").click();
  await expect(page.locator("#more [role=menuitem]").first()).toBeVisible();
};
/** Opens what a button of the browser's own opens. */
const open = async (page: Page, id: string): Promise<void> => {
  await page.locator(`[popovertarget=${id}]`).first().click();
  await expect(page.locator(`#${id}`)).toBeVisible();
};
const write = async (page: Page): Promise<void> => {
  await page.locator("#title").fill(DRAFT.title);
  await page.locator("#body").fill(DRAFT.body);
};
const send = (page: Page): Promise<void> => page.locator(".flyout__footer .button--primary").click();
const home = (role: Account): State => ({
  name: `home of ${role}`,
  role,
  async come({ page }) {
    await visit(page, "/");
  },
});

export const STATES: State[] = [
  {
    name: "device that cannot be reached",
    role: "helpDesk",
    async come({ page, api }) {
      const { rows } = await api.devices({ reachable: false, platform: "windows", sort: "name" });
      await visit(page, `/devices/${rows[0]!.id}`);
      await menu(page);
    },
  },
  {
    name: "device of somebody who may not send",
    role: "auditor",
    async come({ page, api }) {
      await visit(page, `/devices/${(await api.reachable("android", 0)).id}`);
      await menu(page);
    },
  },
  {
    name: "device menu",
    role: "helpDesk",
    async come({ page, api }) {
      await visit(page, `/devices/${(await api.reachable("ios", 0)).id}`);
      await menu(page);
    },
  },
  {
    name: "pane with errors",
    role: "helpDesk",
    async come({ page, api }) {
      await visit(page, `/devices/${(await api.reachable("ios", 0)).id}?send`);
      await send(page);
      await expect(page.locator("#title-error")).toBeVisible();
    },
  },
  {
    name: "pane that asks",
    role: "helpDesk",
    async come({ page, api }) {
      await visit(page, `/devices/${(await api.reachable("ios", 0)).id}?send`);
      await write(page);
      await page.locator(".flyout__header a").click();
      await expect(page.locator("dialog.dialog[open]")).toBeVisible();
    },
  },
  {
    name: "pane that was refused",
    role: "helpDesk",
    async come({ page, api, guard }) {
      guard.expects(/429/);
      const device = await api.reachable("android", 30);
      while ((await api.sendToDevice(device.id, DRAFT)).status() === 200);
      await visit(page, `/devices/${device.id}?send`);
      await write(page);
      await send(page);
      await expect(page.locator(".flyout .message-bar--error")).toBeVisible();
    },
  },
  {
    name: "pane of somebody whose right is gone",
    role: "helpDesk",
    async come({ page, api, guard }) {
      guard.expects(/403/);
      await visit(page, `/devices/${(await api.reachable("android", 0)).id}?send`);
      await write(page);
      const json = { code: "forbidden", permission: "remote_tasks.send_custom_notifications" };
      await page.route("**/devices/send", (route) => route.fulfill({ status: 403, json }), { times: 1 });
      await send(page);
      await expect(page.locator(".flyout .message-bar--error")).toBeVisible();
    },
  },
  {
    name: "results of several devices",
    role: "helpDesk",
    async come({ page, api }) {
      const { rows } = await api.devices({ reachable: false, platform: "ios", sort: "name" });
      const chosen = [rows[0]!, await api.reachable("ios", 31), await api.reachable("android", 31)];
      await visit(page, `/devices?send&${chosen.map(({ id }) => `device=${id}`).join("&")}`);
      await write(page);
      await send(page);
      await expect(page.locator("#results")).toBeVisible();
    },
  },
  {
    name: "message of which nobody knows whether it was sent",
    role: "helpDesk",
    async come({ page, api }) {
      await visit(page, `/devices/${(await api.reachable("ios", 32)).id}?send`);
      await write(page);
      await page.route("**/devices/send", () => {}, { times: 1 });
      const asked = page.waitForRequest("**/devices/send");
      await send(page);
      await asked;
      // Away before there is an answer.
      await visit(page, "/tenant/roles");
      await open(page, "notifications");
      await expect(page.locator("#notifications .notice").first().locator(".icon--warning")).toBeVisible();
    },
  },
  {
    name: "list that is out of date",
    role: "helpDesk",
    async come({ page, guard }) {
      guard.expects(/ERR_FAILED/);
      await visit(page, "/devices?platform=ios&sort=name");
      await page.route(/[?&]search=NHK-IPH-0412/, (route) => route.abort());
      await page.locator("main input[type=search]").fill("NHK-IPH-0412");
      await expect(page.locator("#out-of-date .message-bar")).toBeVisible();
    },
  },
  {
    name: "group of somebody who may not send",
    role: "auditor",
    async come({ page, api }) {
      const { rows } = await api.get<{ rows: { id: string }[] }>("groups/list", { query: { page: 1, search: "Kommunledning" } });
      await visit(page, `/groups/${rows[0]!.id}`);
    },
  },
  {
    name: "user of somebody who may not send",
    role: "auditor",
    async come({ page, api }) {
      const { rows } = await api.get<{ rows: { id: string }[] }>("users/list", { query: { page: 1 } });
      await visit(page, `/users/${rows[0]!.id}`);
    },
  },
  {
    name: "list of somebody who may not send",
    role: "auditor",
    async come({ page }) {
      await visit(page, "/devices?search=NHK-IPH-000");
    },
  },
  {
    name: "account",
    role: "auditor",
    async come({ page }) {
      await visit(page, "/tenant/roles");
      await open(page, "account");
    },
  },
  {
    name: "filter",
    role: "auditor",
    async come({ page }) {
      await visit(page, "/devices?platform=ios&search=NHK-IPH-000");
      await open(page, "filter-platform");
    },
  },
  {
    name: "columns",
    role: "auditor",
    async come({ page }) {
      await visit(page, "/devices?search=NHK-IPH-000");
      await open(page, "columns");
    },
  },
  {
    name: "days",
    role: "auditor",
    async come({ page }) {
      // Over no rows: axe takes a pop-over for the background of the links that lie below it.
      await visit(page, "/tenant/audit?actor=nobody-is-called-this");
      await open(page, "filter-days");
    },
  },
  {
    name: "empty bell",
    role: "auditor",
    async come({ page }) {
      await visit(page, "/tenant/roles");
      await open(page, "notifications");
    },
  },
  {
    name: "page that another role may see",
    role: "communications",
    async come({ page, guard }) {
      guard.expects(/403/);
      await visit(page, "/tenant/audit");
    },
  },
  home("helpDesk"),
  home("auditor"),
  home("communications"),
  home("powerless"),
];

/** Everything of it that these may see, each in the window of its own role. */
export async function eachState(open: (role: Account) => Promise<Actor>, look: (state: State, actor: Actor) => Promise<void>, roles?: Account[]): Promise<void> {
  const actors = new Map<Account, Actor>();
  for (const state of STATES.filter(({ role }) => roles?.includes(role) ?? true)) {
    const actor = actors.get(state.role) ?? (await open(state.role));
    actors.set(state.role, actor);
    // What is half written is let go.
    const leave = (dialog: { accept(): Promise<void> }): void => void dialog.accept();
    actor.page.on("dialog", leave);
    await state.come(actor);
    await look(state, actor);
    actor.page.off("dialog", leave);
  }
}

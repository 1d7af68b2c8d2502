// The fixtures of every spec: one Herald per file, and the demo's administrators in browser windows of their own.
import { type Browser, type BrowserContextOptions, type Page, test as base } from "@playwright/test";
import { type Account, ACCOUNTS, Actor, PASSWORD, POWERLESS, type Role, signIn } from "./actor.ts";
import { Guard } from "./guard.ts";
import { Herald, type Settings } from "./herald.ts";
import { Phones } from "./phones.ts";

export { expect } from "@playwright/test";
export type { Account, Actor, Role };

type Cookies = Awaited<ReturnType<Browser["newContext"]>> extends { storageState(): Promise<infer State> } ? State : never;

interface Tests extends Record<Role, Actor> {
  /** Opens a window for a role, also a second one, also without script. */
  open(role: Account, options?: BrowserContextOptions): Promise<Actor>;
  /** A window in which nobody has signed in. */
  stranger: Page;
  /** In every test: whatever its pages say in the console fails it. */
  guarded: void;
  phones: Phones;
}
interface Workers {
  /** Gives out guarded contexts only. */
  browser: Browser;
  /** Files with different worlds have a Herald each. */
  world: string;
  /** What this world's configuration says otherwise than the demo's. */
  settings: Settings;
  /** Whether it has the demo's organisation; without, it has nobody. */
  demo: boolean;
  herald: Herald;
  /** Each role signs in once per Herald: sign-in is throttled. */
  session(role: Account): Promise<Cookies>;
}

const as =
  (role: Role) =>
  async ({ open }: Pick<Tests, "open">, use: (actor: Actor) => Promise<void>): Promise<void> =>
    use(await open(role));

export const test = base.extend<Tests, Workers>({
  browser: [
    async ({ browser }, use) => {
      Guard.stand(browser);
      await use(browser);
    },
    { scope: "worker" },
  ],
  guarded: [
    async ({ browser: _ }, use) => {
      await use();
      Guard.checkAll();
    },
    { auto: true },
  ],
  world: ["shared", { option: true, scope: "worker" }],
  settings: [{}, { option: true, scope: "worker" }],
  demo: [true, { option: true, scope: "worker" }],
  herald: [
    // The world is named for its effect: a worker serves one only.
    async ({ world: _, settings, demo }, use) => {
      const herald = await Herald.start(settings, demo);
      await use(herald);
      await herald.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  session: [
    async ({ browser, herald }, use) => {
      const known = new Map<Account, Promise<Cookies>>();
      const fetch = async (role: Account): Promise<Cookies> => {
        if (role === "powerless") await herald.setPassword(POWERLESS, PASSWORD);
        const context = await browser.newContext({ baseURL: herald.url });
        await signIn(context.request, role);
        const state = await context.storageState();
        await context.close();
        return state;
      };
      await use((role) => {
        const session = known.get(role) ?? fetch(role);
        known.set(role, session);
        return session;
      });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ herald }, use) => use(herald.url),
  open: async ({ browser, session, contextOptions, baseURL, locale, timezoneId, viewport }, use) => {
    const actors: Actor[] = [];
    await use(async (role, options) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        locale,
        timezoneId,
        viewport,
        storageState: await session(role),
        ...options,
      });
      const actor = new Actor(role, context, await context.newPage());
      actors.push(actor);
      return actor;
    });
    for (const actor of actors) await actor.context.close();
  },
  stranger: async ({ page }, use) => use(page),
  phones: async ({ playwright, herald }, use) => {
    const request = await playwright.request.newContext({ baseURL: herald.url });
    await use(new Phones(request));
    await request.dispose();
  },
  admin: as("admin"),
  communications: as("communications"),
  helpDesk: as("helpDesk"),
  auditor: as("auditor"),
});

export const ROLES = Object.keys(ACCOUNTS) as Role[];

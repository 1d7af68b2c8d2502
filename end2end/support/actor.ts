// Somebody who signed in: a browser window of their own, and the same session for calls without a page.
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { Api } from "./api.ts";
import { Guard } from "./guard.ts";

/** The demo's sign-ins; all have the same password. */
export const ACCOUNTS = {
  admin: "admin@nordhamn.example",
  communications: "kommunikation@nordhamn.example",
  helpDesk: "helpdesk@nordhamn.example",
  auditor: "granskare@nordhamn.example",
} as const;
export type Role = keyof typeof ACCOUNTS;
/** Somebody of the directory who has no role. They can sign in once an operator has given them a password. */
export const POWERLESS = "it@nordhamn.example";
export type Account = Role | "powerless";
export const PASSWORD = "herald-demo";

export class Actor {
  readonly api: Api;
  readonly guard: Guard;

  constructor(
    readonly role: Account,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.api = new Api(context.request);
    this.guard = Guard.of(context);
  }
}

/** Signs in over HTTP; the cookies are then the context's. */
export async function signIn(request: APIRequestContext, role: Account): Promise<void> {
  const form = { email: role === "powerless" ? POWERLESS : ACCOUNTS[role], password: PASSWORD, return: "/" };
  const answer = await request.post("/sign-in", { form, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`signing in as ${role} answered ${answer.status()}`);
}

// The ways in and through the wizard, and the states on them. Whoever calls looks at each of them.
import { expect, type Page } from "@playwright/test";
import { visit } from "./alive.ts";
import { ACCOUNTS, type Actor } from "./actor.ts";
import { Guard } from "./guard.ts";

/** Told of each state when it is in sight. */
export type Look = (name: string) => Promise<void>;

const WIZARD = "/tenant/custom-notifications";
const GROUPS = ["Stadshuset – alla", "Kommunikation", "Hemtjänst Norra"];
/** Of ordinary length. */
export const DRAFT = { title: "Stadshuset stänger kl. 14", body: "Bussarna går som på söndagar.\nJobba hemma om du kan." };

/** Signing in, and once with a wrong password. */
export async function signingIn(page: Page, look: Look): Promise<void> {
  Guard.of(page.context()).expects(/401/);
  await visit(page, "/sign-in");
  await look("sign-in");
  await page.getByLabel("E-mail").fill(ACCOUNTS.auditor);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
  await look("sign-in-wrong");
}

async function next(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Next" }).click();
}

/** From an empty form to the last step, with groups chosen. */
export async function throughTheWizard({ page, api }: Actor, look: Look): Promise<void> {
  const groups = await api.groups(...GROUPS);
  await visit(page, `${WIZARD}?${groups.map(({ id }) => `group=${id}`).join("&")}`);
  await next(page);
  await expect(page.locator("#problems")).toBeFocused();
  await look("wizard-1-errors");
  await page.getByRole("textbox", { name: "Title" }).fill(DRAFT.title);
  await page.getByRole("textbox", { name: "Body" }).fill(DRAFT.body);
  await next(page);
  await expect(page.getByRole("row", { name: groups[2]!.name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Estimated reach" })).toContainText(/\d+/);
  await look("wizard-2");
  await page.getByRole("main").getByRole("combobox").fill("kommun");
  await expect(page.getByRole("option").first()).toContainText("ommun");
  await page.keyboard.press("ArrowDown");
  await look("wizard-2-search");
  await page.keyboard.press("Escape");
  await next(page);
  await expect(page.getByRole("region", { name: "Reach" })).toContainText(/Will reach \d+ people/);
  await look("wizard-3");
}

/** Whether to leave what is half written. It stays. */
export async function askedToLeave(page: Page, look: Look): Promise<void> {
  // By a link that is in sight at every width.
  await page.getByRole("link", { name: "Herald" }).first().click();
  const question = page.getByRole("dialog", { name: /discard|leave/i });
  await expect(question).toBeVisible();
  await look("wizard-leave");
  await question.getByRole("button").first().click();
  await expect(question).toBeHidden();
}

/** What is said after Create, and what the bell says of it. */
export async function sentAndTold(page: Page, look: Look): Promise<void> {
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator("#sent")).toContainText("Successfully sent custom notification");
  await look("wizard-sent");
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  const panel = page.locator("#notifications");
  await expect(panel).toContainText(/\d+ of \d+ handed over/, { timeout: 60_000 });
  await look("bell");
  await page.keyboard.press("Escape");
}

/** Create when the hour is full: what is said, and what the bell says of it. */
export async function refused({ page, guard, api }: Actor, look: Look): Promise<void> {
  guard.expects(/429/);
  const [group] = await api.groups("Kommunledning");
  const another = () => api.sendToGroups([group!.id], { title: "Fyller timmen", body: "Ett av många." });
  while ((await another()).status() === 200);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.locator("#refusal")).toContainText("The hourly limit of 25 is reached.");
  await look("wizard-refused");
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  await expect(page.locator("#notifications")).toBeVisible();
  await look("bell-refused");
  await page.keyboard.press("Escape");
}

// B33: every text of the console can be translated, and a longer language fits.
import type { Api } from "../support/api.ts";
import { misfits } from "../support/layout.ts";
import { everyPage } from "../support/pages.ts";
import { englishTexts, fieldsIn, speakPseudo } from "../support/pseudo.ts";
import { eachState } from "../support/states.ts";
import { type Account, expect, test } from "../support/test.ts";
import { visit } from "../support/alive.ts";
import type { Page } from "@playwright/test";

test.use({ world: "pseudo" });
test.setTimeout(240_000);

/** Names of products, and what is the same in every language. */
const NAMES = ["Herald", "iOS", "iPadOS", "Android", "Windows", "macOS", "Intune", "English", "Svenska", "UTC", "Emoji", "CSV", "JSON", "IMEI"];
/** Where nothing but other people's words stands: what was written, identifiers and addresses, times. */
const OTHERS = [
  "time", ".mono", "code", ".avatar", ".account", ".popover--account .account__who", ".phone", ".group-picker__name", ".notice__quote", ".nav__version",
  ".parts", "[aria-hidden=true]",
].join(", ");

/** The organisation, what the design kit is about, and what the test writes. */
const SAMPLES = ["NHK-IPH-0412", "NHK-AND-0087", "NHK-PC-1203", "Galaxy XCover7", "Latitude 5450", "iPhone 15", "Maja Öberg", "Håkan Åkerström-Lindqvist", "Sommarjobbare 2026", "demo", "Nordhamns kommun", "Skrivet i testet"];

/** B27: the built-in roles are called so in every language. */
const ROLES = ["Administrator", "Help Desk Operator", "Read Only Operator", "Role Administrator"];

/** Fields of the server's answers with words of other people's. All others, such as codes, the console has to put into its own. */
const THEIRS = new Set([
  "name", "names", "display_name", "user_principal_name", "mail", "description", "user", "users", "groups", "scope", "by",
  "managed_by", "model", "manufacturer", "os_version", "management_name", "enrolled_by", "serial_number", "imei", "phone_number",
]);

/** Other people's words in an answer of the server. */
function words(answer: unknown, field = ""): string[] {
  if (typeof answer === "string") return THEIRS.has(field) ? [answer.trim().replace(/\s+/g, " ")] : [];
  if (Array.isArray(answer)) return answer.flatMap((part) => words(part, field));
  return answer && typeof answer === "object" ? Object.entries(answer).flatMap(([field, value]) => words(value, field)) : [];
}

/** What the demo's directory holds: every name in it may stand anywhere. */
async function directory(api: Api): Promise<string[]> {
  const all = new Set<string>([...SAMPLES, ...ROLES]);
  const add = (value: unknown): void => words(value).forEach((text) => all.add(text));
  const pages = async (name: string, wrap: (page: number) => object) => {
    for (let page = 1; ; page += 1) {
      const { rows, total } = await api.get<{ rows: object[]; total: number }>(name, wrap(page));
      add(rows);
      if (rows.length === 0 || page * rows.length >= total || page > 100) return;
    }
  };
  await pages("devices/list", (page) => ({ query: { page } }));
  await pages("users/list", (page) => ({ query: { page } }));
  await pages("groups/list", (page) => ({ query: { page } }));
  // What the built-in roles are for is the console's own.
  const roles = await api.get<{ role: { built_in: boolean } }[]>("roles/list");
  add(roles.filter(({ role }) => !role.built_in));
  return [...all].filter((text) => text.length > 1);
}

/** Visible texts that are neither in brackets nor anybody's data. */
function untranslated(page: Page, data: string[]): Promise<string[]> {
  return page.evaluate(
    ({ data, names, others }) => {
      const known = new Set(data);
      const own = (text: string) => {
        const rest = text.replace(/\[[^\]]*\]/g, " ").replace(/\s+/g, " ").trim();
        if (known.has(rest)) return "";
        const unknown = (parts: string[]) => parts.filter((part) => !known.has(part.trim()));
        const parts = unknown(rest.split(" · ")).flatMap((part) => unknown(part.split(/, |: | \/ |[()“”]/)));
        return parts.map((part) => names.reduce((left, name) => left.replaceAll(name, ""), part)).filter((part) => /\p{L}{2}/u.test(part)).join(" | ");
      };
      const found = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement!;
        if (["SCRIPT", "STYLE", "NOSCRIPT", "TEXTAREA"].includes(element.tagName) || element.closest(others) || !element.checkVisibility()) continue;
        const rest = own(node.nodeValue ?? "");
        if (rest) found.add(`${element.tagName.toLowerCase()}.${element.className}: ${rest}`);
      }
      for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
        if (element.closest(others)) continue;
        for (const name of ["aria-label", "placeholder", "title"]) {
          const rest = own(element.getAttribute(name) ?? "");
          if (rest) found.add(`${name} of ${element.tagName.toLowerCase()}.${element.getAttribute("class")}: ${rest}`);
        }
      }
      return [...found];
    },
    { data, names: NAMES, others: OTHERS },
  );
}

test("the texts are read from the sources", async () => {
  const texts = await englishTexts();
  expect(texts.length).toBeGreaterThan(600);
  expect(texts).toContain("Send custom notification");
  expect(texts).toContain("{n} min ago");
});

/** What both languages call the same. */
const ALIKE = [
  "Android", "Apple Push Notification service", "Bluetooth", "Demo", "Emoji", "Firebase Cloud Messaging", "IMEI", "Information", "Internet", "OS",
  "person", "Simulator", "Status", "System", "System · 1 h", " (UTC)", "{} Android", "{} iOS",
];

test("B33 no Swedish text is an English one that was left there", async () => {
  const [english, swedish] = [await fieldsIn("EN"), await fieldsIn("SV")];
  expect(swedish.map(({ file, name }) => `${file} ${name}`)).toEqual(english.map(({ file, name }) => `${file} ${name}`));
  const same = english.flatMap(({ file, name, texts }, at) =>
    texts.filter((text) => swedish[at]!.texts.includes(text)).map((text) => `${file} ${name}: ${text}`),
  );
  expect(same.filter((line) => !ALIKE.includes(line.replace(/^.*?: /, "")))).toEqual([]);
  expect(ALIKE.filter((text) => !same.some((line) => line.endsWith(`: ${text}`))), "still alike").toEqual([]);
});

for (const width of [1440, 390]) {
  test(`B33 nothing is untranslated and longer texts fit at ${width} px`, async ({ open }) => {
    const { page, api, context, guard } = await open("admin", { viewport: { width, height: 900 }, reducedMotion: "reduce" });
    guard.expects(/404/);
    await speakPseudo(context);
    const data = await directory(api);
    const look = async (name: string) => {
      expect.soft(await untranslated(page, data), `${name}: untranslated`).toEqual([]);
      expect.soft(await misfits(page), `${name}: does not fit`).toEqual([]);
    };
    for (const [name, path] of Object.entries(await everyPage(api))) {
      await visit(page, path);
      const id = /^\/devices\/([^?]+)/.exec(path)?.[1];
      if (id) data.push(...words(await api.get("devices/get", { id })));
      await look(name);
    }
    // What the islands render by themselves.
    const [group] = await api.groups("Hemtjänst Norra");
    await visit(page, `/tenant/custom-notifications?group=${group!.id}`);
    await page.locator(".wizard__footer [value=next]").click();
    await page.locator("#problems").waitFor();
    await look("wizard with problems");
    await page.locator("#title").fill("Skrivet i testet");
    await page.locator("#body").fill("Skrivet i testet");
    for (const step of ["assignments", "review"]) {
      await page.locator(".wizard__footer [value=next]").click();
      await page.locator(step === "review" ? ".wizard__body--review" : "#group-search").waitFor();
      await page.waitForLoadState("networkidle");
      await look(step);
    }
    await page.locator("[popovertarget=notifications]").first().click();
    await look("bell");
  });
}

/** What the page in sight says of its device, which is nobody's to translate. */
async function detailsOf(page: Page, api: Api): Promise<string[]> {
  const id = /^\/devices\/([^?]+)/.exec(new URL(page.url()).pathname)?.[1];
  return id ? words(await api.get("devices/get", { id })) : [];
}

test("B29 B33 what other roles see, and what comes by acting, is translated and fits", async ({ admin, open }) => {
  const data = await directory(admin.api);
  const speaking = async (role: Account) => {
    const actor = await open(role, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    await speakPseudo(actor.context);
    return actor;
  };
  await eachState(speaking, async ({ name }, { page }) => {
    const details = await detailsOf(page, admin.api);
    expect.soft(await untranslated(page, [...data, ...details]), `${name}: untranslated`).toEqual([]);
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await misfits(page), `${name} at ${width} px: does not fit`).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

/** English words that somebody who reads Swedish has in front of them. */
function leftInEnglish(page: Page, phrases: string[]): Promise<string[]> {
  return page.evaluate(
    ({ phrases, others }) => {
      const whole = new Set(phrases);
      const several = phrases.filter((phrase) => phrase.includes(" "));
      const found = new Set<string>();
      const judge = (text: string) => {
        const words = text.replace(/\s+/g, " ").trim();
        const parts = words.split(/ \/ | · |[.,:]/).map((part) => part.trim());
        // "Du behöver behörigheten Organization / Update."
        const ends = words.includes(" / ") ? words.replace(/[.]/g, "").split(" ") : [];
        if ([words, ...parts, ...ends].some((part) => whole.has(part)) || several.some((phrase) => words.includes(phrase))) found.add(words);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement!;
        if (["SCRIPT", "STYLE", "NOSCRIPT", "TEXTAREA"].includes(element.tagName) || element.closest(others) || !element.checkVisibility()) continue;
        judge(node.nodeValue ?? "");
      }
      for (const name of ["aria-label", "placeholder", "title"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) if (!element.closest(others)) judge(element.getAttribute(name)!);
      }
      judge(document.title);
      return [...found];
    },
    { phrases, others: OTHERS },
  );
}

test("B29 B33 no page and no state speaks English to somebody who reads Swedish", async ({ open }) => {
  const [english, swedish] = [await fieldsIn("EN"), await fieldsIn("SV")];
  const shared = new Set([...swedish.flatMap(({ texts }) => texts), ...NAMES]);
  const pieces = english.flatMap(({ texts }) => texts).filter((text) => !shared.has(text)).flatMap((text) => {
    // Of a text that holds something of its own, what stands around it, if that is long enough to be known by.
    const around = text.split(/\{[^}]*\}/).map((piece) => piece.trim());
    return around.length > 1 ? around.filter((piece) => piece.split(" ").length > 2) : around;
  });
  const spoken = swedish.flatMap(({ texts }) => texts).join("\n");
  const phrases = [...new Set(pieces)].filter((piece) => /\p{L}{2}/u.test(piece) && !spoken.includes(piece));
  const reading = (role: Account) => open(role, { locale: "sv-SE", reducedMotion: "reduce" });
  const admin = await reading("admin");
  admin.guard.expects(/404/);
  for (const [name, path] of Object.entries(await everyPage(admin.api))) {
    // The kit shows names of pages in both languages.
    if (name === "kit") continue;
    await visit(admin.page, path);
    expect.soft(await leftInEnglish(admin.page, phrases), name).toEqual([]);
  }
  await eachState(reading, async ({ name }, { page }) => {
    expect.soft(await leftInEnglish(page, phrases), name).toEqual([]);
  });
});

test("B33 signing in can be translated", async ({ stranger }) => {
  await speakPseudo(stranger.context());
  for (const width of [1440, 390]) {
    await stranger.setViewportSize({ width, height: 900 });
    await visit(stranger, "/sign-in");
    expect.soft(await untranslated(stranger, []), "untranslated").toEqual([]);
    expect.soft(await misfits(stranger), "does not fit").toEqual([]);
  }
});

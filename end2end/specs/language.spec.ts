// B33: the browser's language at first, the reader's choice from then on, and a journey in Swedish with one and with two.
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import { ACCOUNTS, PASSWORD } from "../support/actor.ts";

test.use({ world: "language" });

test("B33 the browser's language is taken up from the first page, and the chosen one stays", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL, locale: "sv-SE" })).newPage();
  const language = page.locator("html");
  await visit(page, "/");
  await expect(language).toHaveAttribute("lang", "sv");
  await page.getByLabel("E-post").fill(ACCOUNTS.auditor);
  await page.getByLabel("Lösenord").fill(PASSWORD);
  await page.getByRole("button", { name: "Logga in" }).click();
  await untilAlive(page);
  await expect(page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: "Alla enheter" })).toBeVisible();

  await page.getByRole("button", { name: /Konto:/ }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(language).toHaveAttribute("lang", "en");
  await untilAlive(page);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "All devices" })).toBeVisible();
  // To get to a choice is not to choose.
  await page.getByRole("button", { name: /Account:/ }).click();
  await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "English" }).focus();
  for (const key of ["ArrowDown", "ArrowUp", "Tab"]) await page.keyboard.press(key);
  await expect(page.getByRole("button", { name: "Svenska" })).toBeFocused();
  await expect(language).toHaveAttribute("lang", "en");
  await visit(page, "/tenant/audit");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audit logs");
  await page.reload();
  await expect(language).toHaveAttribute("lang", "en");
  // Signing out changes nothing of it.
  await page.getByRole("button", { name: /Account:/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("B33 B34 the language is chosen without script, and the page stays", async ({ open }) => {
  const { page } = await open("auditor", { javaScriptEnabled: false });
  await page.goto("/devices?search=ip");
  await page.getByRole("button", { name: /Account:/ }).click();
  await page.getByRole("button", { name: "Svenska" }).click();
  await expect(page).toHaveURL(/\/devices\?search=ip$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alla enheter");
});

test("B33 the sign-in page is switched to the other language, and keeps the address", async ({ stranger }) => {
  await visit(stranger, "/tenant/audit");
  await stranger.getByLabel("E-mail").fill(ACCOUNTS.auditor);
  await stranger.getByRole("button", { name: "Svenska" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Logga in");
  await untilAlive(stranger);
  await expect(stranger.getByLabel("E-post")).toHaveValue(ACCOUNTS.auditor);
  await stranger.getByLabel("Lösenord").fill(PASSWORD);
  await stranger.keyboard.press("Enter");
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Granskningsloggar");
});

test("a password can be looked at before it is sent", async ({ stranger }) => {
  await visit(stranger, "/sign-in");
  const password = stranger.getByLabel("Password");
  await password.fill("skrivet blint");
  await stranger.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await stranger.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveValue("skrivet blint");
});

test("B33 B35 a half-written message comes along into the other language", async ({ communications }) => {
  const { page } = communications;
  page.on("dialog", (dialog) => void dialog.accept());
  await visit(page, "/tenant/custom-notifications");
  await page.getByRole("textbox", { name: "Title" }).fill("Två språk");
  await page.getByRole("textbox", { name: "Body" }).fill("En text.");
  await page.getByRole("button", { name: /Account:/ }).click();
  await page.getByRole("button", { name: "Svenska" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "sv");
  await untilAlive(page);
  await expect(page.getByRole("textbox", { name: "Rubrik" })).toHaveValue("Två språk");
  await expect(page.getByRole("textbox", { name: "Brödtext" })).toHaveValue("En text.");
});

test("B6 B33 meddelande till grupper på svenska, med en och med flera", async ({ open }) => {
  const { page } = await open("communications", { locale: "sv-SE" });
  await visit(page, "/");
  await page.getByRole("navigation", { name: "Huvudmeny" }).getByRole("link", { name: "Anpassade meddelanden" }).click();
  await untilAlive(page);
  await expect(page.getByRole("navigation", { name: "Sökväg" })).toContainText("Administration av klientorganisation");
  await expect(page.getByRole("navigation", { name: "Steg" }).getByRole("listitem")).toHaveText([/Grundläggande/, /Tilldelningar/, /Granska \+ skapa/]);
  const [next, main] = [page.getByRole("button", { name: "Nästa" }), page.getByRole("main")];
  await next.click();
  await expect(page.locator("#problems")).toContainText("Åtgärda två problem för att fortsätta");
  await page.getByRole("textbox", { name: "Rubrik" }).fill("Stadshuset stänger kl. 14");
  await next.click();
  await expect(page.locator("#problems")).toContainText("Åtgärda ett problem för att fortsätta");
  await page.getByRole("textbox", { name: "Brödtext" }).fill("Jobba hemma om du kan.");
  await next.click();

  const picker = main.getByRole("combobox");
  await picker.fill("kommunledning");
  await expect(main).toContainText("1 grupp matchar ”kommunledning”.");
  await page.getByRole("option", { name: /^Kommunledning/ }).click();
  await expect(main).toContainText("1 av 25");
  await picker.fill("kommun");
  await expect(main).toContainText("3 grupper matchar ”kommun”.");
  await page.getByRole("option", { name: /^Kommunikation/ }).click();
  await expect(main).toContainText("2 av 25");
  await next.click();
  await expect(main).toContainText(/Når \d+ personer på \d+ enheter/);
  await expect(main).toContainText("Valda grupper (2 av 25)");
  await page.getByRole("button", { name: "Skapa" }).click();
  await expect(page.locator("#sent")).toContainText("Den anpassade notisen har skickats");
  await page.getByRole("button", { name: /^Aviseringar/ }).first().click();
  const panel = page.locator("#notifications");
  await expect(panel).toContainText("Till 2 grupper");
  await expect(panel).toContainText(/\d+ av \d+ överlämnade/);
});

test("B14 B33 meddelande till en enhet och till två på svenska", async ({ open, phones }) => {
  const { page, api } = await open("helpDesk", { locale: "sv-SE" });
  const devices = [await api.reachable("ios", 1), await api.reachable("ios", 2)];
  await visit(page, `/devices/${devices[0]!.id}`);
  await page.getByRole("button", { name: "Fler åtgärder" }).click();
  await page.getByRole("menuitem", { name: "Skicka anpassad notis" }).click();
  const pane = page.getByRole("dialog", { name: "Skicka anpassad notis" });
  await pane.getByRole("textbox", { name: "Rubrik" }).fill("Till en");
  await pane.getByRole("textbox", { name: "Brödtext" }).fill("Bara du.");
  await pane.getByRole("button", { name: "Skicka", exact: true }).click();
  await expect(pane).toBeHidden();
  await phones.waitFor("Till en", 1);

  await visit(page, "/devices");
  const chosen = page.getByRole("status").filter({ hasText: "(högst 100)" });
  for (const [at, said] of ["1 enhet har valts", "2 enheter har valts"].entries()) {
    await page.getByRole("searchbox").fill(devices[at]!.name);
    await page.getByRole("checkbox", { name: `Välj ${devices[at]!.name}` }).check();
    await expect(chosen).toContainText(said);
  }
  await page.getByRole("button", { name: "Skicka anpassad notis" }).click();
  await expect(pane).toContainText("Till 2 valda enheter");
  await pane.getByRole("textbox", { name: "Rubrik" }).fill("Till två");
  await pane.getByRole("textbox", { name: "Brödtext" }).fill("Ni båda.");
  await pane.getByRole("button", { name: "Skicka till 2 enheter" }).click();
  await expect(pane).toContainText("Skickat till 2 enheter");
  await phones.waitFor("Till två", 2);
  await visit(page, `/devices?send&device=${devices[0]!.id}`);
  await expect(pane).toContainText("Till 1 vald enhet");
  await expect(pane.getByRole("button", { name: "Skicka till 1 enhet" })).toBeVisible();
});

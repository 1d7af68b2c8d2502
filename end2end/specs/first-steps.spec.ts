// B34 B35: a Herald that knows nobody but its first administrator: Home says what to do, and no list is a blank page.
import { expect, test } from "../support/test.ts";
import { untilAlive, visit } from "../support/alive.ts";
import { misfits } from "../support/layout.ts";
import { look, WAYS } from "../support/look.ts";

test.use({ world: "first-steps", demo: false });
test.setTimeout(180_000);

const FIRST = { user: "anna@example.org", name: "Anna Berg", password: "a first passphrase" };

test("B34 the first administrator of an empty organisation is told three steps, and every list says that it is empty", async ({ herald, stranger: page }, info) => {
  await herald.createAdministrator(FIRST.user, FIRST.name, FIRST.password);
  await visit(page, "/");
  await expect(page.getByRole("main"), "nobody is offered the demo's passwords").not.toContainText("demo");
  await page.getByLabel("E-mail").fill(FIRST.user);
  await page.getByLabel("Password", { exact: true }).fill(FIRST.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, Anna" })).toBeVisible();
  await untilAlive(page);
  const main = page.getByRole("main");
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - heading "Welcome, Anna" [level=1]
      - paragraph: My organisation
      - link "Find a device"
      - link "Send custom notification"
      - status
      - region "Three steps to the first message":
        - heading "Three steps to the first message" [level=2]
        - paragraph: Herald knows no phone and no tablet yet, so there is nobody to reach.
        - list:
          - /children: equal
          - listitem:
            - heading "Import users, groups and devices" [level=3]:
              - link "Import users, groups and devices"
            - paragraph: From the exports of Intune and Entra, or from JSON. Connectors shows the command.
            - text: To do
          - listitem:
            - heading "Check the push services" [level=3]:
              - link "Check the push services"
            - paragraph
            - text: To do
          - listitem:
            - heading "Send the first message" [level=3]:
              - link "Send the first message"
            - paragraph
            - text: To do
      - region "Delivery health":
        - list:
          - listitem: Apple Push Notification service iOS and iPadOS Not configured
          - listitem: Firebase Cloud Messaging Android Not configured
      - region "Quick actions"
  `);
  for (const { way, colorScheme, viewport } of WAYS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    for (const path of ["/", "/devices", "/users", "/groups", "/tenant/custom-notifications", "/tenant/delivery"]) {
      await visit(page, path);
      await look(page, `${path.replace(/\W/g, "-")} at ${way}`, info);
      expect.soft(await misfits(page), `${path} at ${way}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  // The first step leads on.
  await visit(page, "/");
  await main.getByRole("region", { name: "Three steps to the first message" }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Connectors" })).toBeVisible();
});

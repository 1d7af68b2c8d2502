// B34: what a screen reader finds: landmarks, headings, names and states, in this order. Here: the way in, the frame, Home, the wizard.
import { visit } from "../support/alive.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "aria" });

test("signing in", async ({ stranger }) => {
  await visit(stranger, "/sign-in");
  await expect(stranger.locator("body")).toMatchAriaSnapshot(`
    - banner:
      - text: Herald
    - main:
      - heading "Sign in" [level=1]
      - textbox "E-mail"
      - textbox "Password"
      - button "Show password"
      - button "Sign in"
      - paragraph: /Sign-ins are recorded/
      - paragraph:
        - button "Svenska"
      - heading /This is a demo/ [level=2]
      - button "IT administrator may do everything"
  `);
});

test("the frame and Home", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/");
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to content"
    - banner:
      - link "Herald"
      - button "Notifications"
      - button "Switch theme"
      - button /Account. Astrid Lindqvist/
    - navigation "Main":
      - list:
        - listitem:
          - link "Home"
      - heading "Devices" [level=2]
      - list "Devices":
        - listitem:
          - link "All devices"
      - heading "Tenant administration" [level=2]
      - list "Tenant administration":
        - listitem:
          - link "Custom notifications"
    - main:
      - heading "Welcome, Astrid" [level=1]
      - link "Find a device"
      - link "Send custom notification"
      - region "Group messages this hour":
        - heading "Group messages this hour" [level=2]
        - meter "Group messages used this hour"
      - region "Reachable phones and tablets":
        - img /iOS, .* Android, .* can’t be reached/
      - region "Handed over, last 24 hours"
      - region "In the queue"
      - region "Recent sends":
        - heading "Recent sends" [level=2]
        - link "View all"
      - region "Delivery health"
      - region "Quick actions":
        - list:
          - listitem:
            - link "Message one or more groups"
  `);
  // Past the bar and the navigation, at once.
  const skip = page.getByRole("link", { name: "Skip to content" });
  await page.keyboard.press("Tab");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link", { name: "Find a device" })).toBeFocused();
});

test("the three steps of a message to groups", async ({ communications }) => {
  const { page, api } = communications;
  const [group] = await api.groups("Kommunikation");
  await visit(page, `/tenant/custom-notifications?group=${group!.id}`);
  const main = page.getByRole("main");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Send custom notification" [level=1]
    - navigation "Steps":
      - list:
        - listitem: 1 Basics
        - listitem: 2 Assignments
        - listitem: 3 Review + create
    - heading "Basics" [level=2]
    - textbox "Title"
    - textbox "Body"
    - region "Preview"
    - button "Previous" [disabled]
    - button "Next"
  `);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(main).toMatchAriaSnapshot(`
    - alert:
      - list:
        - listitem:
          - link "Enter a title."
        - listitem:
          - link "Enter a body."
  `);
  await page.getByRole("textbox", { name: "Title" }).fill("Skärmläsare");
  await page.getByRole("textbox", { name: "Body" }).fill("Hör vad som står.");
  await page.getByRole("button", { name: "Next" }).click();
  await main.getByRole("combobox").fill("kommun");
  await expect(main).toMatchAriaSnapshot(`
    - navigation "Steps":
      - list:
        - listitem:
          - button /Basics.*done/
        - listitem: 2 Assignments
    - heading "Select groups to include" [level=2]
    - combobox "Select groups to include" [expanded]
    - listbox "Select groups to include":
      - option /Kommunikation .* members/ [selected]
    - status: /groups match “kommun”/
    - heading "Included groups" [level=2]
    - status: 1 of 25
    - table "Included groups":
      - rowgroup:
        - row:
          - columnheader "Group"
          - columnheader "Members"
      - rowgroup:
        - row /Kommunikation/:
          - rowheader /Kommunikation/
          - cell /\\d+/
          - cell "Remove Kommunikation":
            - button "Remove Kommunikation"
    - region "Estimated reach":
      - heading "Estimated reach" [level=3]
      - img /reached, .* without a reachable device/
  `);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(main).toMatchAriaSnapshot(`
    - region "Reach":
      - heading "Reach" [level=2]
      - img /iOS and iPadOS, .* Android, .* not reached/
    - region "Basics":
      - button "Edit basics"
      - term: Title
      - definition: Skärmläsare
      - term: Body
      - definition: Hör vad som står.
    - region "Assignments":
      - button "Edit assignments"
    - complementary "Before you create":
      - img "The message on an iOS lock screen"
      - region "Group messages this hour":
        - meter "Group messages used this hour"
    - button "Previous"
    - button "Create"
  `);
});

test("B29 a page that needs another permission, and one that does not exist", async ({ helpDesk }) => {
  const { page, guard } = helpDesk;
  guard.expects(/40[34]/);
  const main = page.getByRole("main");
  await visit(page, "/tenant/delivery");
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - /children: equal
      - heading "You need another permission" [level=1]
      - paragraph: You need the permission Organization / Read.
      - paragraph: Organization / Read
      - paragraph: "Ask an administrator to assign you a role that has it. Built-in roles that have it: Administrator, Read Only Operator, Role Administrator."
      - group: Permissions that you have
      - button "Copy a request"
      - status
      - link "Go to Home"
  `);
  await visit(page, "/tenant/no-such-page");
  await expect(main).toMatchAriaSnapshot(`
    - main:
      - /children: equal
      - heading "This page does not exist" [level=1]
      - paragraph: It may have been removed, or you may not have access to it. Check the address, or start from Home.
      - link "Go to Home"
      - link "All devices"
      - link "Groups"
  `);
});

// B34: what a screen reader finds on the main pages: their landmarks, headings, names and states, in this order.
import { visit } from "../support/alive.ts";
import { aSend } from "../support/pages.ts";
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
});

test("All devices", async ({ admin }) => {
  const { page } = admin;
  await visit(page, "/devices?platform=ios&sort=name");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "All devices" [level=1]
    - toolbar "Device list commands":
      - link "Refresh"
      - button "Send custom notification" [disabled]
      - button "Export page"
    - search:
      - searchbox "Search by name, user, e-mail, serial number, IMEI or model"
    - group "Filters":
      - 'button "OS: iOS"'
      - link "Remove filter OS"
      - 'button "Ownership: Any"'
    - status: 0 devices selected (100 max)
    - status: /devices · .* reachable/
    - table "All devices":
      - rowgroup:
        - row:
          - columnheader "Select all devices on this page":
            - checkbox "Select all devices on this page"
          - columnheader "Device name":
            - link "Device name"
          - columnheader "Reachable":
            - link "Reachable"
      - rowgroup:
        - row /NHK-IPH-0001/:
          - cell "Select NHK-IPH-0001":
            - checkbox "Select NHK-IPH-0001"
          - rowheader /NHK-IPH-0001/:
            - link "NHK-IPH-0001"
    - navigation "Pages":
      - link "Previous page" [disabled]
      - link "Page 1"
      - link "Next page"
  `);
  await expect(page.getByRole("columnheader", { name: "Device name" })).toHaveAttribute("aria-sort", "ascending");
});

test("a device, its menu and its pane", async ({ admin }) => {
  const { page, api } = admin;
  const device = await api.reachable("ios", 0);
  await visit(page, `/devices/${device.id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading /NHK-IPH/ [level=1]
    - toolbar "Device commands":
      - link "Refresh"
      - button "Export"
      - button "More actions"
      - menu "More actions":
        - menuitem "Send custom notification"
    - region "Essentials":
      - heading "Essentials" [level=2]
      - term: Device name
      - definition: /NHK-IPH/
      - term: Reachable
      - definition: Reachable
    - region "Device actions status"
    - region "Can receive notifications":
      - list:
        - listitem: Enrolled
        - listitem: Portal app installed
    - region "Messages to this device, this hour":
      - meter "Messages to this device, this hour"
  `);
  await page.getByRole("menuitem", { name: "Send custom notification" }).click();
  const pane = page.getByRole("dialog", { name: "Send custom notification" });
  await expect(pane.getByRole("textbox", { name: "Title" })).toBeFocused();
  await expect(page.locator("dialog.flyout")).toMatchAriaSnapshot(`
    - dialog "Send custom notification":
      - heading "Send custom notification" [level=2]
      - paragraph: /To NHK-IPH/
      - link "Close"
      - textbox "Title"
      - textbox "Body"
      - region "Preview":
        - group "Preview as":
          - radio "Lock screen" [checked]
          - radio "In the app"
        - img "The message on an iOS lock screen"
      - button "Send"
      - meter "Messages to this device, this hour"
  `);
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

test("a send, its record with the pane, and the roles", async ({ admin }) => {
  const { page, api } = admin;
  await visit(page, `/tenant/delivery/${await aSend(api)}`);
  const main = page.getByRole("main");
  await expect(main).toMatchAriaSnapshot(`
    - heading /Stadshuset – alla/ [level=1]
    - region "Outcome":
      - heading "Outcome" [level=2]
      - progressbar "Handed over to the push services"
      - term: Handed over
      - definition: /\\d+/
      - term: Still trying
      - definition: "0"
    - region "Why devices did not get it":
      - list:
        - listitem:
          - progressbar
    - region "Message":
      - term: Status
      - definition: Finished
      - paragraph: Title and body are not kept. To send the message again, write it again.
  `);
  await visit(page, "/tenant/audit?activity=send_to_groups");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByRole("dialog", { name: "Send to groups" })).toBeVisible();
  await expect(main).toMatchAriaSnapshot(`
    - heading "Audit logs" [level=1]
    - toolbar "Audit log commands"
    - search:
      - searchbox "Search by who did it"
    - group "Filters":
      - 'button "Activity: Send to groups"'
      - link "Remove filter Activity"
    - table "Audit records":
      - rowgroup:
        - row:
          - columnheader "Activity"
          - columnheader "Result"
      - rowgroup:
        - row /Send to groups/:
          - rowheader "Send to groups":
            - link "Send to groups"
    - navigation "Pages"
    - dialog "Send to groups":
      - heading "Send to groups" [level=2]
      - link "Close"
      - term: Result
      - definition: Success
      - term: Initiated by
      - definition: admin@nordhamn.example
      - paragraph: Title and body of messages are never recorded.
  `);
  await visit(page, "/tenant/roles");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Roles" [level=1]
    - table "Roles":
      - rowgroup:
        - row:
          - columnheader "Name"
          - columnheader "Type"
          - columnheader "Send to groups"
          - columnheader "Send to a device"
          - columnheader "Assignments"
      - rowgroup:
        - row /Administrator/:
          - rowheader /Administrator/:
            - link "Administrator"
          - cell "Built-in"
          - cell "Yes"
          - cell "Yes"
  `);
});

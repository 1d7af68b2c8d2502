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
          - columnheader "Managed by":
            - link "Managed by"
          - columnheader "Ownership":
            - link "Ownership"
          - columnheader "Compliance":
            - link "Compliance"
          - columnheader "OS":
            - link "OS"
          - columnheader "OS version":
            - link "OS version"
          - columnheader "Primary user":
            - link "Primary user"
          - columnheader "Last check-in":
            - link "Last check-in"
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
      - term: Primary user
      - term: Management name
      - term: Compliance
      - term: Ownership
      - term: Operating system
      - term: Serial number
      - term: Device model
      - term: IMEI
      - term: Manufacturer
      - term: Phone number
      - definition: /\\*+\\d{4}/
      - term: Last check-in
      - term: Managed by
      - term: Enrolled
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

test("Users, Groups, one group, and what the search over everything finds", async ({ admin }) => {
  const { page, api } = admin;
  const main = page.getByRole("main");
  await visit(page, "/users?search=astrid+lindqvist");
  await expect(main).toMatchAriaSnapshot(`
    - navigation "Breadcrumb":
      - list:
        - listitem:
          - link "Home"
        - listitem: Identity
        - listitem: Users
    - heading "Users" [level=1]
    - toolbar "User commands":
      - link "Refresh"
      - button "Export page"
    - search:
      - searchbox "Search by name, user principal name or e-mail": astrid lindqvist
    - group "Filters":
      - 'button "Reachable: Any"'
    - status: 1 user
    - table "Users":
      - rowgroup:
        - row:
          - columnheader "Name":
            - link "Name"
          - columnheader "User principal name":
            - link "User principal name"
          - columnheader "Reachable devices"
          - columnheader "Notifications"
          - columnheader "Account"
      - rowgroup:
        - row:
          - rowheader "Astrid Lindqvist":
            - link "Astrid Lindqvist"
          - cell "admin@nordhamn.example"
          - cell /\\d of \\d/
          - cell "Reachable"
          - cell "Enabled"
    - navigation "Pages":
      - link "Previous page" [disabled]
      - link "Page 1"
      - link "Next page" [disabled]
  `);
  await visit(page, "/groups?search=kommunledning");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Groups" [level=1]
    - toolbar "Group commands"
    - search:
      - searchbox "Search by name": kommunledning
    - status: 1 group
    - table "Groups":
      - rowgroup:
        - row:
          - columnheader "Name":
            - link "Name"
          - columnheader "People"
          - columnheader "Direct members":
            - link "Direct members"
          - columnheader "Also contains"
          - columnheader "Message"
      - rowgroup:
        - row:
          - rowheader /Kommunledning/:
            - link "Kommunledning"
          - cell /\\d+/
          - cell /\\d+/
          - cell
          - cell "Send custom notification to Kommunledning":
            - link "Send custom notification to Kommunledning"
    - navigation "Pages"
  `);
  const [group] = await api.groups("Kommunledning");
  await visit(page, `/groups/${group!.id}`);
  await expect(main).toMatchAriaSnapshot(`
    - heading "Kommunledning" [level=1]
    - link "Send custom notification"
    - navigation "Group sections":
      - link /People/
      - link /Devices/
      - link /Nested groups/
      - link /Device members/
    - search:
      - searchbox "Search people by name or user principal name"
    - group "Filters":
      - 'button "Reachable: Any"'
    - table "People":
      - rowgroup:
        - row:
          - columnheader "Name":
            - link "Name"
          - columnheader "Reachable devices"
          - columnheader "Notifications"
          - columnheader "Through"
    - navigation "Pages"
  `);
  await visit(page, "/search?q=kommunledning");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Results for “kommunledning”" [level=1]
    - region "Groups":
      - heading "Groups" [level=2]
      - link "See all"
      - list:
        - listitem:
          - link /Kommunledning/
  `);
});

test("a role and the connectors", async ({ admin }) => {
  const { page } = admin;
  const main = page.getByRole("main");
  await visit(page, "/tenant/roles/00000000-0000-7000-8000-00000000a002");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Help Desk Operator" [level=1]
    - region "Permissions":
      - heading "Permissions" [level=2]
      - text: 5 of 13 allowed
      - table "Permissions":
        - rowgroup:
          - row "Category Read Create Update Delete Assign Other"
        - rowgroup:
          - row /Organization/:
            - rowheader /Organization/
            - cell "Not allowed"
            - cell "Does not apply"
            - cell "Not allowed"
            - cell "Does not apply"
            - cell "Does not apply"
            - cell "Does not apply"
          - row /Managed devices/:
            - rowheader /Managed devices/
            - cell "Allowed"
          - row /Remote tasks/:
            - rowheader /Remote tasks/
            - cell /Send custom notifications ?. Allowed/
          - row /Users/
          - row /Groups/
          - row /Audit data/
          - row /Roles/
    - region "Assignments":
      - heading "Assignments" [level=2]
      - table "Assignments":
        - rowgroup:
          - row "Assignment Members Scope (groups)"
        - rowgroup:
          - row:
            - rowheader "Help Desk Operator"
            - cell "Samir Rahimi"
            - cell "Everything"
  `);
  await visit(page, "/tenant/connectors");
  await expect(main).toMatchAriaSnapshot(`
    - heading "Connectors" [level=1]
    - region "Push services":
      - heading "Push services" [level=2]
      - region "Apple Push Notification service":
        - heading "Apple Push Notification service" [level=3]
        - term: push.apns.topic
        - definition: example.herald.portal
        - term: push.apns.key_file
        - definition: Set, never shown
      - region "Firebase Cloud Messaging":
        - heading "Firebase Cloud Messaging" [level=3]
        - term: push.fcm.service_account_file
        - definition: Set, never shown
    - region "How to change a setting":
      - heading "How to change a setting" [level=2]
    - region "People and devices":
      - heading "People and devices" [level=2]
      - region "Directory import":
        - heading "Directory import" [level=3]
  `);
});

test("the pane for several devices, its results, the open bell and the account", async ({ admin }) => {
  const { page, api } = admin;
  const free = await api.reachable("ios", 1);
  const { rows } = await api.devices({ reachable: false, platform: "ios", sort: "name" });
  await visit(page, `/devices?send&device=${free.id}&device=${rows[0]!.id}`);
  const pane = page.locator("dialog.flyout");
  await expect(pane).toMatchAriaSnapshot(`
    - dialog "Send custom notification":
      - heading "Send custom notification" [level=2]
      - paragraph: To 2 selected devices
      - link "Close"
      - group:
        - text: 1 device will not get this message
        - list:
          - listitem: /NHK-IPH-\\d+ .+/
      - textbox "Title"
      - text: "Characters used: 0/50"
      - status
      - textbox "Body"
      - text: "Characters used: 0/500"
      - status
      - region "Preview":
        - heading "Preview" [level=2]
        - group "Preview as":
          - radio "iOS" [checked]
          - radio "Android"
          - radio "In the app"
        - img "The message on an iOS lock screen"
      - button "Send to 1 device"
      - link "Cancel"
  `);
  await pane.getByRole("textbox", { name: "Title" }).fill("Skärmläsare");
  await pane.getByRole("textbox", { name: "Body" }).fill("Hör vad det blev av.");
  await pane.getByRole("button", { name: "Send to 1 device" }).click();
  await expect(pane).toMatchAriaSnapshot(`
    - dialog "Send custom notification":
      - status:
        - paragraph: Sent to 1 of 2 devices
      - table "Result for each device":
        - rowgroup:
          - row "Device Result"
        - rowgroup:
          - row:
            - rowheader "${free.name}":
              - link "${free.name}"
            - cell "Sent"
          - row:
            - rowheader "${rows[0]!.name}":
              - link "${rows[0]!.name}"
            - cell /Not sent .+/
      - button "Back to the list"
  `);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Notifications/ }).first().click();
  const bell = page.locator("#notifications");
  await expect(bell).toContainText("1 of 1 handed over");
  await expect(bell).toMatchAriaSnapshot(`
    - dialog "Notifications":
      - heading "Notifications" [level=2]
      - button "Close notifications"
      - button "Dismiss all"
      - list "Latest events":
        - listitem:
          - heading "Sent custom notification to some devices" [level=3]
          - 'button "Dismiss: Sent custom notification to some devices"'
          - paragraph: To 1 of 2 devices
          - progressbar "Handed over to the push services"
          - text: 1 of 1 handed over
          - blockquote:
            - strong: Skärmläsare
            - text: Hör vad det blev av.
          - paragraph:
            - time
  `);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Account|Astrid/ }).click();
  await expect(page.locator("#account")).toMatchAriaSnapshot(`
    - paragraph: Astrid Lindqvist
    - paragraph: admin@nordhamn.example
    - paragraph: Nordhamns kommun
    - group "Theme":
      - text: Theme
      - button "System" [pressed]
      - button "Light"
      - button "Dark"
      - button "High contrast"
    - group "Language":
      - text: Language
      - button "English" [pressed]
      - button "Svenska"
    - button "Sign out"
  `);
});

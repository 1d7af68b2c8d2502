// B34: what a screen reader finds: landmarks, headings, names and states, in this order. Here: devices and their panes, the bell, the account.
import { visit } from "../support/alive.ts";
import type { Sent } from "../support/api.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "aria" });

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

test("Device actions, filtered, with a row", async ({ admin }) => {
  const { page, api } = admin;
  const device = await api.reachable("android", 3);
  const sent = (await (await api.sendToDevice(device.id, { title: "Skärmläsare", body: "Hör vad det blev av." })).json()) as Sent;
  await expect.poll(async () => (await api.progress(sent.id))?.status, { timeout: 60_000 }).toBe("finished");
  await visit(page, `/device-actions?status=accepted&search=${device.name}`);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - navigation "Breadcrumb":
      - list:
        - listitem:
          - link "Home"
        - listitem: Devices
        - listitem: Device actions
    - heading "Device actions" [level=1]
    - paragraph: /Messages to groups are under Delivery status/
    - toolbar "Device actions commands":
      - link "Refresh"
      - button "Export page"
    - status
    - search:
      - searchbox "Search by name, user, e-mail, serial number, IMEI or model": ${device.name}
    - group "Filters":
      - 'button "Status: Accepted by the push service"'
      - link "Remove filter Status"
    - status: 1 action
    - table "Device actions":
      - rowgroup:
        - row:
          - columnheader "Device name"
          - columnheader "Primary user"
          - columnheader "Action"
          - columnheader "Status"
          - columnheader "Initiated by"
          - columnheader "Date/time"
      - rowgroup:
        - row /${device.name}/:
          - rowheader /${device.name} .+/:
            - link "${device.name}"
          - cell /.+ .+/
          - cell "Send custom notification"
          - cell "Accepted by the push service"
          - cell "Astrid Lindqvist"
          - cell /\\d+ \\w+ \\d{4}, \\d\\d:\\d\\d/:
            - time
    - navigation "Pages":
      - text: 1 action
      - link "Previous page" [disabled]
      - link "Page 1"
      - link "Next page" [disabled]
  `);
});

// B34: what a screen reader finds: landmarks, headings, names and states, in this order. Here: records, roles and connectors.
import { visit } from "../support/alive.ts";
import { aSend } from "../support/pages.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "aria" });

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

test("Delivery status: the push services, what became of messages, and their list", async ({ admin }) => {
  const { page, api } = admin;
  await aSend(api);
  await visit(page, "/tenant/delivery");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - navigation "Breadcrumb"
    - heading "Delivery status" [level=1]
    - paragraph: /“Handed over” means that Apple or Google accepted it/
    - status
    - region "Push services":
      - heading "Push services" [level=2]
      - region "Apple Push Notification service":
        - heading "Apple Push Notification service" [level=3]
        - text: Working
        - term: Last accepted
        - definition:
          - time
        - term: Waiting
        - definition: 0 devices
        - term: Last trouble
        - term: Since this server started
        - definition: /\\d+ accepted, \\d+ refused/
      - region "Firebase Cloud Messaging"
    - region "Handed over, last 24 hours":
      - heading "Handed over, last 24 hours" [level=2]
      - paragraph: /of \\d+ devices handed over/
      - img /pushes in 24 hours/
      - term: Handed over
      - term: Still trying
      - term: Not reachable, so not tried
      - term: Refused by the push service
      - term: Expired before the push service accepted
    - region "Why devices did not get it":
      - list:
        - listitem:
          - progressbar "Platform not supported"
    - region "Messages":
      - heading "Messages" [level=2]
      - table "Messages":
        - rowgroup:
          - row:
            - columnheader "To"
            - columnheader "Sent"
            - columnheader "Sent by"
            - columnheader "Status"
            - columnheader "Handed over"
            - columnheader "Not handed over"
        - rowgroup:
          - row /Stadshuset – alla/:
            - rowheader /Stadshuset – alla/:
              - link /Stadshuset – alla/
            - cell:
              - time
            - cell "Astrid Lindqvist"
            - cell "Finished"
            - cell /of \\d+/:
              - progressbar "Handed over to the push services"
              - text: /\\d+ of \\d+/
            - cell /\\d+ not reachable/
    - navigation "Pages":
      - text: /of \\d+ messages|1 message/
      - link "Previous page" [disabled]
      - link "Page 1"
      - link "Next page" [disabled]
  `);
});

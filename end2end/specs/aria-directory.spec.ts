// B34: what a screen reader finds: landmarks, headings, names and states, in this order. Here: people and groups.
import { visit } from "../support/alive.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "aria" });

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

test("one user", async ({ admin }) => {
  const { page, api } = admin;
  const { rows } = await api.get<{ rows: { id: string }[] }>("users/list", { query: { page: 1, search: "astrid lindqvist" } });
  await visit(page, `/users/${rows[0]!.id}`);
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - navigation "Breadcrumb":
      - list:
        - listitem:
          - link "Home"
        - listitem: Identity
        - listitem:
          - link "Users"
        - listitem: Astrid Lindqvist
    - heading "Astrid Lindqvist" [level=1]
    - paragraph: admin@nordhamn.example
    - text: Reachable
    - region "Devices":
      - heading "Devices" [level=2]
      - table "Devices of Astrid Lindqvist":
        - rowgroup:
          - row:
            - columnheader "Device name"
            - columnheader "OS"
            - columnheader "Last check-in"
            - columnheader "Reachable"
        - rowgroup:
          - row:
            - rowheader /NHK-IPH-\\d+ iPhone/:
              - link /NHK-IPH-\\d+/
            - cell /iOS \\d+/
            - cell:
              - time
            - cell "Reachable"
          - row:
            - rowheader /NHK-PC-\\d+/:
              - link /NHK-PC-\\d+/
            - cell /Windows/
            - cell:
              - time
            - cell "Not reachable Platform not supported"
    - region "Groups":
      - heading "Groups" [level=2]
      - table "Groups of Astrid Lindqvist":
        - rowgroup:
          - row:
            - columnheader "Name"
            - columnheader "Direct members"
            - columnheader "Nested groups"
        - rowgroup:
          - row:
            - rowheader /IT-enheten/:
              - link "IT-enheten"
            - cell /\\d+/
            - cell
    - region "Reached by messages to groups":
      - heading "Reached by messages to groups" [level=2]
      - paragraph: 1 of 2 devices
    - region "About":
      - heading "About" [level=2]
      - term: User principal name
      - definition: admin@nordhamn.example
      - term: E-mail
      - definition: admin@nordhamn.example
      - term: Account
      - definition: Enabled
      - term: Last signed in to Herald
      - definition:
        - time
      - term: Object ID
      - definition: ${rows[0]!.id}
  `);
});

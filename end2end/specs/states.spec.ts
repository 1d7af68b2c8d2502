// What no address leads to, at two widths in both themes: no console message, no accessibility violation, nothing
// wider than the window. The pictures are in test-results, to be looked at beside the design.
import { expect, test } from "../support/test.ts";
import { misfits } from "../support/layout.ts";
import { look, WAYS } from "../support/look.ts";
import { eachState } from "../support/states.ts";
import { askedToLeave, refused, sentAndTold, signingIn, throughTheWizard } from "../support/walks.ts";

test.use({ world: "states" });
test.setTimeout(180_000);

for (const { way, ...window } of WAYS) {
  test(`B34 signing in at ${way}`, async ({ stranger }, info) => {
    await stranger.emulateMedia({ colorScheme: window.colorScheme });
    await stranger.setViewportSize(window.viewport);
    await signingIn(stranger, (name) => look(stranger, name, info));
  });

  test(`B34 B21 the wizard, its questions and the bell at ${way}`, async ({ open }, info) => {
    const actor = await open("communications", window);
    const seen = (name: string) => look(actor.page, name, info);
    await throughTheWizard(actor, seen);
    await askedToLeave(actor.page, seen);
    await sentAndTold(actor.page, seen);
  });
}

test("B17 B29 B34 what else comes by acting, and what other roles see, in both themes and at every width", async ({ open }, info) => {
  const window = { viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce" } as const;
  await eachState(
    (role) => open(role, window),
    async ({ name }, { page }) => {
      await look(page, `${name} at 1440 px in light`, info);
      await page.emulateMedia({ colorScheme: "dark" });
      for (const width of [390, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await misfits(page), `${name} at ${width} px`).toEqual([]);
      }
      await look(page, `${name} at 360 px in dark`, info);
      await page.setViewportSize(window.viewport);
      await page.emulateMedia({ colorScheme: "light" });
    },
  );
});

// Last, since nobody can send to groups afterwards.
for (const { way, ...window } of WAYS) {
  test(`B34 B19 a refused Create at ${way}`, async ({ open }, info) => {
    const actor = await open("communications", window);
    await throughTheWizard(actor, async () => {});
    await refused(actor, (name) => look(actor.page, name, info));
  });
}

// What is looked at in every state of every page: a picture for people, its width, and axe.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, type TestInfo } from "@playwright/test";

/** The four ways in which pictures are taken. */
export const WAYS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1440, 390].map((width) => ({ colorScheme, viewport: { width, height: 900 }, way: `${width} px in ${colorScheme}` })),
);

/** What axe looks for: its own choice, and targets that are large enough to be hit. */
export const RULES = { rules: { "target-size": { enabled: true } } };

/** The picture is in test-results, to be looked at beside the design. */
export async function look(page: Page, name: string, info: TestInfo): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`) });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
  expect.soft(await page.title(), name).toMatch(/\S · Herald$/);
  const { violations } = await new AxeBuilder({ page }).options(RULES).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), name).toEqual([]);
}

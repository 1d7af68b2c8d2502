// What does not fit: pages wider than the window, texts cut off, controls over each other.
import type { Page } from "@playwright/test";

/** Drawn phones cut texts as real ones do; what is hidden from sight is nobody's to read. */
const NOT_OURS = ".phone, .visually-hidden, [hidden], noscript, .skip-link";
/** Names that are cut where there is no room: whole in the title or one click away. */
const MAY_BE_CUT = ".data-grid__sub, .search-box__input";

/** One line for each thing that does not fit; empty is well. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ notOurs, mayBeCut }) => {
      const found: string[] = [];
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
      const name = (element: Element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent?.trim().slice(0, 60)}`;
      const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(notOurs);

      // Texts.
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement!;
        if (!node.nodeValue?.trim() || !shown(element) || element.closest(mayBeCut)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const text = range.getBoundingClientRect();
        if (text.width <= 1) continue;
        for (let around: Element | null = element; around && around !== document.body; around = around.parentElement) {
          const style = getComputedStyle(around);
          const line = around.clientHeight <= 1 && style.display !== "inline";
          const clipped = style.clipPath !== "none" || (around.clientWidth <= 1 && style.display !== "inline") || line;
          if (clipped) break;
          // What scrolls can be read.
          if (/auto|scroll/.test(style.overflowX)) break;
          if (style.display === "inline" || style.display === "contents") continue;
          const box = around.getBoundingClientRect();
          const cuts = /hidden|clip/.test(style.overflowX);
          if (cuts || around === element || around.matches("button, .button, .badge, .tag")) {
            if (text.right > box.right + 1.5 || text.left < box.left - 1.5) {
              found.push(`cut off: ${name(element)} (text ${Math.round(text.left)}–${Math.round(text.right)}, box ${Math.round(box.left)}–${Math.round(box.right)})`);
              break;
            }
          }
          if (style.position === "fixed") break;
        }
      }

      // Controls.
      const controls = [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
        .filter((control) => shown(control) && !control.closest("label.segmented__option"))
        .map((control) => ({ control, box: control.getBoundingClientRect() }))
        .filter(({ control, box }) => box.width > 1 && box.height > 1 && !control.closest("thead, .visually-hidden"));
      for (const [at, one] of controls.entries()) {
        for (const two of controls.slice(at + 1)) {
          const width = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
          const height = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
          if (width <= 2 || height <= 2) continue;
          if (one.control.contains(two.control) || two.control.contains(one.control)) continue;
          // Layers lie over the page, and so does what sticks to its edge.
          const layer = (control: Element) => control.closest("dialog, [popover], .wizard__footer, .scrim, .flyout__body");
          if (layer(one.control) !== layer(two.control)) continue;
          found.push(`over each other: ${name(one.control)} and ${name(two.control)}`);
        }
      }
      return found;
    },
    { notOurs: NOT_OURS, mayBeCut: MAY_BE_CUT },
  );
}

// A language nobody speaks: English with accents, about a third longer, in brackets. What is not in brackets was never
// given to translators, and what does not fit will not fit in German either.
//
// It is made in the browser, from the console's own texts: every text of app/src/texts is looked for in the page as
// it stands and as it changes, so that what the islands render is found as well as what the server did. The console
// ships nothing for it, and the WebAssembly under test is the one that is shipped.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";

const FOLDER = new URL("../../app/src/texts", import.meta.url).pathname;

/** Rust's escapes in a string literal; a line break after a backslash goes with the white space after it. */
function unescape(literal: string): string {
  return literal
    .replace(/\\\n\s*/g, "")
    .replace(/\\u\{([0-9a-f]+)\}/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/\\n/g, "\n")
    .replace(/\\(["\\'])/g, "$1");
}

export type Language = "EN" | "SV";

/** A field of a file of texts, and the texts in it; those with `{…}` hold something of their own. */
export interface Field {
  file: string;
  name: string;
  texts: string[];
}

/** Every field with its texts in that language. Throws where a field has none. */
export async function fieldsIn(language: Language): Promise<Field[]> {
  const found: Field[] = [];
  for (const file of (await readdir(FOLDER)).sort()) {
    const source = await readFile(join(FOLDER, file), "utf8");
    // Tests of the texts stand beside them.
    if (!source.includes("pub struct")) continue;
    const names = [...source.matchAll(/^ {4}pub (\w+): /gm)].map((field) => field[1]!);
    const block = new RegExp(`^pub const ${language}: \\w+ = \\w+ \\{\\n(.*?)^\\};`, "ms").exec(source)?.[1];
    if (!block) throw new Error(`${file} has no texts in ${language}`);
    const bodies = new Map(block.split(/^ {4}(?=\w+: )/m).map((field) => [/^\w+/.exec(field)?.[0] ?? "", field]));
    for (const name of names) {
      const body = bodies.get(name);
      if (body === undefined) throw new Error(`${file}: no ${name} in ${language}`);
      const literals = [...body.replace(/^ *#\[.*$/gm, "").matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map((literal) => unescape(literal[1]!));
      found.push({ file, name, texts: literals.filter((text) => /\p{L}/u.test(text.replace(/\{[^}]*\}/g, ""))) });
    }
  }
  return found;
}

/** Every English text, once. */
export async function englishTexts(): Promise<string[]> {
  return [...new Set((await fieldsIn("EN")).flatMap(({ texts }) => texts))];
}

/** Runs in the page, before anything else there. */
function speak(texts: string[]): void {
  const ACCENTS: Record<string, string> = { a: "åå", e: "éé", i: "îî", o: "öö", u: "üü", y: "ÿ", c: "ç", n: "ñ", s: "š", A: "Å", E: "É", I: "Î", O: "Ö", U: "Ü", C: "Ç", N: "Ñ", S: "Š", D: "Ð" };
  const longer = (text: string) => `[${[...text].map((letter) => ACCENTS[letter] ?? letter).join("")}]`;
  const whole = new Set(texts.filter((text) => !text.includes("{")).map((text) => text.trim()));
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const forms = texts
    .filter((text) => text.includes("{"))
    .map((text) => text.trim().split(/\{[^}]*\}/).map(escaped).join("([^]*?)").replace(/ \(\[\^\]\*\?\)$/, "( [^]*)?"))
    .map((form) => new RegExp(`^${form}$`, "u"));
  const known = new Map<string, string>();

  /** A text of the console in the other language; what it holds of others stays as it is. */
  function said(text: string): string | undefined {
    if (whole.has(text)) return longer(text);
    const counted = /^([\d,.\u00a0]+) (.+)$/.exec(text);
    if (counted && whole.has(counted[2]!)) return `${counted[1]} ${longer(counted[2]!)}`;
    const form = forms.find((form) => form.test(text));
    return form && longer(text);
  }
  /** The same of texts that stand in one line. */
  function inParts(text: string): string {
    const one = said(text);
    if (one !== undefined) return one;
    // Sentences, and what follows them.
    for (let end = text.lastIndexOf(" "); end > 0; end = text.lastIndexOf(" ", end - 1)) {
      const begin = text.slice(0, end);
      if (/[.!?]$/.test(begin) && whole.has(begin)) return `${longer(begin)} ${inParts(text.slice(end + 1))}`;
    }
    for (const between of [" · ", ": ", " / ", ", "]) {
      const parts = text.split(between);
      if (parts.length > 1) return parts.map((part, at) => said(part) ?? said(`${part}${at < parts.length - 1 ? between.trim() : ""}`) ?? inParts(part)).join(between);
    }
    const mark = /^(.+?)([:.…)]+)$/.exec(text);
    return mark && said(mark[1]!) ? `${said(mark[1]!)}${mark[2]}` : text;
  }
  function translated(text: string): string {
    const core = text.trim().replace(/\s+/g, " ");
    if (!/\p{L}/u.test(core) || core.startsWith("[")) return text;
    let found = known.get(core);
    if (found === undefined) known.set(core, (found = inParts(core)));
    return found === core ? text : text.replace(/^(\s*)[^]*?(\s*)$/, (_, before: string, after: string) => before + found + after);
  }

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "data-label", "alt", "aria-valuetext"];
  const CODE = new Set(["SCRIPT", "STYLE", "TITLE", "NOSCRIPT", "TEXTAREA"]);
  function change(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) {
      if (CODE.has(node.parentElement?.tagName ?? "")) return;
      const after = translated(node.nodeValue ?? "");
      if (after !== node.nodeValue) node.nodeValue = after;
      return;
    }
    if (!(node instanceof Element)) return;
    for (const name of ATTRIBUTES) {
      const before = node.getAttribute(name);
      if (before === null) continue;
      const after = translated(before);
      if (after !== before) node.setAttribute(name, after);
    }
    node.childNodes.forEach(change);
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(change);
      else change(target);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
}

/** From now on every page of the context is in that language. */
export async function speakPseudo(context: BrowserContext): Promise<void> {
  await context.addInitScript(speak, await englishTexts());
}

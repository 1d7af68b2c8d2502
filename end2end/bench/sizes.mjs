// What a browser loads that has never been here.
import { get } from "node:http";
import { kilobytes } from "./figures.mjs";

/** Bytes of a body as they travel. */
function travelling(address) {
  return new Promise((resolve, reject) => {
    get(address, { headers: { "accept-encoding": "br" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece) => (bytes += piece.length));
      answer.on("end", () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${address}: ${answer.statusCode}`))));
    }).on("error", reject);
  });
}

/** WebAssembly, script and style that a page names, all of which it loads at once. */
export async function firstLoad(url, cookie, path) {
  const page = await (await fetch(`${url}${path}`, { headers: { cookie, accept: "text/html" } })).text();
  const files = [...new Set(page.match(/\/pkg\/[^"]+?\.(?:wasm|bin|js|css)/g))];
  const sizes = await Promise.all(files.map((file) => travelling(`${url}${file}`)));
  const of = (end) => sizes.filter((_, at) => end.test(files[at])).reduce((a, b) => a + b, 0);
  const kinds = [/\.(wasm|bin)$/, /\.js$/, /\.css$/].map(of);
  return `${kilobytes(kinds.reduce((a, b) => a + b))} kB (${kinds.map(kilobytes).join(" + ")})`;
}

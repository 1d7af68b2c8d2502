// Starts the WebAssembly, then each island: the bindings have a function of its name. A part that cannot be loaded
// leaves its island the plain form that the server rendered; a bar says so and tries again, and what was typed stays.
// Tells the server the reader's time zone before anything has loaded, so that the next page is written in it.
document.cookie = `herald-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
const bar = document.getElementById("not-loaded");
const waiting = [];
const again = () => new Promise((retry) => {
  waiting.push(retry);
  bar.hidden = false;
});
const retry = () => {
  bar.hidden = true;
  for (const go of waiting.splice(0)) go();
};
bar.querySelector("button").addEventListener("click", retry);
addEventListener("online", retry);
// What was typed outlives the reload that a part needs which nothing can be done without.
const KEPT = "herald.typed:" + location.pathname;
const typed = () => [...document.querySelectorAll("input:not([type]), input[type=text], input[type=search], textarea")]
  .filter((field) => field.id && field.value !== field.defaultValue);
const keep = () => sessionStorage.setItem(KEPT, JSON.stringify(typed().map(({ id, value }) => [id, value])));
for (const [id, value] of JSON.parse(sessionStorage.getItem(KEPT) ?? "[]")) {
  const field = document.getElementById(id);
  if (field) field.value = value;
}
sessionStorage.removeItem(KEPT);
const get = fetch;
// The bindings panic when a part does not come, so they get one only once it is there whole. One that the server does
// not know is of another version than its pages.
const part = async (address) => {
  for (;;) {
    let status;
    try {
      const answer = await get(address);
      ({ status } = answer);
      if (answer.ok) {
        await answer.clone().arrayBuffer();
        return answer;
      }
    } catch {}
    await again();
    if (status === 404) {
      // Islands that are alive keep what was written in them.
      if (!document.documentElement.hasAttribute("data-ready")) keep();
      location.reload();
    }
  }
};
try {
  const herald = await import(SCRIPT);
  for (;;) {
    try {
      await herald.default({ module_or_path: get(WASM) });
      break;
    } catch {
      await again();
    }
  }
  // Parts are asked for by URL objects, and nothing else is.
  window.fetch = (address, options) => (address instanceof URL ? part(address) : get(address, options));
  herald.start();
  const wake = async (island) => {
    const { component } = island.dataset;
    await herald.prepare(component);
    await herald[component](island);
  };
  await Promise.all([...document.querySelectorAll("leptos-island")].map(wake));
  herald.ready();
} catch (error) {
  console.error(error);
  await again();
  keep();
  location.reload();
}

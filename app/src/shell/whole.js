// Nothing is painted before the whole page has come, up to its last element: columns of a table would move while rows come
// in. After half a second what is there is shown all the same, for a slow line and for a page that breaks off. Browsers without
// rel=expect paint as they read.
{
  const whole = Object.assign(document.createElement("link"), { rel: "expect", href: LAST });
  whole.setAttribute("blocking", "render");
  document.head.append(whole);
  setTimeout(() => whole.remove(), 500);
}

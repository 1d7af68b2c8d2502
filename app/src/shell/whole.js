// Nothing is painted before the whole page has come, up to its last element: columns of a table would move while rows come
// in. But after half a second, and so over a slow line and where a page breaks off, what is there is shown. Browsers that do not
// know this, which are all but Chromium's, paint as they read.
{
  const whole = Object.assign(document.createElement("link"), { rel: "expect", href: LAST });
  whole.setAttribute("blocking", "render");
  document.head.append(whole);
  setTimeout(() => whole.remove(), 500);
}

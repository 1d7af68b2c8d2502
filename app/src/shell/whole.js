// Nothing is painted before the whole page has come, up to its last element: columns of a table would move while rows come
// in. But after a second, and so where a page breaks off, what is there is shown.
const whole = Object.assign(document.createElement("link"), { rel: "expect", href: LAST });
whole.setAttribute("blocking", "render");
document.head.append(whole);
setTimeout(() => whole.remove(), 1000);

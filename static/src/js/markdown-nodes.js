// HTML as a tree, and the little that is asked of a tree of HTML again and again.

// The tree of what was copied. Its style attributes are renamed: our content security policy takes the style away from
// every document that a page makes, so it is read as words. Style sheets say nothing that is asked for.
export function parse(html) {
  const tags = html
    .replace(/<style\b[^]*?(?:<\/style\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(?=\s*=)/gi, "$1data-style"));
  return new DOMParser().parseFromString(tags, "text/html").body;
}

// What the style attribute said: { color: "red", "font-weight": "700" }
export function styleOf(node) {
  const said = (node.dataset?.style || "").toLowerCase().split(";").map((one) => one.split(":"));
  return Object.fromEntries(said.map(([name, ...value]) => [name.trim(), value.join(":").replace("!important", "").trim()]));
}

// Every node that the selector finds and that nobody took away meanwhile.
export function each(root, selector, act) {
  for (const node of root.querySelectorAll(selector)) if (root.contains(node)) act(node);
}

export function unwrap(node) {
  node.replaceWith(...node.childNodes);
}

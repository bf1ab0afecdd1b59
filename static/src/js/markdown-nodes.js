// The little that is asked of a tree of HTML again and again.

// Every node that the selector finds and that nobody took away meanwhile.
export function each(root, selector, act) {
  for (const node of root.querySelectorAll(selector)) if (root.contains(node)) act(node);
}

export function unwrap(node) {
  node.replaceWith(...node.childNodes);
}

// A box for Markdown gets a toolbar, a preview as the pages show it, and keeps as Markdown what Word copies.

import * as edits from "./markdown-edits.js";
import { fromHtml } from "./markdown-paste.js";

const KEYS = { b: "bold", k: "link" };

export function writeMarkdown(root) {
  const box = root.querySelector("textarea");
  const write = box.parentElement;
  const parts = root.querySelector("template").content.cloneNode(true);
  const [bar, preview, leftOut] = parts.children;
  const tools = bar.querySelector("[role=toolbar]");
  write.before(bar);
  write.after(preview, leftOut);
  root.querySelector(".tracker-markdown__marks").hidden = true;

  const selection = () => ({ value: box.value, start: box.selectionStart, end: box.selectionEnd });
  const use = (tool) => edits.apply(box, edits[tool](selection(), root.dataset[tool]));

  rove(tools);
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) use(button.dataset.tool);
  });

  let plain = false; // Ctrl+Shift+V: without the format
  box.addEventListener("keydown", (event) => {
    const pressed = event.ctrlKey !== event.metaKey && !event.altKey ? event.key.toLowerCase() : "";
    plain = pressed === "v" && event.shiftKey;
    const enters = event.key === "Enter" && !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
    const item = enters && edits.next(selection());
    if (item) {
      event.preventDefault();
      edits.apply(box, item);
      return;
    }
    if (!KEYS[pressed] || event.shiftKey) return;
    event.preventDefault();
    use(KEYS[pressed]);
  });
  box.addEventListener("paste", (event) => {
    leftOut.textContent = "";
    const html = plain ? "" : event.clipboardData.getData("text/html");
    plain = false;
    if (!html) return;
    const { text, without } = fromHtml(html);
    if (!text && !Object.keys(without).length) return;
    event.preventDefault();
    if (text) edits.apply(box, edits.insertion(selection(), text));
    leftOut.textContent = sentence(without, leftOut.dataset);
  });

  const [writing, reading] = bar.querySelectorAll("[role=tab]");
  write.setAttribute("role", "tabpanel");
  write.setAttribute("aria-labelledby", writing.id);
  const choose = (tab) => {
    for (const [one, panel] of [[writing, write], [reading, preview]]) {
      one.setAttribute("aria-selected", one === tab);
      panel.hidden = one !== tab;
    }
    tools.hidden = tab === reading;
    if (tab === reading) show(preview, box, root.dataset);
  };
  rove(bar.querySelector("[role=tablist]"), choose);
  for (const tab of [writing, reading]) tab.addEventListener("click", () => choose(tab));
}

// One stop of the tab key for the group; arrows, Home and End move within it (ARIA's toolbar and tabs).
function rove(group, arrived = () => {}) {
  const buttons = [...group.querySelectorAll("button")];
  group.addEventListener("focusin", (event) => {
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
  });
  group.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
    arrived(buttons[to]);
  });
}

async function show(preview, box, said) {
  const text = box.value;
  if (!text.trim()) {
    preview.textContent = said.empty;
    return;
  }
  preview.setAttribute("aria-busy", "true");
  try {
    const body = new FormData();
    body.append("text", text);
    const token = box.form.elements.namedItem("csrfmiddlewaretoken").value;
    const answer = await fetch(said.previewUrl, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
      redirect: "manual",
    });
    if (answer.ok) preview.innerHTML = await answer.text(); // cleaned by the server, like every page
    else if (answer.type === "opaqueredirect") preview.textContent = said.signedOut;
    else preview.textContent = answer.status === 413 ? await answer.text() : said.noPreview;
  } catch {
    preview.textContent = said.noPreview;
  }
  preview.removeAttribute("aria-busy");
}

// "Left out when pasting: 2 pictures, colours."
function sentence(without, words) {
  const several = ([kind, n]) => (n > 1 && words[`${kind}s`]) || words[kind];
  const named = Object.entries(without).map((left) => several(left).replace("{n}", left[1]));
  return named.length ? `${words.lead} ${named.join(", ")}.` : "";
}

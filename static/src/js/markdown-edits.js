// What the toolbar of a Markdown box does to its text. An edit replaces the characters between two places and then
// selects some: { from, to, text, select: [from, to] }.

const MARKER = /^(\s*)(?:[-*+] +|\d+[.)] +)?/;
const ITEM = /^(\s*)((?:[-*+]|(\d{1,9})[.)]) +)(.*)$/;
const LEAD = /^(\s*(?:[-*+] +|\d+[.)] +|#{1,6} +|> ?)?)(.*?)(\s*)$/;
const TYPED = 50_000; // characters: beyond that Chromium takes seconds to type them
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

// Marks of bold stand right at the words, and within one line: otherwise they are no marks.
export function bold({ value, start, end }, words) {
  const chosen = value.slice(start, end);
  if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
    return replace(start - 2, end + 2, chosen);
  }
  if (chosen.length > 4 && chosen.startsWith("**") && chosen.endsWith("**") && !chosen.includes("\n")) {
    return replace(start, end, chosen.slice(2, -2));
  }
  if (!chosen.trim()) return replace(start, end, `**${words}**`, 2);
  const lines = chosen.split("\n").map((line) => line.replace(LEAD, (_, lead, said, rest) => lead + strong(said) + rest));
  const single = lines.length === 1 && lines[0].startsWith("**") && lines[0].endsWith("**");
  return replace(start, end, lines.join("\n"), single ? 2 : 0);
}

function strong(said) {
  return said && `**${said.replace(/\*\*/g, "")}**`;
}

export function bullets(chosen) {
  return list(chosen, /^\s*[-*+] +/, () => "- ");
}

export function numbers(chosen) {
  return list(chosen, /^\s*\d+[.)] +/, (number) => `${number}. `);
}

// Whole lines become items, or stop being items where all of them are.
function list({ value, start, end }, is, marker) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
  const to = value.indexOf("\n", last) < 0 ? value.length : value.indexOf("\n", last);
  const lines = value.slice(from, to).split("\n");
  const written = lines.filter((line) => line.trim());
  const undone = written.length > 0 && written.every((line) => is.test(line));
  let number = 0;
  const changed = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    return line.replace(MARKER, (_, indent) => indent + (undone ? "" : marker(++number)));
  });
  const text = changed.join("\n");
  // A paragraph right below would be taken for a part of the last item.
  const next = value.slice(to + 1).split("\n", 1)[0];
  const apart = !undone && next.trim() && next.replace(MARKER, "") === next.trimStart() ? "\n" : "";
  const select = start === end ? [from + text.length, from + text.length] : [from, from + text.length];
  return { from, to, text: text + apart, select };
}

// Enter in an item begins the next one; in an empty item it ends the list. null where the caret is in no item.
export function next({ value, start, end }) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const item = start === end && ITEM.exec(value.slice(from, start));
  if (!item) return null;
  const [, indent, marker, number, said] = item;
  const behind = value.slice(start).split("\n", 1)[0];
  if (!said.trim() && !behind.trim()) return { from, to: start, text: "\n", select: [from + 1, from + 1] };
  const text = `\n${indent}${number ? marker.replace(number, Number(number) + 1) : marker}`;
  return { from: start, to: start, text, select: [start + text.length, start + text.length] };
}

export function link({ value, start, end }, words) {
  const chosen = value.slice(start, end).trim();
  const address = ADDRESS.test(chosen);
  const shown = address || !chosen ? words : chosen.replace(/\s+/g, " ");
  const text = `[${shown}](${address ? chosen : "https://"})`;
  const at = start + (address ? 1 : shown.length + 3);
  return { from: start, to: end, text, select: [at, at + (address ? shown.length : "https://".length)] };
}

function replace(from, to, text, inside = 0) {
  return { from, to, text, select: [from + inside, from + text.length - inside] };
}

// Words put in at the caret; where they are more than a line, as paragraphs of their own.
export function insertion({ value, start, end }, text) {
  const many = text.includes("\n") || /^(?:#|>|[-*+] |\d+\. |\|)/.test(text);
  const before = value.slice(0, start).replace(/[ \t]+$/, "");
  const behind = value.slice(end).replace(/^[ \t]+/, "");
  const above = !many || !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = !many || !behind || behind.startsWith("\n\n") ? "" : behind.startsWith("\n") ? "\n" : "\n\n";
  const whole = above + text + below;
  const caret = start + above.length + text.length;
  return { from: start, to: end, text: whole, select: [caret, caret] };
}

// Done as if it were typed, so that the browser can undo it: a value that is set cannot be taken back.
export function apply(box, { from, to, text, select }) {
  box.focus();
  box.setSelectionRange(from, to);
  const typed = text.length < TYPED && (text ? document.execCommand("insertText", false, text) : document.execCommand("delete"));
  if (!typed) {
    box.setRangeText(text, from, to, "end");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  box.setSelectionRange(...select);
}

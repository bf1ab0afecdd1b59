// What was copied from Word, LibreOffice or a web page as Markdown, and what of it Markdown cannot hold.

import TurndownService from "turndown";
import { listsFromParagraphs, markItems } from "./markdown-lists.js";
import { tablesWithoutSpans } from "./markdown-tables.js";
import { each, parse, styleOf, unwrap } from "./markdown-nodes.js";

const BLOCKS = "p, div, ul, ol, li, table, blockquote, pre, h1, h2, h3, h4, h5, h6";
const HEADINGS = "h1, h2, h3, h4, h5, h6";
const SILENT = "script, meta, link, title, template, noscript, xml, [hidden], .msocomoff";
const OBJECTS = "video, audio, object, embed, iframe, canvas, math, input, select, textarea, button";
const NOTES = "[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list'], [id^=sdfootnote], [id^=sdendnote]";
const NOTE_MARKS = "a[href*='_ftn'], a[href*='_edn'], a[href^='#ftnt'], .sdfootnoteanc, .sdendnoteanc";
const REMARKS = "[data-style*='mso-element:comment-list'], div:has(> p > a[href^='#cmnt_ref'])";
const REMARK_MARKS = ".MsoCommentReference, .msocomanchor, a[href^='#cmnt']";
const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)/i;

// { text: the Markdown, without: { picture: 2, colours: true, … } }
export function fromHtml(html) {
  const body = parse(html);
  const without = {};
  leaveOut(body, without);
  markItems(body);
  nameStyles(body, without);
  tidyInline(body);
  listsFromParagraphs(body);
  tablesWithoutSpans(body, without);
  const text = service.turndown(body);
  return { text: text.replace(/[ \u00a0]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim(), without };
}

function leaveOut(body, without) {
  const drop = (selector, kind) =>
    each(body, selector, (node) => {
      if (kind) without[kind] = (without[kind] || 0) + 1;
      node.remove();
    });
  drop(SILENT);
  each(body, "[data-style]", (node) => {
    const style = styleOf(node);
    if (style.display === "none" || style["mso-hide"] === "all") node.remove();
  });
  each(body, "o\\:p", (node) => (node.textContent.trim() ? unwrap(node) : node.remove()));
  drop("img, svg", "picture");
  drop(OBJECTS, "objects");
  drop(NOTES);
  drop(NOTE_MARKS, "footnote");
  drop(REMARKS);
  drop(REMARK_MARKS, "comment");
  drop("del, .MsoDel", "deletion");
  each(body, "ins", unwrap);
}

function nameStyles(body, without) {
  each(body, "u, [data-style], [color]", (node) => {
    if (node.closest("a") || node.querySelector("a")) return;
    const style = styleOf(node);
    const line = style["text-decoration-line"] || style["text-decoration"] || "";
    if (node.matches("u") || line.includes("underline")) without.underlining = true;
    const named = [style.color, style["background-color"], style.background, node.getAttribute("color")];
    if (!node.closest(HEADINGS) && named.some(isColour)) without.colours = true;
  });
}

let pen; // knows every way to name a colour

// Whether it is more than black, white or grey.
function isColour(name) {
  if (!name) return false;
  pen ??= document.createElement("canvas").getContext("2d");
  pen.fillStyle = "black"; // stays where the name is none
  pen.fillStyle = name;
  const channels = /^#(..)(..)(..)$/.exec(pen.fillStyle)?.slice(1).map((channel) => parseInt(channel, 16)) || [0];
  return Math.max(...channels) - Math.min(...channels) > 60;
}

// Bold and italic as elements, whatever they were said by, and each run of them once.
function tidyInline(body) {
  each(body, ".MsoTitle, p.title", (node) => rename(node, "h1"));
  each(body, "b, strong, i, em", (node) => {
    const said = styleOf(node)[node.matches("b, strong") ? "font-weight" : "font-style"];
    const normal = /^(?:normal|[1-5]00)$/.test(said);
    if (normal || node.querySelector(BLOCKS)) unwrap(node);
    else rename(node, node.matches("b, strong") ? "strong" : "em");
  });
  each(body, "[data-style]", (node) => {
    const style = styleOf(node);
    if (node.querySelector(BLOCKS)) return;
    if (/^(?:bold|bolder|[6-9]00)$/.test(style["font-weight"]) && !node.closest("strong")) wrap(node, "strong");
    if (style["font-style"] === "italic" && !node.closest("em")) wrap(node, "em");
  });
  each(body, "span, font", unwrap);
  body.normalize();
  each(body, "h1 strong, h2 strong, h3 strong, h4 strong, h5 strong, h6 strong, th strong, strong strong, em em", unwrap);
  each(body, "strong, em", joinNext);
}

function rename(node, name) {
  const other = node.ownerDocument.createElement(name);
  other.append(...node.childNodes);
  node.replaceWith(other);
}

function wrap(node, name) {
  const inner = node.ownerDocument.createElement(name);
  inner.append(...node.childNodes);
  node.append(inner);
}

function joinNext(node) {
  while (node.nextSibling?.nodeName === node.nodeName) {
    node.append(...node.nextSibling.childNodes);
    node.nextSibling.remove();
  }
}

// Markdown -----------------------------------------------------------------------------------------------------------

const service = new TurndownService({ headingStyle: "atx", codeBlockStyle: "fenced", hr: "---", br: "" });

// Only what would be read as a mark: whoever edits the text goes on reading it.
service.escape = (text) =>
  text.replace(/[\\*_`~\]<&]/g, (mark, at) => (means(mark, text[at - 1] || "", text.slice(at + 1)) ? `\\${mark}` : mark));

function means(mark, before, behind) {
  const letter = /^[\p{L}\p{N}]/u;
  return {
    "\\": !behind || /^[!-/:-@[-`{-~]/.test(behind),
    "*": !(/\s/.test(before) && /^\s/.test(behind)),
    _: !(letter.test(before) && letter.test(behind)),
    "`": true,
    "~": before === "~" || behind[0] === "~",
    "]": !behind || behind[0] === "(",
    "<": /^[a-z]/i.test(behind),
    "&": /^(?:#|[a-z0-9]+;)/i.test(behind),
  }[mark];
}

function lines(content) {
  return content
    .replace(/^[ \t]*(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-_|:](?=[\s|:_-]*$))/gm, "\\$1")
    .replace(/^[ \t]*(\d{1,9})([.)])(?=\s|$)/gm, "$1\\$2");
}

service.addRule("paragraph", {
  filter: (node) => node.matches("p, div") && !node.querySelector(BLOCKS),
  replacement: (content, node) => `\n\n${node.closest("td, th") ? content : lines(content.trim())}\n\n`,
});

service.addRule("listItem", {
  filter: "li",
  replacement(content, node) {
    const list = node.parentNode;
    const place = Array.prototype.indexOf.call(list.children, node);
    const lead = list.nodeName === "OL" ? `${(Number(list.getAttribute("start")) || 1) + place}. ` : "- ";
    const said = node.firstElementChild?.matches("ul, ol, p") ? content.trim() : content.trim().replace(/^.*/, lines);
    return lead + said.replace(/\n(?=[^\n])/g, `\n${" ".repeat(lead.length)}`) + (node.nextElementSibling ? "\n" : "");
  },
});

// A mark between a letter and a full stop or bracket is none, so these go outside.
const around = (mark) => (content, node) => {
  const [, open, said, close] = /^(\p{P}*)(.*?)(\p{P}*)$/su.exec(content);
  if (!said.trim()) return content;
  const before = node.previousSibling?.textContent.slice(-1) || "";
  const behind = node.nextSibling?.textContent[0] || "";
  const [left, right] = [/[\p{L}\p{N}]/u.test(before) ? open : "", /[\p{L}\p{N}]/u.test(behind) ? close : ""];
  return left + mark + content.slice(left.length, content.length - right.length) + mark + right;
};
service.addRule("strong", { filter: "strong", replacement: around("**") });
service.addRule("emphasis", { filter: "em", replacement: around("*") });
service.addRule("struck", { filter: ["s", "strike"], replacement: around("~~") });

service.addRule("link", {
  filter: "a",
  replacement(content, node) {
    const address = node.getAttribute("href")?.trim() || "";
    if (!content.trim() || !ADDRESS.test(address)) return content;
    return `[${content.replace(/\s+/g, " ")}](${address.replace(/[\s()<>]/g, encodeURIComponent).replace(/[()]/g, "\\$&")})`;
  },
});

service.addRule("cell", {
  filter: ["td", "th"],
  replacement: (content) => `| ${content.trim().replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")} `,
});
service.addRule("row", {
  filter: "tr",
  replacement: (content, node) =>
    `${content}|\n${node === node.closest("table").rows[0] ? `${"| --- ".repeat(node.cells.length)}|\n` : ""}`,
});
service.addRule("rows", { filter: ["thead", "tbody", "tfoot"], replacement: (content) => content });
service.addRule("table", { filter: "table", replacement: (content) => `\n\n${content.trim()}\n\n` });

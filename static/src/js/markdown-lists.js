// Lists as HTML means them. Word says them by paragraphs with a marker each, in Word online every item is a list of its
// own, and LibreOffice and Google Docs put a list beside the item that it belongs to.

import { each, styleOf, unwrap } from "./markdown-nodes.js";

const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/;
const BULLET = /^\s*[•·●▪◦‣§][\s\u00a0]+/;

// Before any style is taken away: it is the style that says which paragraph is an item, and what of it is its marker.
export function markItems(body) {
  each(body, "li[data-aria-level]", fromWordOnline);
  each(body, "p, h1, h2, h3, h4, h5, h6", fromWord);
}

// After that: the paragraphs that are items as lists, and every list where it belongs.
export function listsFromParagraphs(body) {
  each(body, "p:not([data-item-level])", fromTyping);
  let open = [];
  each(body, "[data-item-level]", (paragraph) => {
    const last = paragraph.previousElementSibling;
    if (!open.length || open[0].list !== last) open = [];
    open = placed(paragraph, open);
  });
  each(body, "ul > ul, ul > ol, ol > ul, ol > ol", (list) => {
    const item = list.previousElementSibling?.matches("li") ? list.previousElementSibling : list.ownerDocument.createElement("li");
    if (!item.parentNode) list.before(item);
    item.append(list);
  });
  each(body, "li > p:first-child", (paragraph) => paragraph.parentNode.querySelectorAll(":scope > p").length === 1 && unwrap(paragraph));
  each(body, "ol", keepLetters);
}

function fromWordOnline(item) {
  const list = item.parentNode;
  const paragraph = item.ownerDocument.createElement("p");
  paragraph.append(...item.childNodes);
  each(paragraph, "p", unwrap);
  mark(paragraph, Number(item.dataset.ariaLevel), list.nodeName === "OL" ? `${item.dataset.ariaPosinset || list.start || 1}.` : "•");
  const outer = list.parentNode.childElementCount === 1 && list.parentNode.matches("div") ? list.parentNode : list;
  outer.before(paragraph);
  item.remove();
  if (!list.childElementCount) outer.remove();
}

function fromWord(paragraph) {
  const level = LEVEL.exec(paragraph.dataset.style || "");
  const marker = paragraph.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  const words = (marker?.textContent || "").replace(/[\s\u00a0]+/g, "");
  marker?.remove();
  if (!paragraph.matches("p")) paragraph.prepend(words && `${words} `); // a numbered heading
  else if (level) mark(paragraph, Number(level[1]), words || "•");
}

function fromTyping(paragraph) {
  const text = paragraph.firstChild;
  if (text?.nodeType !== Node.TEXT_NODE || !BULLET.test(text.data)) return;
  text.data = text.data.replace(BULLET, "");
  mark(paragraph, 1, "•");
}

function mark(paragraph, level, marker) {
  paragraph.dataset.itemLevel = level;
  paragraph.dataset.itemMarker = marker;
}

// The lists that are open once the paragraph has become an item, the outermost first.
function placed(paragraph, open) {
  const level = Number(paragraph.dataset.itemLevel);
  const marker = paragraph.dataset.itemMarker;
  const number = /^\(?(\d+)[.)]?$/.exec(marker)?.[1];
  const name = number ? "OL" : "UL";
  const item = paragraph.ownerDocument.createElement("li");
  item.append(...(/[\p{L}\d]/u.test(marker) && !number && marker !== "o" ? [`${marker} `] : []), ...paragraph.childNodes);

  const above = open.filter((one) => one.level < level);
  let here = open.find((one) => one.level === level);
  if (!here || here.list.nodeName !== name) {
    const list = paragraph.ownerDocument.createElement(name);
    if (number) list.setAttribute("start", number);
    if (above.length) above[above.length - 1].list.lastElementChild.append(list);
    else paragraph.before(list);
    here = { level, list };
  }
  here.list.append(item);
  paragraph.remove();
  return [...above, here];
}

// Markdown counts in figures alone. Letters stay as words, since other sentences may name them.
function keepLetters(list) {
  const type = list.getAttribute("type") || "";
  const style = styleOf(list)["list-style-type"] || "";
  const letters = /^[aA]$/.test(type) || /alpha|latin/.test(style);
  if (!letters && !/^[iI]$/.test(type) && !/roman/.test(style)) return;
  const upper = /^[AI]$/.test(type) || /upper/.test(style);
  const other = list.ownerDocument.createElement("ul");
  [...list.children].forEach((item, place) => {
    const number = (Number(list.getAttribute("start")) || 1) + place;
    const said = letters ? String.fromCharCode(96 + number) : roman(number);
    item.prepend(`${upper ? said.toUpperCase() : said}) `);
    other.append(item);
  });
  list.replaceWith(other);
}

function roman(number) {
  const figures = [[10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
  let [text, rest] = ["", number];
  for (const [value, figure] of figures) for (; rest >= value; rest -= value) text += figure;
  return text;
}

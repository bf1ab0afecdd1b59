// Tables as Markdown can hold them: every row as wide as the others, the words of a cell in one line.

import { each, unwrap } from "./markdown-nodes.js";

const MOST = 100; // columns that a cell may be said to span

export function tablesWithoutSpans(body, without) {
  each(body, "td table", (inner) => {
    const rows = [...inner.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join(", "));
    inner.replaceWith(rows.join("; "));
  });
  each(body, "table", (table) => {
    each(table, "caption", (caption) => {
      const paragraph = table.ownerDocument.createElement("p");
      paragraph.append(...caption.childNodes);
      caption.remove();
      table.before(paragraph);
    });
    for (const row of [...table.rows]) if (!row.textContent.trim()) row.remove();
    if ([...table.rows].every((row) => row.cells.length < 2)) asParagraphs(table);
    else square(table, without);
  });
}

// A frame around words is no table.
function asParagraphs(table) {
  for (const cell of table.querySelectorAll("td, th")) {
    const paragraph = table.ownerDocument.createElement("div");
    paragraph.append(...cell.childNodes);
    table.before(paragraph);
  }
  table.remove();
}

function square(table, without) {
  each(table, "li", (item) => item.replaceWith("• ", ...item.childNodes, table.ownerDocument.createElement("br")));
  each(table, "ul, ol", unwrap);
  const rows = [...table.rows];
  const empty = () => table.ownerDocument.createElement("td");
  rows.forEach((row, place) => {
    for (const cell of [...row.cells]) {
      const [across, down] = [Math.min(cell.colSpan, MOST), Math.min(cell.rowSpan, rows.length - place)];
      if (across > 1 || down > 1) without.merged = true;
      cell.removeAttribute("colspan");
      cell.removeAttribute("rowspan");
      for (let more = 1; more < across; more++) cell.after(empty());
      const at = cell.cellIndex;
      for (let below = 1; below < down; below++) {
        for (let more = 0; more < across; more++) rows[place + below].insertBefore(empty(), rows[place + below].cells[at] || null);
      }
    }
  });
  const widest = Math.max(...rows.map((row) => row.cells.length));
  for (const row of rows) while (row.cells.length < widest) row.append(empty());
}

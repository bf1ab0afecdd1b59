// Django's tables of fields and Select2 leave some fields without a name: each gets the one that stands beside it.
"use strict";
{
  const columnOf = (field) => {
    const column = field.closest("td")?.className.match(/field-(\w+)/)?.[1];
    const head = column && field.closest("table").querySelector(`th.column-${column}`);
    return head?.textContent.trim();
  };

  const nameOf = (field) => field.labels[0]?.textContent.trim().replace(/:$/, "") || columnOf(field) || field.name;

  const ownerOf = (part) => {
    const own = part.closest(".select2-container")?.previousElementSibling;
    return own?.matches("select") ? own : document.querySelector("select:has(+ .select2-container--open)");
  };

  const nameFields = () => {
    for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
      if (!field.labels.length && !field.hasAttribute("aria-label")) {
        const name = field.closest("td.delete") ? field.closest("table").querySelector("thead th:last-child") : null;
        field.setAttribute("aria-label", name?.textContent.trim() || nameOf(field));
      }
    }
    for (const head of document.querySelectorAll("th.original:empty")) {
      head.setAttribute("role", "presentation");
    }
  };

  const nameSelect2 = () => {
    for (const box of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      const select = ownerOf(box);
      if (select) {
        box.setAttribute("aria-label", nameOf(select));
      }
    }
    for (const chosen of document.querySelectorAll(".select2-selection__rendered")) {
      const select = ownerOf(chosen);
      if (chosen.matches("ul")) {
        chosen.setAttribute("role", "none"); // beside the chosen ones it holds a button, which no list may
      } else if (select) {
        const value = select.selectedOptions[0]?.textContent.trim();
        chosen.setAttribute("aria-label", [nameOf(select), value].filter(Boolean).join(": "));
      }
    }
  };

  // An open box says which list it opened; Select2 says so by aria-owns alone.
  const tieLists = () => {
    for (const box of document.querySelectorAll(".select2 [role=combobox]")) {
      const list = box.getAttribute("aria-owns");
      if (list) {
        box.setAttribute("aria-controls", list);
      } else {
        box.removeAttribute("aria-controls");
      }
    }
    // It stands at the end of the page, outside whatever has a name.
    for (const drop of document.querySelectorAll("body > .select2-container--open")) {
      const select = ownerOf(drop);
      if (select) {
        drop.setAttribute("role", "region");
        drop.setAttribute("aria-label", nameOf(select));
      }
    }
  };

  const name = () => {
    nameFields();
    nameSelect2();
    tieLists();
  };

  new MutationObserver(name).observe(document.documentElement, { childList: true, subtree: true });
  name();
}

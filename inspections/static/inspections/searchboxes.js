// Select2 names its search boxes by nothing: each is called as the field that it serves.
"use strict";
{
  const nameOf = (select) => {
    const column = select.closest("td")?.className.match(/field-(\w+)/)?.[1];
    const words = select.labels[0] ?? (column && document.querySelector(`th.column-${column}`));
    return words ? words.textContent.trim().replace(/:$/, "") : select.name;
  };

  const selectOf = (box) => {
    const own = box.closest(".select2-container")?.previousElementSibling;
    return own?.matches("select") ? own : document.querySelector("select:has(+ .select2-container--open)");
  };

  const name = () => {
    for (const box of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      const select = selectOf(box);
      if (select) {
        box.setAttribute("aria-label", nameOf(select));
      }
    }
  };

  new MutationObserver(name).observe(document.documentElement, { childList: true, subtree: true });
}

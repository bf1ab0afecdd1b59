// A long list of ticks gets a box that narrows it while one types. What is ticked always stays in sight.

export function narrowTicks(list) {
  const { find, found } = list.dataset;
  const boxes = list.querySelector(".govuk-checkboxes");
  const items = [...boxes.querySelectorAll(".govuk-checkboxes__item")];
  if (items.length < 12) return;

  const id = `${boxes.id}-find`;
  const input = Object.assign(document.createElement("input"), { id, type: "search", className: "govuk-input tracker-small", autocomplete: "off" });
  const label = Object.assign(document.createElement("label"), { htmlFor: id, className: "govuk-label", textContent: find });
  const aloud = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden" });
  aloud.setAttribute("role", "status");
  boxes.before(label, input, aloud);

  const words = items.map((item) => item.textContent.trim().toLowerCase());
  input.addEventListener("input", () => {
    const typed = input.value.trim().toLowerCase().split(/\s+/);
    const shown = items.filter((item, i) => typed.every((part) => words[i].includes(part)));
    items.forEach((item) => (item.hidden = !shown.includes(item) && !item.querySelector("input").checked));
    aloud.textContent = found.replace("%(n)s", shown.length);
  });
  // Enter would send the whole form before anything is ticked.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

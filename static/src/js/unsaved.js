// Asks before a page is left on which something was typed and not saved. The browser words the question.

export function warnOfUnsaved(form) {
  let typed = false;
  const ask = (event) => typed && event.preventDefault();
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => window.removeEventListener("beforeunload", ask));
  window.addEventListener("beforeunload", ask);
}

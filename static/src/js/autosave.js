// Sends a form to the server while one types, for its writer alone. What cannot be sent waits in this browser, encrypted
// with a key that the server gives to the same person only, until it can be sent or the form's page is opened again.

const PAUSE = 1_000; // milliseconds without a key until the form is sent
const ASIDE = 200; // and until it is put aside in this browser
const AGAIN = 3_000; // until it is tried again, each time twice as long
const SELDOM = 60_000;
const KEPT = 90 * 24 * 60 * 60 * 1_000;
const MOST_ON_LEAVING = 60_000; // bytes that a browser still sends for a page that is gone
const PREFIX = "typed:";
const SENT_IN_VAIN = { 401: "signedOut", 400: "refused", 404: "refused", 413: "refused" };

const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const base64 = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

export function keepTyped(lines) {
  const forms = [...lines].map((line) => new Typed(line));
  if (forms.length) sendWhatWaits(forms);
}

class Typed {
  constructor(line) {
    this.line = line;
    this.aloud = line.nextElementSibling;
    this.form = line.form ?? line.closest("form");
    this.says = line.dataset;
    this.aside = new Aside(this.says, this.says.sheet);
    this.start = this.words();
    this.typed = this.kept = 0; // how often something was typed, and how much of it the server has
    this.state = "";
    this.wait = AGAIN;
    this.form.addEventListener("input", () => this.onInput());
    this.form.addEventListener("submit", () => this.onSubmit());
    document.addEventListener("visibilitychange", () => this.send(document.visibilityState === "hidden"));
    window.addEventListener("pagehide", () => this.send(true));
    window.addEventListener("online", () => this.send());
    window.addEventListener("pageshow", (event) => event.persisted && this.isOver() && location.reload());
    window.addEventListener("beforeunload", (event) => this.isAtRisk() && event.preventDefault());
  }

  words() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  // Without its fields where what was typed was undone: then there is nothing to keep. What is typed after the form was
  // sent is new, though the server may have saved the form by then.
  body() {
    const words = this.isAnew ? `${this.words()}&typed-anew=1` : this.words();
    if (words !== this.start || "filled" in this.says || !("shown" in this.says)) return words;
    const { csrfmiddlewaretoken, typed } = this.form.elements;
    return new URLSearchParams({ csrfmiddlewaretoken: csrfmiddlewaretoken.value, typed: typed.value }).toString();
  }

  onInput() {
    this.typed += 1;
    this.isAnew ||= this.submitted;
    this.submitted = false;
    clearTimeout(this.timer);
    clearTimeout(this.asideTimer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.asideTimer = setTimeout(() => this.putAside(), ASIDE);
  }

  onSubmit() {
    this.submitted = true;
    clearTimeout(this.timer);
    clearTimeout(this.asideTimer);
    if (this.kept < this.typed) this.putAside();
  }

  async putAside() {
    const typed = this.typed;
    await this.aside.put(this.says.place, this.body(), () => typed === this.typed && this.kept < typed);
  }

  // Gone back to after its form was sent. A page that came of sending a form is not loaded again: that would send it.
  isOver() {
    return this.submitted && "shown" in this.says;
  }

  isAtRisk() {
    if (this.kept === this.typed || this.submitted) return false;
    return this.state !== "saved" && this.state !== "" ? true : this.body().length > MOST_ON_LEAVING;
  }

  async send(leaving = false) {
    clearTimeout(this.timer);
    if (this.kept === this.typed || this.submitted || (this.sending && !leaving)) return;
    const typed = this.typed;
    this.sending = true;
    const [state, answer] = await this.attempt(leaving);
    this.sending = false;
    if (this.submitted) return;
    if (state === "saved") {
      this.kept = Math.max(this.kept, typed);
      this.wait = AGAIN;
      if (this.kept === this.typed) this.aside.drop();
    }
    this.say(state, state === "saved" ? answer.says : this.says[state]);
    if (this.kept === this.typed || state === "refused") return;
    this.timer = setTimeout(() => this.send(), state === "saved" ? PAUSE : this.wait);
    if (state !== "saved") this.wait = Math.min(2 * this.wait, SELDOM);
  }

  // What came of it, and the server's answer. A page from before the last sign-in first asks for the token of now.
  async attempt(leaving) {
    const [state, answer] = await post(this.says.typed, this.body(), leaving);
    if (state !== "renew" || leaving) return [state === "renew" ? "offline" : state, answer];
    const renewed = await renew(this.says);
    if (renewed) return [renewed];
    const again = await post(this.says.typed, this.body());
    return again[0] === "renew" ? ["refused"] : again;
  }

  // The time changes with every save; it is read aloud only when things take a turn.
  say(state, words) {
    this.line.hidden = false;
    this.line.textContent = words;
    this.line.classList.toggle("tracker-typed--not", state !== "saved");
    if (state !== this.state) this.aloud.textContent = words;
    this.state = state;
  }
}

async function post(url, body, leaving = false) {
  const keepalive = leaving && body.length <= MOST_ON_LEAVING;
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(url, { method: "POST", body, keepalive, headers, redirect: "error" });
    if (answer.ok) return ["saved", await answer.json()];
    if (answer.status === 403 || answer.status === 409) return ["renew"];
    return [SENT_IN_VAIN[answer.status] ?? "offline"];
  } catch {
    return ["offline"];
  }
}

// Gives every form of the page the token of now; nothing where that worked, else why not.
async function renew({ typed: url, user }) {
  try {
    const answer = await fetch(url, { redirect: "error" });
    if (!answer.ok) return SENT_IN_VAIN[answer.status] ?? "offline";
    const now = await answer.json();
    if (String(now.user) !== user) return "somebodyElse";
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = now.token));
    return "";
  } catch {
    return "offline";
  }
}

// One form's words in this browser's storage, which other people at a shared computer use too: encrypted, or not at all.
class Aside {
  constructor({ user, key }, sheet) {
    this.name = `${PREFIX}${user}:${sheet}`;
    this.key = key;
  }

  async cipher() {
    const material = globalThis.crypto?.subtle; // none where the site is reached without TLS
    return material?.importKey("raw", bytes(this.key), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async put(place, body, isWanted) {
    try {
      const cipher = await this.cipher();
      if (!cipher) return;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, new TextEncoder().encode(body));
      const kept = { at: Date.now(), place, iv: base64(iv), text: base64(text) };
      if (isWanted()) localStorage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // No room, or storage is switched off: the line beside the buttons says whether the server has the words.
    }
  }

  // Where the words belong and what they are; nothing where this person's key does not open them.
  async take() {
    try {
      const { place, iv, text } = JSON.parse(localStorage.getItem(this.name));
      const cipher = await this.cipher();
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, cipher, bytes(text));
      return { place, body: new TextDecoder().decode(opened) };
    } catch {
      return undefined;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Storage is switched off: nothing was put there either.
    }
  }
}

// Words of this person that a closed tab could not send. A page that shows their form is loaded again, with them in it.
async function sendWhatWaits(forms) {
  const { user, typed: url } = forms[0].says;
  const open = new Set(forms.map((form) => form.says.sheet));
  let isNews = false;
  for (const name of waiting()) {
    const [, whose, sheet] = name.split(":");
    if (whose !== user) continue;
    const aside = new Aside(forms[0].says, sheet);
    const held = open.has(sheet) ? undefined : await aside.take();
    const [state, answer] = held ? await sendHeld(url, held.body, forms[0].form) : ["saved", {}];
    if (state !== "saved") continue;
    aside.drop();
    isNews ||= answer.new && forms.some((form) => form.says.place === held.place && "shown" in form.says);
  }
  // Not under the hands of somebody who types, or has sent the form meanwhile: that would take their click back.
  if (isNews && forms.every((form) => form.typed === 0 && !form.submitted)) location.reload();
}

function sendHeld(url, body, form) {
  const words = new URLSearchParams(body);
  words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return post(url, words.toString());
}

// The names of all that waits in this browser; what nobody came back for is thrown away.
function waiting() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    const old = (name) => !(JSON.parse(localStorage.getItem(name))?.at > Date.now() - KEPT);
    names.filter(old).forEach((name) => localStorage.removeItem(name));
    return names.filter((name) => localStorage.getItem(name) !== null);
  } catch {
    return [];
  }
}

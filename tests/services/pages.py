"""Pages in the browser, signed in, and what axe has to say of them."""

from django.conf import settings
from django.test import Client

DESKTOP = 1280
PHONE = 375
REFUSED = "Content Security Policy"
LONGEST = 30_000  # milliseconds that anything on a page may take, on a machine that is busy


class Pages:
    """Opens pages of `site` (its address) in `browser`, each a person of its own, and remembers what went wrong."""

    def __init__(self, browser, site: str):
        self.browser = browser
        self.site = site
        self.contexts = []
        self.faults = []

    def open(self, user=None, width: int = DESKTOP, *, javascript: bool = True, height: int = 900):
        """A new page, `width` CSS pixels wide, signed in as `user` (nobody: signed out)."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": width, "height": height},
            has_touch=width <= PHONE,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(LONGEST)
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": self.site}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda line: REFUSED in line.text and self.faults.append(f"{page.url}: {line.text}"))
        page.on("response", lambda answer: self._note(page, answer))
        return page

    def _note(self, page, answer):
        """Server errors, and files of a page that are not there, are faults whatever the test looks at."""
        missing = answer.status == 404 and answer.request.resource_type != "document"
        if answer.status >= 500 or missing:
            self.faults.append(f"{page.url}: {answer.status} for {answer.url}")

    def close(self):
        for context in self.contexts:
            context.close()


def session_of(user) -> str:
    """The key of a new session of `user`, as if they had just signed in."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def violations(page, source: str, *, contrast: bool = False) -> list[str]:
    """What axe (its script is `source`) finds wrong on `page`, a line for each element; best practice counts too.

    Without `preload`, by which it would put imported style sheets inline, which the content security policy refuses.
    Colours are the same on a phone, where their `contrast`, two thirds of axe's time, is only looked at where asked.
    """
    page.evaluate(source)
    looked_at = contrast or page.viewport_size["width"] >= DESKTOP
    rules = f"{{'color-contrast': {{enabled: {str(looked_at).lower()}}}}}"
    options = f"{{resultTypes: ['violations'], preload: false, rules: {rules}}}"
    found = page.evaluate(f"async () => (await axe.run(document, {options})).violations")
    return [f"{rule['id']}: {rule['help']} — {node['html']}" for rule in found for node in rule["nodes"]]

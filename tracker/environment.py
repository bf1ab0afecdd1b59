"""Reads the settings that an installation makes in its environment, and says in a sentence what is missing or wrong."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"sqlite", "postgres", "postgresql"}


class Environment(environ.Env):
    """The process's environment; every value that cannot be used stops the program with a sentence."""

    def required(self, name, example):
        """The text set as `name`. Raises ImproperlyConfigured, with an example, where it is missing or empty."""
        value = self.str(name, default="").strip()
        if not value:
            raise ImproperlyConfigured(
                f"{name} is not set. Set it in the environment or in .env, for example {example}"
            )
        return value

    def get_value(self, var, cast=None, **options):
        """As in django-environ, but whatever cannot be read stops the program, with its variable's name."""
        known = {"on", "off", "yes", "no", "true", "false", "1", "0"}
        written = self.ENVIRON.get(var, "")
        if cast is bool and written and written.lower() not in known:
            raise ImproperlyConfigured(f"{var} must be on or off, but it is set to {written!r}.")
        try:
            return super().get_value(var, cast=cast, **options)
        except ValueError as error:
            wanted = "a whole number" if cast is int else "a value that can be read"
            raise ImproperlyConfigured(f"{var} must be {wanted}, but it is set to {written!r}.") from error

    def one_of(self, name, choices, default):
        """The one of `choices` (upper case) that is set as `name`."""
        value = self.str(name, default=default).upper()
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, but it is set to {value!r}.")
        return value

    def mail(self, default):
        """The mail server of EMAIL_URL as Django's settings."""
        try:
            return self.email("EMAIL_URL", default=default)
        except ImproperlyConfigured as error:
            example = "smtp+tls://user:password@mail.example.org:587"
            raise ImproperlyConfigured(f"EMAIL_URL cannot be read. Set it to, for example, {example}") from error

    def site(self, name, scheme, hosts):
        """The address under which people reach the tracker, without a slash at its end.

        Where `name` is not set it is made of the first of `hosts`; "" where that one stands for several.
        """
        given = self.str(name, default="").strip().rstrip("/")
        if not given:
            host = hosts[0] if hosts else "*"
            port = self.str("PORT", default="8000")
            return "" if host.startswith(("*", ".")) else f"{scheme}://{host}{f':{port}' if scheme == 'http' else ''}"
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ImproperlyConfigured(f"{name} must be like https://tracker.example.org, but it is set to {given!r}.")
        return given

    def database(self, default=None):
        """The SQLite or PostgreSQL database of DATABASE_URL as Django's dictionary, set up to be safe."""
        example = "postgres://user:password@localhost:5432/tracker or sqlite:////srv/tracker/db.sqlite3"
        url = self.str("DATABASE_URL", default="") or default or self.required("DATABASE_URL", example)
        wrong = ImproperlyConfigured(f"DATABASE_URL names no SQLite or PostgreSQL database. Set it to {example}")
        if urlsplit(url).scheme not in SCHEMES:
            raise wrong
        try:
            database = self.db_url_config(url)
        except ValueError as error:
            raise wrong from error
        if not database["NAME"]:
            raise wrong
        if database["ENGINE"].endswith("sqlite3"):
            return database | SQLITE
        return database | POSTGRESQL | {"OPTIONS": _options(database.get("OPTIONS", {}))}


# Writers queue: a transaction takes the write lock when it begins, for one that only asks for it later is refused at
# once when somebody else has written in between. Readers never wait, because the log is written ahead.
SQLITE = {
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
}
# A thread keeps its connection for an hour, for to open one takes longer than most queries of a page. One that has
# broken meanwhile is noticed before a request uses it.
POSTGRESQL = {"CONN_MAX_AGE": 60 * 60, "CONN_HEALTH_CHECKS": True}


def _options(given):
    """What a connection to PostgreSQL is opened with; what DATABASE_URL gives wins.

    No query of a page runs so long that to compile it first (jit) pays, and PostgreSQL often guesses that it does.
    """
    options = f"-c jit=off {given.get('options', '')}".strip()
    return {"application_name": "recommendation-tracker"} | given | {"options": options}


def read(env_file: Path) -> Environment:
    """The environment, with the lines of `env_file` for what it does not set itself."""
    if env_file.is_file():
        Environment.read_env(env_file)
    return Environment()

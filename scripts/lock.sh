#!/usr/bin/env bash
# Resolves pyproject.toml into the locks, for every Python from 3.11 on and every platform. Set UPGRADE=1 for newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes ${UPGRADE:+--upgrade} \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}
compile pyproject.toml --output-file requirements.txt
compile pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt
compile --group pyproject.toml:node --output-file requirements-node.txt

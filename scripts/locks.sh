#!/usr/bin/env bash
# The locks hold versions and hashes, and no address: whoever installs may use a registry of their own.
set -euo pipefail
cd "$(dirname "$0")/.."

if grep -nE '"resolved":|https?://[^"]*\.tgz' package-lock.json; then
    echo "package-lock.json holds download addresses. Run: scripts/npm.sh install --omit-lockfile-registry-resolved" >&2
    exit 1
fi
if grep -nE '^(-|--)|://| @ ' requirements*.txt; then
    echo "A requirements file holds an option or an address. Run: make lock" >&2
    exit 1
fi

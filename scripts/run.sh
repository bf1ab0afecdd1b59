#!/usr/bin/env bash
# The program for trying it out and for working on it: SQLite unless DATABASE_URL says otherwise, the sample, a server.
set -euo pipefail
cd "$(dirname "$0")/.."

export DEBUG=on SECRET_KEY="${SECRET_KEY:-only-for-trying-it-out}" PORT="${PORT:-8000}" DJANGO_RUNSERVER_HIDE_WARNING=true
python=.venv/bin/python

# All in one process: to start Django three times takes longer than the rest.
"$python" - <<'PYTHON'
import os
import socket
import sys

import django
from django.core.management import CommandError, call_command

port = os.environ["PORT"]
if not (port.isdecimal() and 0 < int(port) < 65536):
    sys.exit(f"PORT must be a number from 1 to 65535, but it is set to {port!r}.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
    except OSError as error:
        sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another one, for example: make run PORT=8001")

os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
django.setup()
call_command("migrate", verbosity=0)
try:
    call_command("load_sample")
except CommandError as refused:  # the database holds other people's data; the server shows that data
    print(refused, file=sys.stderr)
PYTHON

echo
echo "The tracker is at http://127.0.0.1:$PORT/ (Ctrl-C stops it)"
exec "$python" manage.py runserver --verbosity 0 "127.0.0.1:$PORT"

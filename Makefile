# `make help` lists what there is.
SHELL := /bin/bash
VENV := .venv/bin
FRONT_END := $(shell find static/src -type f 2>/dev/null)
# What an installation sets, for the checks that look at production's settings.
PRODUCTION := DEBUG=off SECRET_KEY=only-for-the-checks-which-want-fifty-characters-here ALLOWED_HOSTS=tracker.example.org \
	DATABASE_URL=sqlite://:memory:

.PHONY: help
help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## *(.*)/make \1\t\2/' | expand -t 14

.PHONY: setup
setup: static/dist/.stamp  ## install the locked dependencies and compile the front end

# The stamps make a second run quick: each step runs again only when what it reads has changed.
.venv/.stamp: requirements-dev.txt scripts/venv.sh
	scripts/venv.sh
	@touch $@

node_modules/.stamp: package.json package-lock.json .venv/.stamp
	scripts/npm.sh ci --no-audit --no-fund --loglevel=error
	@touch $@

static/dist/.stamp: node_modules/.stamp $(FRONT_END)
	scripts/npm.sh run --silent build
	@touch $@

.PHONY: run
run: setup  ## start the program with sample data on http://127.0.0.1:8000 (PORT and DATABASE_URL are honoured)
	@scripts/run.sh

# What is compiled is kept, whatever the environment says: else each worker, and each server of a test, compiles all anew.
test chance coverage bench: export PYTHONDONTWRITEBYTECODE :=

.PHONY: test
test: setup  ## run every test on SQLite and on PostgreSQL, with a real browser
	@scripts/services.sh
	$(VENV)/pytest -n 2 --dist worksteal --database=sqlite
	$(VENV)/pytest -n 2 --dist worksteal --database=postgresql

.PHONY: chance
chance: setup  ## draw twenty times as many examples in the tests that draw at random, on SQLite; takes hours
	@scripts/services.sh
	$(VENV)/pytest -n 2 --dist worksteal -m "hypothesis or by_chance" --hypothesis-profile=long

.PHONY: coverage
coverage: setup  ## measure on SQLite which lines and branches the tests reach
	@scripts/services.sh
	$(VENV)/pytest -n 2 --dist worksteal --database=sqlite --cov --cov-report=term

.PHONY: check
check: setup  ## lint, format, imports, migrations, production's settings, templates, types, locks
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/lint-imports
	$(PRODUCTION) $(VENV)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(VENV)/python manage.py check --deploy --fail-level WARNING
	$(VENV)/djlint --lint --quiet templates
	$(VENV)/mypy
	@scripts/locks.sh

.PHONY: format
format: setup  ## put Python files into their format
	$(VENV)/ruff check --fix-only
	$(VENV)/ruff format

.PHONY: bench
bench: setup  ## measure every page at 50,000 and at 1,000,000 obligations, beside its floor (docs/SPEED.md)
	@scripts/services.sh
	@$(VENV)/python -m scripts.bench

.PHONY: bench-documents
bench-documents: setup  ## measure how fast documents are read and written
	@$(VENV)/python -m scripts.bench.documents

.PHONY: lock
lock: setup  ## resolve the dependencies of pyproject.toml anew, into the locks
	scripts/lock.sh

.PHONY: serve
serve: setup  ## serve with gunicorn and production's settings (docs/CONTRIBUTING.md)
	$(VENV)/python manage.py check --deploy --fail-level ERROR
	$(VENV)/python manage.py migrate --verbosity 0
	$(VENV)/python manage.py createcachetable
	$(VENV)/python manage.py collectstatic --no-input --verbosity 0
	$(VENV)/gunicorn --worker-class gthread --workers $${WEB_CONCURRENCY:-2} --threads 8 --bind 127.0.0.1:$${PORT:-8000} \
		--limit-request-line 8190 --access-logfile - --no-control-socket tracker.wsgi

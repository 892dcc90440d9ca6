# The portal's commands. `make help` lists them; every one works in a fresh clone with nothing but
# Python 3.11 or newer, make and a package index.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo manage test test-fast test-postgres e2e ci checks lint templates types deploy-check \
        audit fmt messages bench services services-stop clean

VENV := .venv
BIN := $(VENV)/bin
IN_ENV := $(BIN)/python scripts/environment.py
PORT ?= 8000
export PORT
# The first Python that is new enough; `make run PYTHON=…` takes another one.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v $$name && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

# --- The virtual environment: made once, filled again only when the lists change -----------------
$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer with venv is needed (Debian: apt install python3 python3-venv)."; exit 1; }
	@echo "  virtual environment with $(PYTHON) …"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "  installing what the portal needs …"
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "  installing what the tests need …"
	@$(PIP) install -r requirements-dev.txt
	@touch $(VENV)/.run $@

# --- Running -------------------------------------------------------------------------------------
run: $(VENV)/.run ## Run the portal with demo content on http://localhost:8000 (PORT=8123 for another)
	@exec $(BIN)/python scripts/run.py

demo: $(VENV)/.run ## Print the demo log-ins
	@$(IN_ENV) $(BIN)/python manage.py demo_logins

manage: $(VENV)/.run ## Any management command: make manage CMD="createsuperuser"
	@$(IN_ENV) $(BIN)/python manage.py $(CMD)

# The files that take longest begin first (tests/conftest.py), each stays in one process.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

# --- Tests ---------------------------------------------------------------------------------------
test: $(VENV)/.dev ## The whole suite on SQLite, with browser tests when a Chromium is found
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)

test-fast: $(VENV)/.dev ## The suite without browsers, faults and whole starts
	@$(BIN)/python -m pytest $(SPREAD) -m "not e2e and not faults and not slow" $(ARGS)

e2e: $(VENV)/.dev ## The browser tests only
	@$(BIN)/python -m pytest -m e2e $(ARGS)

# What asks no database says the same on each: it runs in `make test`, and here when it is measured.
# So do the crawls; on PostgreSQL they run with ARGS="-m crawl --no-cov".
test-postgres: $(VENV)/.dev ## The suite on a private PostgreSQL and Redis, with branch coverage
	@$(BIN)/python scripts/services.py run -- $(BIN)/python -m pytest $(SPREAD) \
		-m "not e2e and not slow and not crawl and not (anywhere and no_cover)" --cov --cov-report=term $(ARGS)

# --- Everything that must be right before a change lands -----------------------------------------
ci: $(VENV)/.dev ## All that CI does: the suite twice (translations too), lint, types, templates, audit
	@$(BIN)/python scripts/ci.py test checks+test-postgres audit

checks: lint templates types deploy-check ## What needs no test and no network: lint, templates, types, deploy check

lint: $(VENV)/.dev ## ruff: rules and form
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

templates: $(VENV)/.dev ## djade: the form of the templates
	@$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')

types: $(VENV)/.dev ## mypy
	@SITE_URL=http://localhost SECRET_KEY=types SMTP_URL=smtp://localhost $(BIN)/mypy

deploy-check: $(VENV)/.dev ## Django's deploy check with a production's values
	@$(BIN)/python -m pytest -q -n 0 tests/test_settings.py -k deploy

audit: $(VENV)/.dev ## Known weaknesses in what is pinned (says so when the index is out of reach)
	@$(BIN)/python scripts/audit.py

# --- Tools ---------------------------------------------------------------------------------------
fmt: $(VENV)/.dev ## Bring code and templates into form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html') || true

messages: $(VENV)/.dev ## Bring the English catalogue up to date (needs gettext)
	@$(BIN)/python scripts/messages.py

bench: $(VENV)/.dev ## Measure pages beside a view that says hello, the files of a white paper, the search, and the mails
	@$(BIN)/python scripts/bench.py

services: ## Start a private PostgreSQL and Redis in a folder of their own and print their addresses
	@python3 scripts/services.py start

services-stop: ## Stop them again
	@python3 scripts/services.py stop

clean: ## Remove the virtual environment and caches; var/ with your data stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache htmlcov .coverage
	@find . -name __pycache__ -prune -exec rm -rf {} +

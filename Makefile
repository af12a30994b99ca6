# Everything a newcomer or a developer does here. Needs Python 3.11 or newer, and GNU make.

PYTHON ?= $(shell for it in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$it -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$it && break; done)
VENV := .venv
BIN := $(VENV)/bin

# The tests run on all processors: each has a part in order, and who is done takes over from others.
SIDE_BY_SIDE := -n auto --dist worksteal

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# Two stamps: packages are installed anew from nothing when the lock changes, so that none is left
# over; ours is installed again when pyproject.toml changes, which takes a second.
$(VENV)/.locked: requirements.lock
	@test -n "$(PYTHON)" || { echo "Idélos needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The build tool comes from the lock too: nothing is fetched without a hash.
$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: install
install: $(VENV)/.installed ## Make .venv with everything in it

.PHONY: demo
demo: install ## Try the assistant in the browser, on real knowledge with sample dates
	$(BIN)/idelos demo

.PHONY: test
test: install ## Run the tests on all processors; what needs PostgreSQL, Chromium or Node.js is skipped without it
	$(BIN)/pytest $(SIDE_BY_SIDE)

.PHONY: check
check: format-check lint types walls unused catalogues packs ## Check the code, the sentences and the knowledge

.PHONY: format
format: install ## Put code and packs in their one form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/idelos kb format

.PHONY: format-check
format-check: install
	$(BIN)/ruff format --check .

.PHONY: lint
lint: install
	$(BIN)/ruff check .

.PHONY: types
types: install
	$(BIN)/mypy

.PHONY: walls
walls: install
	$(BIN)/lint-imports --no-logo

.PHONY: unused
unused: install
	$(BIN)/deptry .

.PHONY: catalogues
catalogues: install
	$(BIN)/python -m bot.speech.check

.PHONY: packs
packs: install
	$(BIN)/idelos kb check

.PHONY: coverage
coverage: install ## Run the tests and tell which branches they leave out
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SIDE_BY_SIDE)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

.PHONY: bench
bench: install ## Run every benchmark in its short form
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; \
		$(BIN)/python -m benchmarks.$$(basename $$script .py) --quick; done

# Needs uv on the path. The lock holds for every platform, and names no place to download from.
.PHONY: lock
lock: ## Work out the lock anew, changing no more than pyproject.toml asks for
	uv pip compile pyproject.toml --output-file requirements.lock --all-extras --group dev \
		--universal --python-version 3.11 --generate-hashes --no-header --quiet \
		--no-emit-index-url --no-emit-find-links

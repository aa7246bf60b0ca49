# The ways to run, test and check a checkout. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help venv assets demo test test-deep check fix bench live-bench faults lock clean

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# Extra words for pytest: make test ARGS="tests/clock -k summer"
ARGS ?=
DEMO = $(BIN)/python -m tools.demo --port $(PORT)
TEST_DATABASE = $(BIN)/python -m tools.pgdev run --test --

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

venv: .venv/stamp  ## the tools and libraries, from the hashed lock

.venv/stamp: requirements/base.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) tools/can_make_venv.py
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PYTHON) -m tools.progress "Installing what the lock names" \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --only-binary :all: -r requirements/dev.txt
	@$(PYTHON) -m tools.progress "Installing Cairn in place" \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation -e .
	@touch $@

assets: venv  ## the design system's files, fetched once
	@$(BIN)/python -m tools.assets

demo: venv  ## the service with a fictional county in it: make demo PORT=8000
	@$(DEMO)

test: venv assets  ## all tests, on a private PostgreSQL
	@$(TEST_DATABASE) $(BIN)/pytest -n 2 $(ARGS)

test-deep: venv assets  ## the same, with many more generated examples
	@CAIRN_DEEP=1 $(TEST_DATABASE) $(BIN)/pytest -n 2 $(ARGS)

check: venv  ## lint, types, import order, templates, locks, migrations, deployment
	@$(BIN)/python -m tools.check

fix: venv  ## what the linter can mend by itself
	@$(BIN)/ruff check --fix cairn tools tests
	@$(BIN)/ruff format cairn tools tests

bench: venv assets  ## measurements, as tables
	@$(BIN)/python -m tools.bench $(ARGS)

live-bench: venv assets  ## from a notification to an open page, with 200 people connected
	@$(BIN)/python -m tools.live_bench $(ARGS)

faults: venv assets  ## hard kills under load; nothing acknowledged may be lost
	@$(BIN)/python -m tools.faults $(ARGS)

UV = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url

lock: venv  ## new locks from pyproject.toml and tools/package.json
	@$(UV) pyproject.toml -o requirements/base.txt
	@$(UV) --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
	@$(BIN)/python -m tools.assets --lock
	@$(BIN)/python -m tools.locks

clean:  ## stops the private databases and removes all that make has made, the demo's data too
	@if test -x $(BIN)/python; then for folder in var/pg var/pg-test; do \
		$(BIN)/python -m tools.pgdev stop $$folder || exit 1; done; fi
	@rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Needs python3 (3.11 or newer, with venv), make and git. Everything else goes into .venv.

PYTHON ?= python3
JOBS ?= 2

BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo browser test lint format types check-merge bench openapi migrations-check lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  PYTHON=python3.12  chooses the interpreter for a new .venv"
	@echo "  JOBS=4             runs the tests in that many processes"

install: $(STAMP) ## Make the environment in .venv (the others call it)

demo: install ## Play the week of 15 to 22 August 2022 and print its report
	@$(BIN)/minetally demo

test: install lint types ## Check everything, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

browser: ## Install the browser that a test opens the API page with (Debian's chromium; the test is skipped without)
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
	    || echo "chromium could not be installed: the test of the API page will be skipped"

lint: install ## Check style and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: install ## Mend style and format where a machine can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: install ## Check the types
	$(BIN)/mypy

check-merge: install ## Break each line of the merge; the suite must notice
	$(BIN)/python tests/mutate_merge.py

bench: install ## Measure speed beside the raw limits
	$(BIN)/python -m bench

openapi: install ## Write openapi/openapi.json anew
	$(BIN)/minetally openapi --output openapi/openapi.json

migrations-check: install ## Say whether the tables and the migrations agree (alembic check)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	URL="sqlite:///$$folder/check.db" $(BIN)/python -c 'import os; from sync import database; \
	database.migrate(os.environ["URL"]); database.check_migrations(os.environ["URL"])'

lock: $(BIN)/uv ## Write requirements.lock anew, with the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
	    --group dev pyproject.toml --output-file requirements.lock
	@! grep -n '://' requirements.lock

clean: ## Remove .venv and what tools left behind
	rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml requirements.lock | $(BIN)/uv
	$(BIN)/uv pip sync --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# uv comes from the lock too: its lines are cut out for pip, which checks the hashes.
$(BIN)/uv: | $(BIN)/python
	@awk '/^[^ #]/ { wanted = /^uv==/ } wanted' requirements.lock > .venv/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { \
	    echo "There is no $(PYTHON) here. Minetally needs Python 3.11 or newer: make install PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Minetally needs Python 3.11 or newer, and $(PYTHON) is older. Name another: make install PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	    echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

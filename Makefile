# Needs python3 (3.11 or newer, with venv), make and git. Everything else goes into .venv.

PYTHON ?= python3
JOBS ?= 2

FUZZ_SECONDS ?= 600
SEASONS ?= 20

BIN := .venv/bin
STAMP := .venv/.installed
CLIENT := openapi/clients/python
NODE_CLIENT := openapi/clients/typescript
NODE_MODULES := $(NODE_CLIENT)/node_modules/.installed
WEB_FORMS := tests/files/odk/web_forms
WEB_FORMS_MODULES := .venv/web_forms/node_modules/.installed
GENERATORS := openapi/generators
LINTER := openapi/lint/node_modules/.package-lock.json

PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo demo-disaster quick test test-long browser qgis geographiclib swift lint format types check-merge migrations-check seasons drill generate \
    openapi clients client-python client-typescript node-modules lint-document generators release-document pictures wheels bench fuzz gdal lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  PYTHON=python3.12  chooses the interpreter for a new .venv"
	@echo "  JOBS=4             runs the tests in that many processes"

install: $(STAMP) ## Make the environment in .venv (the others call it)

demo: install ## Play the week of 15 to 22 August 2022 and print its report
	@$(BIN)/minetally demo

demo-disaster: install ## Play that week, lose the server on its way, restore it, compare find by find; with a journal, without, with an old file put back
	@$(BIN)/minetally demo-disaster --journal
	@$(BIN)/minetally demo-disaster
	@$(BIN)/minetally demo-disaster --put-back

quick: install lint types ## A verdict while editing, in about a minute: no PostgreSQL, no commands, no files, no clients
	$(PYTEST) -m "not long" -k "not postgresql" -q tests/house/test_layout.py tests/models tests/merge tests/finds tests/staff tests/verify

test: install lint types lint-document node-modules ## Check everything, on SQLite and on a real PostgreSQL: under ten minutes
	$(PYTEST) -m "not long"

test-long: install node-modules check-merge ## Check what takes longer: long random histories, every two writes at once, hours of trouble, every boundary, a new field
	$(PYTEST) -m long

browser: ## Install the browser that a test opens the API page with (Debian's chromium; the test is skipped without)
	@command -v chromium > /dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
	    || echo "chromium could not be installed: the test of the API page will be skipped"

qgis: ## Install the QGIS that a test opens the map layers with (Debian's, about two minutes; the test is skipped without)
	@/usr/bin/python3 -c "import qgis.core" 2> /dev/null \
	    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-qgis qgis-providers > /dev/null; } \
	    || echo "QGIS could not be installed: its test will be skipped"

geographiclib: ## Install the GeographicLib that positions are compared with (Debian's; the test is skipped without)
	@command -v GeoConvert > /dev/null \
	    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends geographiclib-tools > /dev/null; } \
	    || echo "GeographicLib could not be installed: its test will be skipped"

swift: ## Install the OpenStack Swift to which backups go in test-long (Debian's; the tests are skipped without)
	@command -v swift-proxy-server > /dev/null \
	    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends swift-proxy swift-account swift-container swift-object > /dev/null; } \
	    || echo "Swift could not be installed: its tests will be skipped"

lint: install ## Check style and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: install ## Fix style and format automatically
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: install ## Check the types
	$(BIN)/mypy

check-merge: install ## Break each line of the merge; the suite must notice
	$(BIN)/python -m tests.mutate_merge

seasons: install ## Play random seasons in which the server is lost, on both databases; say how many end otherwise (SEASONS=20 of each kind)
	$(BIN)/python -m tests.seasons $(SEASONS)

drill: install ## Restore the newest backup of a store beside the live server, and say whether it would hold (STORE=/mnt/usb/minetally)
	@$(BIN)/minetally drill $(STORE)

migrations-check: install ## Say whether the tables and the migrations agree (alembic check)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	URL="sqlite:///$$folder/check.db" $(BIN)/python -c 'import os; from sync.database import migrations; \
	migrations.migrate(os.environ["URL"]); migrations.check_migrations(os.environ["URL"])'

generate: openapi clients ## Write everything that is generated: the document, both clients, the ODK form, tables in pages
	$(BIN)/python -m api.generated
	$(BIN)/python -m models.tables

openapi: install ## Write openapi/openapi.json anew
	$(BIN)/minetally openapi --output openapi/openapi.json

clients: client-python client-typescript ## Write the generated clients anew from openapi/openapi.json

client-python: install ## ... that in Python only
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/openapi-python-client generate --overwrite --fail-on-warning --meta none \
	    --path openapi/openapi.json --config $(CLIENT)/generator.yml --custom-template-path $(CLIENT)/templates \
	    --output-path $(CLIENT)/minetally_client/generated

client-typescript: node-modules ## Write the TypeScript client anew from openapi/openapi.json
	cd $(NODE_CLIENT) && npm run --silent generate && npm run --silent build

node-modules: ## Install the tools of the TypeScript client and the engine of ODK Web Forms, where there is node
	@command -v npm > /dev/null || { echo "there is no node with npm here: the TypeScript client will not be tested"; exit 0; }; \
	    $(MAKE) --no-print-directory $(NODE_MODULES) $(WEB_FORMS_MODULES)

lint-document: ## Check openapi/openapi.json by the rules of openapi/lint/redocly.yaml (needs node)
	@if command -v npm > /dev/null; then $(MAKE) -s $(LINTER) && cd openapi/lint && \
	    REDOCLY_SUPPRESS_UPDATE_NOTICE=true npm run --silent lint; \
	else echo "NOT LINTED: there is no npm here. openapi/openapi.json is linted with Node 20.19, 22.12 or newer."; fi

generators: $(GENERATORS)/.venv/.installed ## Try the generators of clients that people use, compile what they write, note it in docs/api.md (minutes; ONLY=java: some; needs node)
	@{ command -v javac && test -e /usr/share/java/httpmime.jar && test -e /usr/share/gocode/src/gopkg.in/validator.v2; } > /dev/null \
	    || { apt-get update -qq && apt-get install -y -qq --no-install-recommends default-jdk-headless libhttpmime-java \
	    libjakarta-annotation-api-java golang-gopkg-validator.v2-dev > /dev/null; } \
	    || echo "the compilers could not be installed: Java and Go will be generated only"
	@$(GENERATORS)/.venv/bin/python $(GENERATORS)/try_all.py $(ONLY)

release-document: openapi ## Keep openapi.json as the document of this version; do it once, when the version is released
	$(BIN)/python -m api.openapi.released

pictures: install ## Take the pictures of README.md again, from the week of the demo
	$(BIN)/python docs/pictures/take.py

wheels: install ## Build the wheels of Minetally and of its Python client into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist . ./$(CLIENT)

bench: install ## Measure speed beside the raw limits
	$(BIN)/python -m bench
	$(BIN)/python -m bench.beside

fuzz: install ## Ask the server for ten minutes on each database what its document allows and forbids (FUZZ_SECONDS=60: shorter)
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

gdal: install ## Have GDAL read fifty thousand finds from a server, and compare each with SQL
	$(BIN)/python -m tests.gdal_map 50000

lock: $(BIN)/uv ## Write requirements.lock anew, with the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header \
	    --no-emit-package minetally-client --group dev pyproject.toml --output-file requirements.lock
	@! grep -n '://' requirements.lock

clean: ## Remove .venv and what tools left behind
	rm -rf .venv .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist $(NODE_CLIENT)/node_modules $(NODE_CLIENT)/build openapi/lint/node_modules \
	    $(GENERATORS)/.venv $(GENERATORS)/node_modules $(GENERATORS)/build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml requirements.lock $(CLIENT)/pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip sync --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable . --editable $(CLIENT)
	@touch $@

$(NODE_MODULES): $(NODE_CLIENT)/package-lock.json
	@cd $(NODE_CLIENT) && npm ci --silent --no-audit --no-fund
	@touch $@

$(WEB_FORMS_MODULES): $(WEB_FORMS)/package-lock.json
	@mkdir -p .venv/web_forms && cp $(WEB_FORMS)/package*.json $(WEB_FORMS)/.npmrc .venv/web_forms
	@cd .venv/web_forms && npm ci --silent --no-audit --no-fund
	@touch $@

$(GENERATORS)/.venv/.installed: $(GENERATORS)/requirements.lock $(GENERATORS)/package-lock.json | $(BIN)/uv
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(GENERATORS)/.venv
	@$(BIN)/uv pip sync --quiet --python $(GENERATORS)/.venv/bin/python --require-hashes $(GENERATORS)/requirements.lock
	@cd $(GENERATORS) && npm ci --silent --no-audit --no-fund
	@touch $@

$(LINTER): openapi/lint/package-lock.json
	@cd openapi/lint && npm ci --silent --no-fund --no-audit && touch node_modules/.package-lock.json

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

# `make build` and `make test` each set up what they need; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
STAMP := $(VENV)/.ready
UV := uv==0.13.9
ORIGINALS ?= ../shared/seeds
TEXTS := --texts seeds $(addprefix --texts ,$(wildcard $(ORIGINALS)))
OWN_GOLD := tests/gold/seeds.json $(if $(wildcard $(ORIGINALS)),tests/gold/originals.json) \
	tests/heldout/press/gold.json tests/heldout/modern/gold.json tests/heldout/early/gold.json tests/heldout/late/gold.json
UNSEEN := --held-out tests/heldout/early --held-out tests/heldout/late
FURTHER_GOLD ?= ../shared/corpus/press/gold.json ../shared/corpus/modern/gold.json

export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENDOR := kg/serve/static/vendor
WIDGETS := $(addprefix kg/serve/web/node_modules/,@zazuko/yasgui/build/yasgui.min.js @zazuko/yasgui/build/yasgui.min.css \
	cytoscape/dist/cytoscape.min.js)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build test fast lint quality bench pictures bench-serve web wheel lock upgrade clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

build: $(STAMP) ## build the graph from seeds/ into build/
	@$(BIN)/kg build seeds/ --decisions seeds/decisions.ttl --out build

test: lint ## run every check and every test
	@$(RUN) pytest -n auto --dist worksteal

fast: $(STAMP) ## run the tests that take no time
	@$(RUN) pytest -m "not slow" -n auto --dist worksteal

lint: $(STAMP) ## check style, types and the order of the rooms
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy --strict kg
	@$(BIN)/lint-imports --no-logo

quality: $(STAMP) ## measure how well the texts are read: docs/quality.md and tests/baseline.json anew
	@$(BIN)/kg score $(OWN_GOLD) $(wildcard $(FURTHER_GOLD)) $(TEXTS) $(UNSEEN) \
		--negatives tests/negatives/negatives.json --perturb --format md > docs/quality.md
	@$(BIN)/kg score $(OWN_GOLD) $(TEXTS) $(UNSEEN) \
		--negatives tests/negatives/negatives.json --write-baseline tests/baseline.json

bench: $(STAMP) ## time the commands people wait for: the best of five runs
	@$(BIN)/python -c "$$BENCH"

web: $(VENDOR)/NOTICE.txt ## fetch the editor and the graph widget that kg serve's pages use where they are there

$(VENDOR)/NOTICE.txt: kg/serve/web/package-lock.json
	@command -v npm > /dev/null || { echo "npm is not there: install Node.js 20 or newer; kg serve works without." >&2; exit 1; }
	@npm ci --prefix kg/serve/web --omit=dev --omit=optional --silent
	@mkdir -p $(VENDOR)
	@cp $(WIDGETS) $(VENDOR)/
	@node kg/serve/web/notice.js > $@

pictures: build ## make the pictures of docs/pictures anew (needs Chromium)
	@$(BIN)/python docs/pictures/make.py build

bench-serve: build ## time saved queries and pages over HTTP, beside rdflib-endpoint
	@$(BIN)/python benchmarks/serve.py build

wheel: $(STAMP) $(if $(shell command -v npm),web) ## make the wheel in dist/, with the editor and the graph widget if npm is there
	@$(RUN) build --wheel --no-isolation --outdir dist

lock: ## write requirements.lock anew for pyproject.toml, keeping the versions it has
	@$(COMPILE)

upgrade: ## write requirements.lock anew with the newest versions
	@$(COMPILE) --upgrade

clean: ## remove what was made, and .venv
	rm -rf build dist $(VENV) $(VENV)-lock .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder it was made in, because a moved or copied .venv does not work.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
FRESH := --clear
endif

$(STAMP): requirements.lock pyproject.toml
	@$(CHECK_PYTHON)
	@echo "Setting up $(VENV) from requirements.lock: once, about a minute."
	@$(PYTHON) -m venv $(FRESH) $(VENV)
	@$(RUN) pip install -qq --require-hashes -r requirements.lock
	@$(RUN) pip install -qq --no-deps --no-build-isolation -e .
	@printf %s "$(CURDIR)" > $@

define CHECK_PYTHON
command -v "$(PYTHON)" > /dev/null || { \
	echo "$(PYTHON) is not there: install Python 3.11 or newer, or say make PYTHON=/path/to/python." >&2; exit 1; }; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "$$("$(PYTHON)" --version) is too old: kg needs 3.11 or newer; say make PYTHON=/path/to/python." >&2; exit 1; }; \
"$(PYTHON)" -c 'import ensurepip, venv' 2> /dev/null || { \
	echo "$(PYTHON) has no venv: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
endef

define COMPILE
$(CHECK_PYTHON); \
$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install -qq $(UV) && \
$(VENV)-lock/bin/uv pip compile pyproject.toml -q --all-extras --group dev --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" --output-file requirements.lock
endef

define BENCH
import subprocess, tempfile, time

def seconds(*arguments):
    start = time.perf_counter()
    subprocess.run(["$(BIN)/kg", *arguments], check=True, capture_output=True)
    return time.perf_counter() - start

with tempfile.TemporaryDirectory() as folder:
    out = folder + "/build"
    for command in (["--help"], ["build", "seeds/", "--out", out], ["query", "ratings", "--build", out]):
        print(f"{min(seconds(*command) for _ in range(5)):6.2f} s  kg {' '.join(command).replace(out, 'build')}")
endef
export BENCH

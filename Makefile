# Kairos CRM. `make run` starts the suite on this machine, `make test` tests it; both set themselves up.

PYTHON ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.13*/bin/python3.13) $(shell command -v python3.13) $(shell command -v python3))
PORT ?= 8080
DYNAMODB ?= moto
CLOCK ?= demo

VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := layers/crm/python:.

.PHONY: run test check bench synth openapi coverage-of-requirements deploy lock clean

run: $(VENV)/.run  ## Start the suite with its demo company on http://127.0.0.1:8080
	@$(BIN)/python -m infra.local --port $(PORT) --dynamodb $(DYNAMODB) --clock $(CLOCK)

test: $(VENV)/.test  ## Run the tests
	$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/.test $(VENV)/.check  ## What must hold before each commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy layers/crm/python/crm functions infra
	$(BIN)/lint-imports

openapi: $(VENV)/.test  ## Write the API document, the event schemas and the table of actions anew
	@$(BIN)/python -m infra.openapi

lock:  ## Resolve the dependencies anew
	.ci/lock

clean:  ## Remove everything that make has built
	rm -rf $(VENV) .build .twin cdk.out

install = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes $(foreach name,$(1),-r $(name))

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python layers/dependencies/requirements.txt requirements/run.txt
	$(call install,layers/dependencies/requirements.txt requirements/run.txt)
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(call install,requirements/test.txt)
	@touch $@

$(VENV)/.check: $(VENV)/.test requirements/check.txt
	$(call install,requirements/check.txt)
	@touch $@

$(VENV)/.cdk: $(VENV)/.test requirements/cdk.txt
	$(call install,requirements/cdk.txt)
	@touch $@

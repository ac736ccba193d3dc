# Kairos CRM. `make run` starts the suite on this machine, `make test` tests it; both set themselves up.

PYTHON ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.13*/bin/python3.13) $(shell command -v python3.13) $(shell command -v python3))
PORT ?= 8080
DYNAMODB ?= moto
CLOCK ?= demo
STAGE ?= dev
APPROVAL ?= broadening

VENV := .venv
BIN := $(VENV)/bin
CDK := node_modules/.bin/cdk
# The tests of what is deployed need a large library: CI installs it, a developer who has it keeps it up to date.
WITH_CDK := $(if $(CI)$(wildcard $(VENV)/.cdk),$(VENV)/.cdk)
export PYTHONPATH := layers/crm/python:.

.PHONY: run test check bench synth diff openapi coverage-of-requirements deploy lock clean

run: $(VENV)/.run  ## Start the suite with its demo company on http://127.0.0.1:8080
	@$(BIN)/python -m infra.local --port $(PORT) --dynamodb $(DYNAMODB) --clock $(CLOCK)

test: $(VENV)/.test $(WITH_CDK)  ## Run the tests
	$(if $(WITH_CDK),,@echo "Left out: the tests of the CDK templates. 'make $(VENV)/.cdk' installs what they need; CI always runs them.")
	$(BIN)/python -m pytest $(if $(WITH_CDK),,-m "not cdk") $(TESTS)

check: $(VENV)/.test $(VENV)/.check $(VENV)/.cdk  ## What must hold before each commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy layers/crm/python/crm functions infra
	$(BIN)/lint-imports

openapi: $(VENV)/.test  ## Write the API document, the event schemas and the table of actions anew
	@$(BIN)/python -m infra.openapi

synth: $(VENV)/.cdk node_modules/.installed  ## Write the templates of STAGE to cdk.out; needs no AWS account
	$(CDK) synth --quiet --no-notices -c stage=$(STAGE)

diff: $(VENV)/.cdk node_modules/.installed  ## Show what a deployment of STAGE would change
	$(CDK) diff --no-notices -c stage=$(STAGE)

deploy: $(VENV)/.cdk node_modules/.installed  ## Deploy STAGE into the AWS account that the command line is signed in to
	$(CDK) deploy --all --no-notices --require-approval $(APPROVAL) -c stage=$(STAGE)

lock:  ## Resolve the dependencies anew
	.ci/lock

clean:  ## Remove everything that make has built
	rm -rf $(VENV) .build .twin cdk.out node_modules

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

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

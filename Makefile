# Kairos CRM. `make run` starts the suite on this machine, `make test` tests it; both set themselves up.

# A command of that name may be a version manager's that has no such version: only one that runs counts.
PYTHON ?= $(shell python3.13 -c 'import sys; print(sys.executable)' 2>/dev/null || command -v python3)
PORT ?= 8080
DYNAMODB ?= moto
CLOCK ?= demo
STAGE ?= dev
APPROVAL ?= broadening

VENV := .venv
BIN := $(VENV)/bin
CDK := node_modules/.bin/cdk
WORKERS ?= auto
# Some tests need large tools: CI installs them, and a developer who has them keeps them up to date.
WITH_CDK := $(if $(CI)$(wildcard $(VENV)/.cdk),$(VENV)/.cdk)
WITH_DYNAMODB_LOCAL := $(if $(CI)$(and $(shell command -v java),$(wildcard node_modules/.installed)),node_modules/.installed)
CHROMIUM := /usr/bin/chromium
WITH_CHROMIUM := $(if $(CI)$(and $(wildcard $(CHROMIUM)),$(wildcard node_modules/axe-core/axe.min.js)),$(CHROMIUM) node_modules/.installed)
LEFT_OUT := $(strip $(if $(WITH_CDK),,cdk) $(if $(WITH_DYNAMODB_LOCAL),,conformance) $(if $(WITH_CHROMIUM),,browser))
WITHOUT := not $(subst $() , and not ,$(LEFT_OUT))
export PYTHONPATH := layers/crm/python:.

.PHONY: run test check fuzz bench synth diff openapi coverage-of-requirements deploy lock clean

run: $(VENV)/.run $(if $(filter local,$(DYNAMODB)),node_modules/.installed)  ## Start the suite with its demo company
	@exec $(BIN)/python -m infra.local --port $(PORT) --dynamodb $(DYNAMODB) --clock $(CLOCK)

test: $(VENV)/.test $(WITH_CDK) $(WITH_DYNAMODB_LOCAL) $(WITH_CHROMIUM)  ## Run the tests; those of TESTS, if it is given
ifneq ($(LEFT_OUT),)
	@echo "Left out for want of their tools: $(LEFT_OUT). 'make test CI=true' installs them; it needs Node 20 and Java 17, and root or Debian's chromium."
endif
	$(BIN)/python -m pytest $(if $(TESTS),$(TESTS),-n $(WORKERS) --dist loadscope --no-loadscope-reorder) $(if $(LEFT_OUT),-m "$(WITHOUT)")

check: $(VENV)/.check $(VENV)/.cdk  ## What must hold before each commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy layers/crm/python/crm functions infra
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/unit/test_openapi.py

fuzz: $(VENV)/.test  ## Try requests on every action and mails that nobody thought of, other ones each time
	FUZZ_MAILS=10000 FUZZ_SEED=$$(date +%s) $(BIN)/python -m pytest tests/unit/mail/test_mutations.py
	FUZZ_EXAMPLES=60 $(BIN)/python -m pytest -n $(WORKERS) tests/conformance/test_schemathesis.py

bench: $(VENV)/.test node_modules/.installed  ## Measure speed and cost, for docs/performance.md
	$(BIN)/python -m tests.load

coverage-of-requirements: $(VENV)/.test  ## List which requirement which test proves
	@$(BIN)/python -m tests.requirements

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
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Needs Python 3.11 or later; another one: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

RUN := $(wildcard layers/*/requirements.txt) requirements/run.txt
$(VENV)/.run: $(BIN)/python $(RUN)
	$(call install,$(RUN))
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

$(CHROMIUM):
	apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

# What a newcomer needs: `make run` and `make test`. Everything lands in .venv, from the committed lock.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
UV_ENV := UV_PYTHON_DOWNLOADS=never
# What was compiled is kept, also where the shell asks otherwise: loading anew costs each run of the tests 6 s.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run demo setup test check rule rules prove model reference bench faults map lock build

help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

##@ Every day
run: setup ## the desk on 127.0.0.1:8000, data in ./data (SUYING_PORT, SUYING_DATA; ARGS='--empty')
	@exec $(BIN)/suying serve $(ARGS)

demo: setup ## a month of complaints at two sites, in ./demo (ARGS='--seed 2')
	@$(BIN)/suying demo $(ARGS)

test: setup ## all tests; one folder or file: T=tests/process
	@$(PYTEST) $(if $(T),$(T),-n 2)

check: setup ## ruff, mypy --strict, import contracts, architecture tests, generated pages fresh
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m infra.reference --check
	@$(PYTEST) tests/architecture --durations=0 --durations-min=1

##@ The rules of the handbook
rules: setup ## every rule id with its action, event, clock and tests
	@$(BIN)/python -m tests.rules

rule: setup ## one rule, with the handbook's text: R=R4.4
	@$(BIN)/python -m tests.rules $(if $(R),$(R),$(error Name the rule: make rule R=R4.4))

prove: setup ## take away each guard, clock row and refusal in turn: a test of that rule must notice (C=p04 one chapter)
	@$(BIN)/python -m tests.prove $(C)

model: setup ## 2,000 random lives of 40 steps against the plain model; how often each action was accepted (P=200 fewer)
	@$(BIN)/python -m tests.model $(P)

##@ Written from the code
reference: setup ## write the pages of docs/reference anew
	@$(BIN)/python -m infra.reference

map: setup ## who uses which package of shared/
	@$(BIN)/python -m tests.architecture.map

##@ Slow
faults: setup ## kills, cut answers and races in numbers; goes on where it was cut (ROUNDS=20 kills fewer)
	@$(BIN)/python -m tests.faults

bench: setup ## the table of measurements, build/bench.json: ROW=append-8 runs one
	@$(BIN)/python -m tests.bench $(ROW)

##@ House
setup: ## .venv from the lock; does nothing when the lock is unchanged
	@sh infra/setup.sh

build: setup ## the wheel, in dist/
	@$(BIN)/uv build --wheel --out-dir dist --no-progress

lock: setup ## make the locks anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@sh infra/requirements.sh $(if $(UPGRADE),--upgrade)

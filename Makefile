# Two commands matter: `make run` and `make test`. Both set up what they need. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint types imports unit contracts guards journeys drills drill format bench requirements lock clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## Bring what running needs
	@$(PYTHON) scripts/bootstrap.py

setup-dev: ## Bring what tests and checks need as well
	@$(PYTHON) scripts/bootstrap.py --dev

run: setup ## Run the whole portal (PORT=8000 HOST=127.0.0.1)
	@set -a; if [ -f .env ]; then . ./.env; fi; set +a; exec env $(if $(PORT),PORT=$(PORT)) $(if $(HOST),HOST=$(HOST)) $(BIN)/payerport run

test: setup-dev ## Run every check and every test
	@exec $(BIN)/python scripts/check.py

lint types imports unit contracts guards journeys drills: setup-dev
	@exec $(BIN)/python scripts/check.py $@

lint: ## Style and slips
types: ## Types
imports: ## Which package may import which
unit: ## Unit and database tests
contracts: ## Published samples
guards: ## Tests about the code
journeys: ## Browser journeys
drills: ## Processes killed and doubled, the short form

drill: setup-dev ## Processes killed and doubled, the long form: 500 claims, the worker's own patience
	@PAYERPORT_DRILL=long $(BIN)/python -m pytest -q -s tests/drills src/payerport/recovery/tests/test_same_time.py

format: setup-dev ## Put the code into its form
	@$(BIN)/ruff check --fix --quiet src tests scripts conftest.py || true
	@$(BIN)/ruff format src tests scripts conftest.py

bench: setup-dev ## Measure what is claimed about speed
	@for file in benchmarks/*.py; do [ -e "$$file" ] || { echo "No benchmarks yet."; exit 0; }; echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

requirements: setup-dev ## Which requirement is proved by which test
	@$(BIN)/python scripts/requirements.py

lock: setup ## Refresh the locks in requirements/ from the .in files
	@$(PYTHON) scripts/lock.py

clean: ## Delete the database, the environment and everything built
	@if [ -x $(BIN)/payerport ]; then $(BIN)/payerport db reset --yes || true; PAYERPORT_ENV=test $(BIN)/payerport db reset --yes || true; fi
	@rm -rf .venv .data node_modules test-results src/payerport/web/static/payerport/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# `make run` and `make test` are all the set-up there is; both need Python 3.11, git and make.
# Every path is relative, so that the folder may lie under a name with spaces.

PYTHON ?= python3
BIN := .venv/bin
# Relative on purpose: pip splits these at blanks. The second name is the one that newer pips read for build backends.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(BIN)/python -m pip install --quiet -c constraints.txt
PINS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test bench screenshots keys clean rebuild

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/.run demo ## open the example study in the terminal (status only, where there is no terminal)
	@cd demo && if test -t 0 && test -t 1; then exec ../$(BIN)/crosscase; else exec ../$(BIN)/crosscase status; fi

test: .venv/.test ## lint, type-check and run the whole test suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3 --dist worksteal

bench: .venv/.test ## measure the budgets
	$(BIN)/python -m benchmarks

screenshots: .venv/.test ## take the pictures of the documentation anew
	$(BIN)/python scripts/screenshots.py
	$(BIN)/python scripts/form_screenshots.py

keys: .venv/.test ## write docs/keys.md anew from the program's own bindings
	$(BIN)/python scripts/keys_reference.py

clean: ## remove what was installed, built and cached; demo/ stays, there may be work in it
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first run copies the example study; what lies in demo/ afterwards is the user's and is left alone.
demo: | .venv/.run
	$(BIN)/crosscase demo demo

.venv/.run: .venv/pyvenv.cfg $(PINS)
	@echo "Installing crosscase into .venv (a minute or two, the first time) ..."
	@$(PIP) -e .
	@touch $@

.venv/.test: .venv/pyvenv.cfg $(PINS)
	@echo "Installing crosscase and its test tools into .venv (a minute or two, the first time) ..."
	@$(PIP) -e ".[test]"
	@touch .venv/.run $@

# Made anew where it is missing or where its Python has gone from the machine.
.venv/pyvenv.cfg: $(shell test -x $(BIN)/python || echo rebuild)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "crosscase needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv || { rm -rf .venv; exit 1; }

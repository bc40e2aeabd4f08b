# `make run` opens the tutor, `make test` passes the tests, `make quick` those of what changed. Each sets up what it needs, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ORACLE ?= no# `make test ORACLE=yes` adds PyTorch as an independent oracle
JOBS ?= $(shell $(PYTHON) -c 'import os; print(1 + min(os.cpu_count() or 1, 7))')# tests at a time; many of them wait for something
SINCE ?= HEAD# `make quick SINCE=main` runs the tests of all that changed since main

define SOURCE
@echo "ruff";         $(BIN)/ruff check .
@echo "ruff format";  $(BIN)/ruff format --check --quiet .
@echo "mypy";         $(BIN)/mypy --no-error-summary
endef

.PHONY: run test quick lint bench trust clean

run: $(VENV)/.run
	@$(BIN)/gradlings

test: $(VENV)/.test-$(ORACLE)
	$(SOURCE)
	@echo "imports";      $(BIN)/lint-imports --no-cache > $(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }
	@echo "pytest";       $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

quick: $(VENV)/.test-$(ORACLE)
	$(SOURCE)
	@echo "imports";      $(BIN)/lint-imports > $(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }
	@echo "pytest";       $(BIN)/python tests/changed.py $(SINCE) -n $(JOBS) --dist worksteal --hypothesis-profile new

lint: $(VENV)/.run
	@$(BIN)/gradlings lint

bench: $(VENV)/.test-yes
	@$(BIN)/python -m compileall -q engine lessons tutor
	@for program in first_paint latency cli judge workers hostile confine engine labs solved; do \
	  echo "tests/bench/$$program.py"; PYTHONPATH=. $(BIN)/python tests/bench/$$program.py || exit 1; done

trust: $(VENV)/.test-no
	@PYTHONPATH=. $(BIN)/python tests/bench/trust.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "gradlings needs Python 3.11 or later; `$(PYTHON) --version 2>&1` is what \"$(PYTHON)\" is here. Install one, or name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python has no venv module. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing gradlings"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/python -m compileall -q engine lessons tutor
	@touch $@

$(VENV)/.test-no: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing gradlings and the tools of its tests"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q engine lessons tutor
	@touch $@ $(VENV)/.run

$(VENV)/.test-yes: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing gradlings, the tools of its tests, and PyTorch"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,oracle]'
	@$(BIN)/python -m compileall -q engine lessons tutor
	@touch $@ $(VENV)/.test-no $(VENV)/.run

# Sapa: the few commands a newcomer needs. `make help` lists them; the README shows the plain
# commands behind each for those without make.
SHELL := /bin/sh
VENV  := .venv
PY    := $(VENV)/bin/python
PORT  ?= 8501
PIP   := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --use-pep517 -c requirements.lock

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench docs clean

help:            ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

run: $(VENV)/ready  ## set up, build the demo operator, serve the dashboard on http://localhost:8501
	@$(PY) -m etl demo
	@$(PY) -m ui.serve --demo --port $(PORT)

demo: $(VENV)/ready  ## build the demo operator without serving
	@$(PY) -m etl demo

test: $(VENV)/ready-dev  ## run all tests (the browser's too where chromium is installed)
	@$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: $(VENV)/ready-dev  ## lint, types, import rules
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy .
	@$(PY) -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

bench: $(VENV)/ready  ## measure what is promised about speed
	@$(PY) -m bench.first_start
	@$(PY) -m bench.load_speed
	@$(PY) -m bench.day_added

docs: $(VENV)/ready  ## write the generated pages of docs/ anew
	@$(PY) -m etl contracts --format markdown > docs/data-contracts.md
	@$(PY) -m warehouse metrics --format markdown > docs/metrics.md

clean:           ## remove the environment and the demo operator (never another instance)
	rm -rf $(VENV) data/demo

$(VENV)/ready: requirements.txt requirements.lock
	@deploy/make-venv.sh $(VENV)
	@echo "set-up: installing packages (once, about a minute) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@echo "set-up: installing what tests and checks need (once) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

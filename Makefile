PYTHON ?= .venv/bin/python

.PHONY: run check runtimes keras-versions bench format model

run: .venv/installed
	$(PYTHON) -m server

check: .venv/tested
	$(PYTHON) -m pytest

runtimes: .venv/tested
	$(PYTHON) -m pytest tests/converter/test_runtimes.py

# Checks which files of which version of Keras the converter reads; takes minutes for each version.
keras-versions: .venv/tested
	$(PYTHON) -m tests.converter.keras_versions

bench: .venv/tested
	$(PYTHON) -m tests.benchmark.server
	$(PYTHON) -m tests.benchmark.page
	$(PYTHON) -m tests.benchmark.first_visit
	$(PYTHON) -m tests.benchmark.training

model: .venv/tested
	$(PYTHON) -m converter
	for card in models/*/card.json; do \
	  folder=$$(dirname $$card); \
	  $(PYTHON) -m converter --source $$folder/face_mask.keras --card $$card \
	    --output static/model-$$(basename $$folder) || exit 1; \
	done

format: .venv/tested
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

.venv/installed: pyproject.toml static/package-lock.json
	python3 -m venv .venv
	$(PYTHON) -m pip install -e .
	touch $@

.venv/tested: pyproject.toml static/package-lock.json
	python3 -m venv .venv
	$(PYTHON) -m pip install -e '.[test]'
	touch $@

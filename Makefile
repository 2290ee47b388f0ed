# make run and make test need Python 3.11, git and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
WORKERS ?= 2

.PHONY: install run test lint check golden docs bench lock clean

install: .venv/run.done

.venv/build.done: requirements/build.lock
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/build.lock
	@touch $@

.venv/run.done: .venv/build.done requirements/run.lock pyproject.toml
	$(PIP) --no-build-isolation --require-hashes -r requirements/run.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev.done: .venv/run.done requirements/dev.lock
	$(PIP) --no-build-isolation --require-hashes -r requirements/dev.lock
	@touch $@

run: .venv/run.done
	$(BIN)/jixiao run data/raw --out data/parquet

lint: .venv/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/jixiao patterns check

test: lint check

check: .venv/dev.done
	$(BIN)/pytest -n $(WORKERS) tests

# Write the golden files anew from what is read now; look at the diff before you commit it.
golden: .venv/dev.done
	$(BIN)/pytest -n $(WORKERS) tests/golden --regenerate

bench: .venv/dev.done
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

# Write the data dictionary and the commands into both READMEs.
docs: .venv/dev.done
	$(BIN)/python tools/docs.py

# Resolve the newest versions the project allows and write them down with their hashes.
lock: .venv/dev.done
	$(BIN)/python -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements/build.lock requirements/build.in
	$(BIN)/python -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements/run.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --constraint requirements/run.lock \
		--extra dev --extra notebooks --extra ocr --extra ray --output-file requirements/dev.lock pyproject.toml

clean:
	rm -rf .venv build dist *.egg-info data/parquet/*

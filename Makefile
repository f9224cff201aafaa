# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0

# A file's tests stay in one process: they share its fixtures.
SPREAD = --numprocesses auto --maxprocesses 8 --dist loadfile

.PHONY: help setup demo test test-base lint format schema

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready  ## .venv with everything, from Python 3.13; does nothing where it stands

.venv/.ready: pyproject.toml constraints.txt scripts/setup
	@scripts/setup

demo: setup  ## four furnished rooms with truth and pairs in out/demo
	@.venv/bin/cavendish generate quickstart -o out/demo

test: lint  ## linters, types, import rules, licences and all tests
	.venv/bin/python -m pytest $(SPREAD)

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/reuse lint --quiet || .venv/bin/reuse lint

test-base: setup  ## the tests that need no Blender, on Python 3.11 with the base install alone
	@scripts/test-base

format: setup  ## put the code into the house's form
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

schema: setup  ## write docs/recipe.schema.json again
	.venv/bin/cavendish schema -o docs/recipe.schema.json

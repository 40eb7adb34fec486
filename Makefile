# Every target works as the first command in a fresh clone: it makes .venv from the lock files, then does its work.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
export LANG := C.UTF-8
export PYTHON
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test check pictures bench bundle installer reproducible test-installer windows test-windows release lock clean ready

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: ## make .venv with everything, for working on the project
	@.ci/setup dev

ready:
	@.ci/setup run

run: ready ## open Switchback; ARGS="--demo" for a sample squad, ARGS="athletes" for the command line
	@.ci/display $(ARGS) && exec $(PY) -m desktop $(ARGS)

test: check ## all checks, then all tests; ARGS="tests/rules -x" for some
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(ARGS)

check: setup ## lint, form, import contracts, types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/lint-imports
	@$(PY) -m pyright

pictures: ready ## draw every page and dialog of the sample squad into pictures/
	@QT_QPA_PLATFORM=offscreen $(PY) -m desktop pictures $(or $(ARGS),pictures)

bench: setup ## measure; each file of tests/benchmarks/ says whether its targets hold; SWITCHBACK_BIG_STORE=FILE takes a store that is there
	@status=0; made=$$(mktemp -d); trap 'rm -rf "$$made"' EXIT; \
	if [ -z "$$SWITCHBACK_BIG_STORE" ]; then \
	  PYTHONPATH=. $(PY) -m tests.benchmarks.generator "$$made/switchback.db" || exit 1; \
	  export SWITCHBACK_BIG_STORE="$$made/switchback.db"; \
	fi; \
	for file in tests/benchmarks/bench_*.py; do \
	  [ -e "$$file" ] || continue; echo "== $$file"; \
	  QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(PY) "$$file" || status=1; \
	done; exit $$status

bundle: ## freeze the program into the folder dist/switchback (PyInstaller)
	@.ci/setup bundle
	@PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)} \
	  .venv/bin/pyinstaller --noconfirm --log-level WARN $(ARGS) build.spec

installer: ## build what is given to people on Linux from the last commit into dist/: .deb, self-extracting installer, SHA-256 sums
	@resources/packaging/linux/build $(ARGS)

reproducible: ## build the installers twice, in two places, and compare every file
	@resources/packaging/linux/reproducible

test-installer: setup ## install, use, upgrade and remove both installers in minimal Debian roots (root, debootstrap); ARGS="-x" for pytest
	@resources/packaging/linux/test $(ARGS)

windows: ## build the installer for Windows from the last commit into dist/, under Wine; resources/packaging/windows/README.md
	@resources/packaging/windows/build $(ARGS)

test-windows: ## install, start, use, upgrade and remove that under Wine; ARGS=FILE for a set-up program that is there
	@resources/packaging/windows/test $(ARGS)

release: setup ## tests, installers, licences, sums, notes, then the tag of resources.VERSION; ARGS="--dry-run" for all but the tag
	@PYTHONPATH=. $(PY) resources/packaging/release.py $(ARGS)

lock: ## renew requirements*.lock to the newest versions that pyproject.toml allows (needs uv: pip install uv)
	@command -v uv >/dev/null || { echo "make lock needs uv; it is installed with: pip install uv" >&2; exit 1; }
	@uv lock --quiet --upgrade
	@uv export --quiet --frozen --format requirements-txt --no-header --no-annotate --no-emit-project --group native --output-file requirements.lock >/dev/null
	@uv export --quiet --frozen --format requirements-txt --no-header --no-annotate --no-emit-project --only-group dev --output-file requirements-dev.lock >/dev/null
	@uv export --quiet --frozen --format requirements-txt --no-header --no-annotate --no-emit-project --only-group build --output-file requirements-build.lock >/dev/null
	@rm uv.lock   # it records where files were fetched from; the three files hold all that counts
	@! grep -n '://' requirements*.lock

clean: ## remove .venv, pictures and everything else that was made
	@rm -rf .venv build dist pictures *.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find desktop models resources rules tests -name __pycache__ -type d -prune -exec rm -rf {} +

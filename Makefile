# A fresh clone on Debian 12, Ubuntu 24.04 or newer needs only git and make: every target sets up what it lacks.
SHELL := /bin/bash
PYTHON := .venv/bin/python
CATALOGUES := $(wildcard resources/languages/*/LC_MESSAGES/*.po)
READY := .venv/ready $(CATALOGUES:.po=.mo)
PINS := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make requirements" pyproject.toml
MEASURES := start memory record report verify list smooth photos sites import today plans findings ledger rebuild

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: ready demo run test lint coverage check bench pictures bundle wheel languages requirements clean

ready: $(READY)

.venv/ready: requirements-dev.txt pyproject.toml .ci/machine
	bash .ci/machine
	$(PYTHON) -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

%.mo: %.po .venv/ready
	$(PYTHON) resources/languages/build_languages.py compile

# The sample county in ./demo: weeks of patrols, a daily report, a week and a month signed as PDF, a wall chart, verified at the end.
demo: $(READY)
	@if [ -d demo ]; then \
		echo "./demo is there already; remove it to make it anew, or open it in the window: make run"; \
		find demo/reports -name '*.pdf' -exec $(PYTHON) -m inspector verify --workspace demo {} +; \
	else \
		$(PYTHON) -m inspector demo demo; \
	fi

# The window.
run: $(READY)
	$(PYTHON) -m inspector

# Every test, with coverage recorded for `make coverage`.
test: $(READY)
	$(PYTHON) -m pytest -n 2 --dist worksteal --cov --cov-report=

lint: $(READY)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

# What the tests of the last `make test` did not reach: nothing of inspector and db; ui is reported.
coverage: .venv/ready
	$(PYTHON) -m coverage report --include='ui/*'
	$(PYTHON) -m coverage report --include='inspector/*,db/*' --fail-under=100

# All that must hold before a change is proposed.
check:
	$(MAKE) lint
	$(MAKE) test
	$(MAKE) coverage

# The figures against their floors, as JSON.
bench: $(READY)
	$(PYTHON) -m bench $(MEASURES) --json

# Every page in both languages and both themes into build/pictures, and the manual's pictures into docs/pictures.
pictures: $(READY)
	$(PYTHON) -m docs.pictures
	$(PYTHON) -m docs.pictures --manual

# Two executables in dist/grid-inspector, started once each.
bundle: $(READY)
	.venv/bin/pyinstaller --noconfirm --log-level WARN build.spec
	bash .ci/try-bundle dist/grid-inspector

# The wheel, and `verify` in an environment without Qt.
wheel: $(READY)
	rm -rf dist/wheel
	$(PYTHON) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist/wheel .
	bash .ci/try-wheel dist/wheel

# Take new texts of the source into the catalogues (then translate the empty ones).
languages: .venv/ready
	$(PYTHON) resources/languages/build_languages.py update

# Compile the ranges of pyproject.toml to exact versions; no address of an index is written.
requirements: .venv/ready
	$(PINS) --output-file requirements.txt $(UPGRADE)
	$(PINS) --output-file requirements-dev.txt --constraint requirements.txt --extra window --group dev $(UPGRADE)

clean:
	rm -rf .venv build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

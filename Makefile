# make demo   set up, index the sample corpus, search it, write results.html
# make test   set up, then everything that has to pass: ruff, mypy, node, pytest
# make lint   ruff and mypy only      make bench   the benchmarks
# make clean  remove all that these made, .venv included
#
# Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
BIN := .venv/bin
DATELINE := $(BIN)/dateline
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install

.PHONY: demo test lint bench clean
.DELETE_ON_ERROR:

demo: .venv/.installed
	@echo "Indexing the articles of corpus/ into .dateline/:"
	@$(DATELINE) index --rebuild --index .dateline --rules corpus/rules.toml corpus
	@echo
	@echo "Searching them: dateline search dockers strike --facets -n 3"
	@$(DATELINE) search --index .dateline dockers strike --facets -n 3
	@echo
	@$(DATELINE) search --index .dateline dockers strike --format html -o results.html
	@echo "Wrote the same answer as a page; open it in a browser: file://$(CURDIR)/results.html"
	@echo "Your turn: $(DATELINE) search ferry -strike; then index a folder of your own (README.md)."

test: lint
	@set -- tests/js/*.test.js; \
	if [ ! -e "$$1" ]; then :; \
	elif command -v node >/dev/null; then echo "node"; node --test "$$@"; \
	elif [ "$$CI" = true ]; then echo "node is missing, and tests/js needs it"; exit 1; \
	else echo "SKIPPED tests/js: node is missing (on Debian or Ubuntu: sudo apt install nodejs)"; fi
	@echo "pytest"
	@$(BIN)/python -m pytest -n auto --dist loadgroup

lint: .venv/.test-installed
	@echo "ruff"
	@$(BIN)/ruff check --quiet .
	@echo "mypy"
	@$(BIN)/mypy

bench: .venv/.bench-installed
	@$(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv .dateline results.html build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each set of packages, so that a second run installs nothing.
.venv/.installed: setup.cfg pyproject.toml | .venv/.made
	@echo "Installing Dateline into .venv/ (a minute or two, once)"
	@$(PIP) --editable .
	@touch $@

.venv/.test-installed .venv/.bench-installed: .venv/.%-installed: setup.cfg pyproject.toml | .venv/.made
	@echo "Installing Dateline and what '$*' needs into .venv/ (a minute or two, once)"
	@$(PIP) --editable '.[$*]'
	@touch $@ .venv/.installed

.venv/.made:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Install Python 3.10 or later, \
	or name yours: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Dateline needs Python 3.10 or later; \
	$(PYTHON) is $$($(PYTHON) --version). Name a newer one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) can't make virtual environments. \
	On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

# make demo   set up, index the sample corpus, search it, write results.html and site/
# make test   set up, then everything that has to pass: ruff, mypy, node, pytest
# make lint   ruff and mypy only      make bench   the benchmarks
# make cluster       an OpenSearch node on this machine, to try out (NODES=2: two and a voter); make cluster-down ends it
# make test-cluster  the tests that need one
# make torture   kills, power cuts, corruptions and fuzz for an hour; SCALE=0.1 for a tenth of it
# make fuzz READER=html   coverage-guided fuzzing of one reader for ten minutes (tests/growth.py has their names)
# make clean  remove all that these made, .venv included
#
# Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
BIN := .venv/bin
DATELINE := $(BIN)/dateline
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install

NODES ?= 1

.PHONY: demo test javascript lint bench torture fuzz clean cluster cluster-down test-cluster
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
	@echo
	@echo "The whole archive as a site with a search page, in site/: dateline site site"
	@$(DATELINE) site --index .dateline --title "The Calvessa Archive" site
	@echo "Your turn: $(DATELINE) search ferry -strike; then index a folder of your own (README.md)."

test: lint
	@$(MAKE) --no-print-directory javascript
	@echo "pytest"
	@$(BIN)/python -m pytest -n auto --dist loadgroup

# Without node these are skipped, and say so; in CI that is a failure.
javascript:
	@set -- tests/js/*.test.js; \
	if [ ! -e "$$1" ]; then :; \
	elif command -v node >/dev/null && command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory tests/node_modules/.installed && echo "node" && PYTHON=$(BIN)/python node --test "$$@"; \
	else \
		echo "SKIPPED tests/js: it needs node and npm (on Debian or Ubuntu: sudo apt install nodejs npm)"; \
		[ "$$CI" != true ]; \
	fi

tests/node_modules/.installed: tests/package.json tests/package-lock.json
	@echo "Installing what the browser tests need into tests/node_modules/"
	@npm ci --prefix tests --silent --no-audit --no-fund
	@touch $@

lint: .venv/.test-installed .venv/typed
	@echo "ruff"
	@$(BIN)/ruff check --quiet .
	@echo "mypy"
	@$(BIN)/mypy

# The package as a wheel lays it out, of links, since mypy follows no editable install.
.venv/typed: $(wildcard dateline/*.py) | .venv/.made
	@mkdir -p $@/dateline
	@ln -sfn $(CURDIR)/dateline/*.py $(CURDIR)/dateline/py.typed $(CURDIR)/index $(CURDIR)/search $@/dateline
	@touch $@

cluster: .venv/.made
	@$(BIN)/python tests/opensearch.py up .cluster --nodes $(NODES)

cluster-down: .venv/.made
	@$(BIN)/python tests/opensearch.py down .cluster

# Without Java and Maven, or what these fetch, they are skipped, and say so (and make fails). No part of `.ci/run`: the
# least that tells something takes a minute of both its processors, which its five have no room for.
test-cluster: .venv/.test-installed
	@echo "pytest, with a cluster"
	@$(BIN)/python tests/opensearch.py test .cluster/test --port 9290

bench: .venv/.bench-installed
	@$(BIN)/python benchmarks/run.py

SCALE ?= 1
torture: .venv/.test-installed
	@$(BIN)/python tests/torture.py --scale $(SCALE)

READER ?= html
fuzz: .venv/.test-installed
	@$(PIP) atheris
	@$(BIN)/python tests/coverage_fuzz.py $(READER) -max_total_time=600

clean:
	rm -rf .venv .cluster .dateline results.html site build dist *.egg-info tests/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
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

# The newest Python that is there and that the lock files are made for.
PYTHON ?= $(firstword $(foreach version,3.13 3.12 3.11,$(shell python$(version) -c "print('python$(version)')" 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
LOCKED := $(PIP) --require-hashes -r
SHARED ?= ../shared

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "Setting up the environment in $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(LOCKED) requirements.lock
	@$(PIP) --editable .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo "Adding the test tools to $(VENV) (once)"
	@$(LOCKED) requirements-dev.lock
	@touch $@

.PHONY: env
env: $(VENV)/.ready ## Set up the locked environment

.PHONY: ocr
ocr: $(VENV)/.ready requirements-ocr.lock ## Add OCR, to read scanned pages
	@$(LOCKED) requirements-ocr.lock

.PHONY: cluster
cluster: $(VENV)/.ready requirements-cluster.lock ## Add dask.distributed, to build on a cluster (GONGKAI_CLUSTER)
	@$(LOCKED) requirements-cluster.lock

.PHONY: metrics
metrics: $(VENV)/.ready requirements-metrics.lock build ## Add MetricFlow, and two views for its queries
	@$(LOCKED) requirements-metrics.lock
	@mkdir -p build/metrics
	@cd metrics && ../$(BIN)/dbt --quiet run

.PHONY: superset
superset: build .venv-superset/.ready ## Superset on this machine with the dashboard of the published file
	@$(BIN)/python -m bi.superset.serve

.venv-superset/.ready: bi/superset/requirements.lock
	@echo "Setting up Apache Superset in .venv-superset (once, 900 MB)"
	@python3.11 -m venv .venv-superset
	@.venv-superset/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r bi/superset/requirements.lock
	@touch $@

.PHONY: build
build: $(VENV)/.ready ## disclosures/ -> warehouse/gongkai.duckdb (FULL=1: everything, not only what a change touches)
	@GONGKAI_FULL=$(FULL) $(BIN)/python -m gongkai.build

.PHONY: expectations
expectations: build ## What the published file was held against, as a page: build/expectations.html
	@$(BIN)/python -m expectations.report build/expectations.html

.PHONY: test
test: $(VENV)/.ready-dev ## Prove that it works
	@$(BIN)/python -m pytest

.PHONY: lint
lint: $(VENV)/.ready-dev ## Style and types of Python and SQL
	@$(BIN)/ruff check loaders expectations gongkai devtools bi benchmarks tests
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --processes 2 models macros

.PHONY: measure
measure: $(VENV)/.ready ## Build from the originals in ../shared and compare with the gold
	@$(BIN)/python -m devtools.measure $(SHARED)

.PHONY: export
export: build ## Workbooks, Parquet, CSV and datapackage.json in export/
	@$(BIN)/python -m gongkai.export

.PHONY: site
site: build ## The published file as pages that open from a folder, site/index.html
	@$(BIN)/python -m gongkai.site

.PHONY: bench-pdf
bench-pdf: $(VENV)/.ready-dev ## PDF to staged rows beside pdfplumber, on the PDFs of ../shared up to 40 pages
	@$(BIN)/python -m benchmarks.pdf --most-pages 40 $(wildcard $(SHARED)/pdf/*.pdf $(SHARED)/pool/*/*.pdf)

.PHONY: bench-forms
bench-forms: $(VENV)/.ready-dev ## Forms in text: milliseconds a printed row, on the samples
	@$(BIN)/python -m benchmarks.forms disclosures/*.txt

.PHONY: bench-formats
bench-formats: $(VENV)/.ready-dev ## The same disclosure in other formats: facts equal to the PDF's, and wrong ones
	@$(BIN)/python -m benchmarks.formats $(SHARED)

.PHONY: bench-relaid
bench-relaid: $(VENV)/.ready-dev ## Real documents laid out a little differently: facts equal to those as they are, and wrong ones
	@find -L $(SHARED)/pool $(SHARED)/pages -type f ! -name '*.tsv' | sort | xargs -d '\n' $(BIN)/python -m benchmarks.relaid

.PHONY: bench-rules
bench-rules: $(VENV)/.ready-dev ## Planted errors: how many the rules notice, and on which row; harmless changes: how many bring false alarms
	@$(BIN)/python -m benchmarks.rules
	@$(BIN)/python -m benchmarks.harmless

.PHONY: bench-scale
bench-scale: $(VENV)/.ready ## Models and rules on up to a hundred times the samples: time and memory
	@$(BIN)/python -m benchmarks.scale

.PHONY: bench-break
bench-break: $(VENV)/.ready-dev ## Damaged files and tables, huge and hostile ones, kills, readers, full disks: what is lost or said of none
	@$(BIN)/python -m benchmarks.breakage --huge --injection --disks --kills 20 --readers 10 disclosures $(wildcard $(SHARED)/pool $(SHARED)/pages)

.PHONY: bench-growth
bench-growth: $(VENV)/.ready-dev ## Builds of 100, 300 and 1,000 generated documents, with a hundred added, with one changed
	@$(BIN)/python -m benchmarks.growth

.PHONY: bench-cluster
bench-cluster: $(VENV)/.ready-dev cluster ## A hundred generated documents built by a cluster that loses a worker, and held against the local build
	@$(BIN)/python -m benchmarks.growth.cluster 100

.PHONY: bench-mutants
bench-mutants: $(VENV)/.ready-dev requirements-mutants.lock ## Broken code, SQL and rules: how many the tests notice (an hour; OPTIONS=--resume goes on)
	@$(LOCKED) requirements-mutants.lock
	@$(BIN)/python -m benchmarks.mutants $(OPTIONS)

.PHONY: licences
licences: $(VENV)/.ready ## Renew the list of licences, docs/licences.md
	@$(BIN)/python -m devtools.supply licences

.PHONY: sbom
sbom: $(VENV)/.ready-supply ## What the project stands on as CycloneDX, build/sbom.cdx.json
	@$(BIN)/python -m devtools.supply sbom

.PHONY: audit
audit: $(VENV)/.ready-supply ## Known vulnerabilities of the locked versions (needs a network)
	@$(BIN)/python -m devtools.supply audit

$(VENV)/.ready-supply: requirements-supply.lock $(VENV)/.ready
	@$(LOCKED) requirements-supply.lock
	@touch $@

.PHONY: docs
docs: build ## Renew the answers and reference pages in docs/, dbt's page in build/docs
	@$(BIN)/python -m devtools.docs_pages
	@$(BIN)/python -m devtools.docs_site

.PHONY: pictures
pictures: $(VENV)/.ready-dev ## Renew the pictures of the README (needs Chromium)
	@$(BIN)/python -m devtools.pictures

# One lock for all three versions of Python: markers tell them apart.
LOCK := uv pip compile --quiet --no-header --no-annotate --no-emit-index-url --universal --generate-hashes --python-version 3.11

.PHONY: lock
lock: ## Renew the lock files (needs uv)
	@$(LOCK) pyproject.toml -o requirements.lock
	@for extra in ocr metrics mutants supply cluster; do \
		$(LOCK) --extra $$extra -c requirements.lock pyproject.toml -o requirements-$$extra.lock || exit 1; done
	@$(LOCK) --extra ocr --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

.PHONY: clean
clean: ## Remove what can be made again (not the published file)
	@rm -rf build staging

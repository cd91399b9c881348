# Kiosk: `make run` to try it, `make test` to check it. See README.md.

PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Not `npm ci`: it would bring everything anew for each change of the lock file. Locked
# versions and their hashes are kept to all the same.
NPM_INSTALL := npm install --no-save --no-audit --no-fund --loglevel=error
CATALOGS := $(patsubst %.po,%.mo,$(wildcard kiosk/translations/*/LC_MESSAGES/messages.po))

.PHONY: help run test check screens coverage setup setup-tests machine machine-tests lock bench mutants screenshots strings addresses format clean bytecode

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: setup ## install what is missing, then run the server with its demo
	@exec $(PYTHON) -m kiosk run

test: setup-tests ## every check: style, types, contracts, unit, live and browser tests
	@exec $(PYTHON) tools/check.py

check: setup-tests ## the quick checks, for use while working: no test that starts a process
	@exec $(PYTHON) tools/check.py --quick

screens: setup-tests ## does every screen fit at every size in both languages? axe
	@exec $(PYTHON) -m pytest -q -n 3 -m screens tests/browser/test_screens_fit.py

coverage: setup-tests ## measure what the tests reach; at least 90 % of the branches of kiosk/
	@exec $(PYTHON) tools/measure_coverage.py

setup: machine .venv/.product node_modules/.product static/vendor/LICENSES.txt static/bundles/manifest.json $(CATALOGS) bytecode ## install what running needs

setup-tests: machine-tests .venv/.tests node_modules/.tests static/vendor/LICENSES.txt static/bundles/manifest.json $(CATALOGS) bytecode

machine:
	@deploy/bootstrap.sh product

machine-tests:
	@deploy/bootstrap.sh tests

# The stamps lie inside what they speak of, so removing that removes them too.
.venv/.product: requirements.txt | machine
	@echo "Cài các thư viện Python"
	@$(PYTHON) -m pip install -q -r requirements.txt
	@touch $@

.venv/.tests: requirements.txt requirements-dev.txt | machine-tests
	@echo "Cài các thư viện Python (cả phần kiểm thử)"
	@$(PYTHON) -m pip install -q -r requirements.txt -r requirements-dev.txt
	@touch .venv/.product $@

node_modules/.product: package-lock.json | machine
	@echo "Cài các thư viện trình duyệt"
	@$(NPM_INSTALL) --omit=dev
	@touch $@

node_modules/.tests: package-lock.json | machine-tests
	@echo "Cài các thư viện trình duyệt (cả phần kiểm thử)"
	@$(NPM_INSTALL)
	@touch node_modules/.product $@

# Only a changed lock file or script copies anew: the copies' age is in their address.
static/vendor/LICENSES.txt: package-lock.json tools/vendor.py | $(if $(filter test check coverage setup-tests,$(MAKECMDGOALS)),node_modules/.tests,node_modules/.product)
	@$(firstword $(wildcard $(PYTHON)) python3) tools/vendor.py

# Under a second: whatever is changed makes all of them anew.
static/bundles/manifest.json: static/vendor/LICENSES.txt tools/bundle.mjs tools/older_bundles.mjs $(shell find static/js static/css -name '*.js' -o -name '*.css')
	@node tools/bundle.mjs

# The services must not write into the program's folder: without this, each of their
# processes would compile the program anew.
bytecode: | machine
	@$(PYTHON) -m compileall -q kiosk wsgi.py

%.mo: %.po | machine
	@$(PYTHON) -m babel.messages.frontend -q compile -i $< -o $@

lock: .venv/.tests ## compile the pinned lists from the hand-written ones
	uv pip compile --generate-hashes --no-emit-index-url --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --generate-hashes --no-emit-index-url --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only --no-audit --no-fund

strings: .venv/.product ## collect the sentences to translate and compile the catalogues
	@$(PYTHON) tools/strings.py update

addresses: .venv/.product ## write the table of the server's addresses for scripts
	@$(PYTHON) tools/addresses.py write

bench: setup-tests ## measure; results stand in bench/results
	@$(PYTHON) -m bench ingest
	@$(PYTHON) -m bench pageturn
	@$(PYTHON) -m bench notes
	@$(PYTHON) -m bench fanout
	@$(PYTHON) -m bench arrival
	@$(PYTHON) -m bench joins
	@$(PYTHON) -m bench joins --workers 2
	@$(PYTHON) -m bench ballots
	@$(PYTHON) -m bench ballots --secret
	@$(PYTHON) -m bench survey_results
	@$(PYTHON) -m bench lag
	@$(PYTHON) -m bench entrance
	@$(PYTHON) -m bench abuse
	@$(PYTHON) -m bench abuse --nginx
	@$(PYTHON) -m bench memory
	@$(PYTHON) -m bench tab
	@$(PYTHON) -m bench images
	@$(PYTHON) -m bench search
	@$(PYTHON) -m bench ocr
	@$(PYTHON) -m bench ocr_live

mutants: setup-tests ## mutate rules, signing in, check-in and journal; do the tests notice?
	@exec nice -n 15 $(PYTHON) tools/mutants.py

screenshots: setup-tests ## photograph every screen into docs/screenshots
	@exec $(PYTHON) tools/screenshots.py

format: setup-tests ## lay out the code as the checks want it
	ruff format kiosk tests tools bench wsgi.py
	ruff check --fix --quiet kiosk tests tools bench wsgi.py
	biome format --write
	djlint --reformat --quiet templates

clean: ## remove what setup and the checks have made; never data
	rm -rf .venv node_modules static/vendor static/bundles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .mutants test-results $(CATALOGS)
	find kiosk tests tools bench -name __pycache__ -prune -exec rm -r {} +

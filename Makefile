# One word for each thing to do. `make help` lists them.
# Every target does its own set-up; with everything in place that costs less than a second.
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
PY := .venv/bin/python
# Two tests at a time, a file's tests together, so that they share what they start; in browsers, a file's tests in one
# of them (tests/browser/retry.py).
PYTEST := $(PY) -m pytest -q -n 2 --dist loadfile
PYTEST_BROWSERS := $(PY) -m pytest -q -n 2 --dist loadgroup
# The tests that need no built site, no browser and no Node.
ENGINE := answer borders course data entry ics languages link oracle order page protocols random render schedule strict \
	typed_dates
PORT ?= 8000
# /usr/sbin: where Debian keeps nginx, and where an ordinary user does not look.
export PATH := $(CURDIR)/.venv/bin:$(PATH):/usr/sbin

.PHONY: help setup browsers serve site quick check test lint listen load moving bench screens picture review review-pack reviewed statements evidence-diff parity lock clean

help:     ## list these words
	@awk -F ':[^#]*## ' '/^[a-z-]+:[^#]*## / { printf "  make %-15s%s\n", $$1, $$2 }' Makefile

# --- set-up: a stamp beside the installed packages says which of their locks is in place
BUILD_READY := .venv/.build node_modules/.build
TEST_READY := $(BUILD_READY) .venv/.test node_modules/.test

.venv/.build: requirements-build.txt
	@scripts/setup/setup.sh python build
node_modules/.build: package-lock.json | .venv/.build
	@scripts/setup/setup.sh node build
.venv/.test: requirements-test.txt .venv/.build
	@scripts/setup/setup.sh python test
node_modules/.test: node_modules/.build | .venv/.test
	@scripts/setup/setup.sh node test

setup: $(TEST_READY)     ## get Python 3.13, Node and every pinned package, into this folder
	@echo "==> Set-up is in place"

browsers:     ## get the browsers the tests drive, from Debian (root or sudo)
	@scripts/setup/browsers.sh

# --- the site
site: $(BUILD_READY)     ## build the site into site/
	@$(PY) -m scripts.build

serve: site     ## build the site, serve it on this machine and follow what is saved; PORT=8000
	@$(PY) -m scripts.delivery.preview --port $(PORT)

# --- proof
lint: $(TEST_READY)     ## style and types only
	@echo "==> ruff" && ruff check . && echo "==> mypy" && mypy

quick: lint     ## the inner loop: style, types and the engine's tests, under 30 seconds
	@echo "==> pytest, the engine" && $(PYTEST) -m "not slow" $(ENGINE:%=tests/test_%.py)

check: lint site     ## before a commit: the above and every other quick test, under 2 minutes
	@echo "==> pytest, quick tests" && $(PYTEST) -m "not browser and not slow"

test: browsers lint site     ## everything that guards a release
	@echo "==> pytest, without browsers" && $(PYTEST) -m "not browser"
	@echo "==> pytest, in browsers" && $(PYTEST_BROWSERS) -m browser

bench: browsers $(TEST_READY) site     ## measure sizes and times against stock Pyodide, into build/bench.json
	@$(PY) -m scripts.bench.compare

screens: browsers $(TEST_READY) site     ## pictures of the pages, into build/screens
	@$(PY) -m scripts.upkeep.screenshots

listen: $(TEST_READY)     ## what a screen reader says on the site, against what is kept; REWRITE=1 keeps it anew
	@scripts/setup/browsers.sh listening && $(PY) -m scripts.build
	@$(PY) -m tests.spoken.listen $(if $(REWRITE),--rewrite) $(WALKS)

picture: browsers $(TEST_READY) site     ## the illustrated sheet as one picture to share, after its words have changed
	@$(PY) -m scripts.upkeep.share_picture

review: $(TEST_READY)     ## which protocols and pages are due for review
	@$(PY) -m scripts.upkeep.review

statements: $(BUILD_READY)     ## give new clinical statements an id and say which have changed
	@$(PY) -m scripts.content.statement_ids

reviewed: $(BUILD_READY)     ## take in what a clinician sent back from the review pack; FILE=...
	@$(PY) -m scripts.review.take_in $(FILE)

# LANGUAGE counts only where it is typed: many desktops have one in the environment.
review-pack: browsers $(TEST_READY) site     ## statements for a clinician to sign, in build/review-pack; SINCE=2026-12-01 LANGUAGE=xx
	@$(PY) -m scripts.review.pack $(if $(SINCE),--since $(SINCE)) \
		$(if $(filter command,$(word 1,$(origin LANGUAGE))),--language $(LANGUAGE))

evidence-diff: $(BUILD_READY)     ## what a change to the data changes in every schedule; SINCE=HEAD
	@$(PY) -m scripts.upkeep.evidence_diff $(SINCE)

load: browsers site     ## how many readers a small server carries: nginx and wrk on this machine
	@$(PY) -m scripts.upkeep.load_test

moving: $(BUILD_READY)     ## the same site built by ProperDocs, and what Zensical lacks
	@$(PY) -m scripts.upkeep.other_generators

parity: browsers $(TEST_READY) site     ## the long sweep: 100,000 requests, the same answers in CPython and Pyodide
	@PARITY=100000 $(PYTEST) tests/browser/test_parity.py

# --- housekeeping
lock: $(BUILD_READY)     ## remake the locks after changing a dependency
	@scripts/setup/lock.sh

clean:     ## remove everything make has made, but not what it downloaded for every project
	rm -rf site build .venv .uv node_modules .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

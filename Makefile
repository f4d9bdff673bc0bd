# One word for each thing to do. `make help` lists them.
# Every target does its own set-up; with everything in place that costs less than a second.
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup browsers serve site test check lint bench screens review parity lock clean

help:           ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

# --- set-up: stamps inside .venv say which locks have been installed
BUILD_READY := .venv/.build
TEST_READY := .venv/.test
SETUP := scripts/setup.sh scripts/uv.sh scripts/common.sh

$(BUILD_READY): requirements-build.txt package-lock.json
	@scripts/setup.sh build

$(TEST_READY): requirements-test.txt $(BUILD_READY)
	@scripts/setup.sh test

setup: $(TEST_READY)   ## Python 3.13, Node and every pinned package, into .venv and node_modules

# Cliffwalk: one command a verb. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
SITE := site

# The matrices here are small: threads would only wait for each other.
export OPENBLAS_NUM_THREADS := 1
export NO_MKDOCS_2_WARNING := 1

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: build ## set up, build, and serve at 127.0.0.1:8000 what readers get
	@echo "Cliffwalk is at http://127.0.0.1:$(PORT)/  (Ctrl+C stops it)"
	@$(RUN) -m http.server $(PORT) --bind 127.0.0.1 --directory $(SITE)

build: $(VENV)/.build ## set up and build the static site into site/
	@$(RUN) -m mkdocs build -q -d $(SITE)

dev: $(VENV)/.build ## for authors: serve with live reload
	@$(RUN) -m mkdocs serve -a 127.0.0.1:$(PORT)

test: $(VENV)/.test ## set up and run every test, browser tests included
	@$(RUN) -m pytest

check: $(VENV)/.test ## the quick tests: format, lint, types and all that needs no browser, in about a minute
	@$(RUN) -m pytest -n 2 -m "not slow and not browser"

format: $(VENV)/.test ## mend what the formatters and the linter can mend
	@$(RUN) -m ruff check --quiet --fix-only
	@$(RUN) -m ruff format --quiet
	@$(RUN) -m tests.support.node_tools mend

test-torch: $(VENV)/.torch ## compare the engine and the listings with PyTorch
	@$(RUN) -m pytest tests/torch

test-engines: $(VENV)/.test ## visit the course in Firefox and WebKit, which must be installed
	@$(RUN) -m pytest tests/engines -n 0

kernel: $(VENV)/.kernel ## compile the loops of sim/fast/kernel.c for the browser
	@$(RUN) -m builder.runtime.kernel

kernel-check: $(VENV)/.kernel ## compile them again and compare, byte for byte, with the file that stands here
	@$(RUN) -m builder.runtime.kernel --check

bench: $(VENV)/.torch ## measure speed against peers in one run; writes bench.json
	@$(RUN) -m benchmarks

lock: $(VENV)/.test ## renew the locked requirements from requirements/*.in
	@$(RUN) -m pip install -q uv
	@for name in build test experiments kernel; do $(RUN) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade requirements/$$name.in -o requirements/$$name.txt; done

experiments: $(VENV)/.experiments ## make what is missing of the results that are kept (days; resumable, all cores)
	@$(RUN) -m experiments
	@for plan in figure7 baselines tasks report; do $(RUN) -m experiments.reproduction $$plan || exit 1; done

course-text: $(VENV)/.build ## write anew the text that character models learn from
	@$(RUN) -m builder.chapter.course_text

clean: ## remove what was built; the environment and caches stay
	@rm -rf $(SITE) bench.json .mypy_cache

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Cliffwalk needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python cannot make a virtual environment here. On Debian: sudo apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.build: $(VENV)/.python requirements/build.txt
	@echo "Setting up (once) ..."
	@$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/.test: $(VENV)/.build requirements/test.txt
	@$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.experiments: $(VENV)/.build requirements/experiments.txt
	@$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/experiments.txt
	@touch $@

$(VENV)/.kernel: $(VENV)/.build requirements/kernel.txt
	@$(RUN) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/kernel.txt
	@touch $@

# PyTorch is the one requirement without a hash: which file fits depends on the machine.
$(VENV)/.torch: $(VENV)/.test requirements/torch.txt
	@$(RUN) -m pip install -q --disable-pip-version-check -r requirements/torch.txt
	@touch $@

.PHONY: help serve build dev test check format test-torch test-engines kernel kernel-check bench lock experiments course-text clean

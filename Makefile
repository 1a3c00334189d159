# make run: code the seeds.  make test: the tests.  make check: lint, types, codebooks.
# Needs Python 3.11, 3.12 or 3.13 with its venv module, and make; everything else goes into $(VENV).

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TREEBANKS ?= ../shared/data/treebanks
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: run test check benchmark constructions quality parser parser-report clean

run: $(INSTALLED)
	$(BIN)/demarche run seeds --out outputs

test: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/demarche codebook check

benchmark: $(INSTALLED)
	$(BIN)/python -m benchmarks.speed

constructions: $(INSTALLED)
	$(BIN)/python -m benchmarks.constructions

quality: $(INSTALLED)
	$(BIN)/python -m benchmarks.quality

parser: $(INSTALLED)
	$(BIN)/python -m training --treebanks $(TREEBANKS) --out pipeline/english

parser-report: $(INSTALLED)
	$(BIN)/python -m training.report --treebanks $(TREEBANKS)

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Installed again only when the lock or the project file changes.
$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: make run PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "installing into $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "no venv module: on Debian, apt install python3-venv" >&2; exit 1; }
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

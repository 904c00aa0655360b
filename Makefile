# One command for each thing one does here; `make help` lists them.
# Each works alone in a fresh clone: it first makes what it needs, and makes it once.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# apt and pip lock what they write, and `make -j` would only make them wait in an unlucky order.
.NOTPARALLEL:

export LANG := C.UTF-8

# The first Python that is new enough; `make PYTHON=…` takes another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
VENV_PYTHON := $(VENV)/bin/python

# What Qt opens at run time (xcb, wayland, offscreen), and letters for Chinese and emoji.
RUN_PACKAGES := libglib2.0-0 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxkbcommon-x11-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 \
	libxcb-xkb1 libwayland-cursor0 fonts-wqy-microhei fonts-noto-color-emoji
# An X server, a window manager, a hand, an eye, a tray, a chat with both its ends, and what tells a
# desktop which program opens a file.
TEST_PACKAGES := xvfb openbox xdotool imagemagick x11-utils xclip dbus trayer hexchat ngircd \
	shared-mime-info desktop-file-utils libglib2.0-bin
# What PyInstaller reads shared libraries with.
BUNDLE_PACKAGES := binutils
# Debian keeps venv apart from Python itself; asked for in the same line as the rest.
VENV_PACKAGE = $(shell [ -z "$(PYTHON)" ] || $(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	$(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' 2>/dev/null)

PIP_INSTALL := $(VENV_PYTHON) -m pip --disable-pip-version-check install --quiet
INSTALL_PROJECT := $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
TEST_SECONDS ?= 1500
PYTEST_ARGS ?=
# One process for each core; a file's tests stay together, for they share what is dear to make.
TEST_PROCESSES ?= auto

# Stamps: the virtual environment holds the pins of this file.
HAS_VENV := $(VENV)/.made
HAS_RUN := $(VENV)/.run-installed
HAS_DEV := $(VENV)/.dev-installed

.PHONY: help
help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: setup
setup: test-packages $(HAS_DEV) ## Everything needed to run, test and change the program

.PHONY: run
run: run-packages $(HAS_RUN) ## Start the program; where there is no display, play the demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(VENV_PYTHON) -m kefu_desktop $(ARGS); \
	else \
		echo "There is no display here (DISPLAY and WAYLAND_DISPLAY are not set): playing the demo."; \
		exec $(MAKE) --no-print-directory demo; \
	fi

.PHONY: test
test: setup ## Every test (PYTEST_ARGS='-k popup' for some)
	timeout -k 20 $(TEST_SECONDS) $(VENV_PYTHON) -m pytest \
		-n $(TEST_PROCESSES) --dist loadfile $(PYTEST_ARGS)

.PHONY: check
check: run-packages $(HAS_DEV) ## Style and types
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy

.PHONY: bench
bench: setup ## Measure against the budgets; EVAL=DIR adds the evaluation sets in DIR
	$(VENV_PYTHON) -m tests.bench $(if $(EVAL),--eval "$(EVAL)")

.PHONY: fuzz
fuzz: setup ## Change bytes of files of every kind for MINUTES=5 and see what the readers say
	$(VENV_PYTHON) -m tests.packs.fuzzing --minutes $(or $(MINUTES),5)

.PHONY: demo
demo: setup ## Play the main journey on a screen of its own; pictures in build/demo/
	$(VENV_PYTHON) -m tests.journeys.demo

.PHONY: bundle
bundle: bundle-packages $(HAS_DEV) ## A folder that runs without Python: dist/kefu-desktop/
	$(VENV_PYTHON) -m PyInstaller --noconfirm --log-level WARN --workpath build/bundle build.spec

# uv resolves for every system at once, with hashes; it lives apart from what it pins.
.PHONY: pins
pins: ## Resolve requirements/*.txt anew
	$(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip --disable-pip-version-check install --quiet uv
	build/pins/bin/uv pip compile $(COMPILE) --group install --output-file requirements/run.txt
	build/pins/bin/uv pip compile $(COMPILE) --group dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt
COMPILE := pyproject.toml --upgrade --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url

.PHONY: clean
clean: ## Remove what was made here, the virtual environment too
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find kefu_desktop tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: run-packages test-packages bundle-packages
run-packages: WANTED = $(RUN_PACKAGES)
test-packages: WANTED = $(RUN_PACKAGES) $(TEST_PACKAGES)
bundle-packages: WANTED = $(RUN_PACKAGES) $(BUNDLE_PACKAGES)
run-packages test-packages bundle-packages:
ifeq ($(shell uname),Linux)
	@scripts/need_packages.sh $(VENV_PACKAGE) $(WANTED)
endif

$(HAS_VENV):
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed: make PYTHON=/where/it/is" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The metadata of an editable install change with pyproject.toml, so it is a reason too.
$(HAS_RUN): $(HAS_VENV) requirements/run.txt pyproject.toml
	$(PIP_INSTALL) --require-hashes --requirement requirements/run.txt
	$(INSTALL_PROJECT)
	@touch $@

$(HAS_DEV): $(HAS_RUN) requirements/dev.txt
	$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

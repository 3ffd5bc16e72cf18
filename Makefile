# `make demo` shows the whole way on the packaged example, `make test` checks everything. Both work on .venv here and
# need Python 3.11 or later, make and the package registry; whatever is there already is not made again.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
# uv from the path, else one of our own beside the project
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
UV_WANTED := uv>=0.9,<1
export UV_PYTHON_DOWNLOADS := never
# what is imported is compiled once, not at every start: demo and tests start many processes
unexport PYTHONDONTWRITEBYTECODE
INSTALL = $(UV) pip install --python $(RUN)/python
# what the installed package is made of beyond its Python files, which an editable install reads as they are
BUILT_FROM := pyproject.toml $(wildcard hatch_build.py) $(wildcard src/contested/gazetteer/data/*.csv) \
  $(wildcard $(patsubst %,src/contested/gazetteer/%.py,build keys layer rows sounding sounds sources)) \
  $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/generated/*' 2>/dev/null)

.PHONY: demo extras test check fast bench lock browser clean

demo: $(VENV)/.package
	$(RUN)/contested demo

# figures, tables, PostgreSQL and many articles, which the demo does without
extras: $(VENV)/.extras $(VENV)/.package

# as many tests at once as there are cores; a process that runs out of tests takes some of another's
SPREAD ?= --numprocesses logical --maxprocesses 4 --dist worksteal
test: $(VENV)/.test $(VENV)/.package browser
	$(RUN)/ruff check
	$(RUN)/mypy
	$(RUN)/python -m pytest $(SPREAD)

# What takes long, after the tests: known holes and licences of what is installed with us, branches covered, broken inputs
# (FUZZ_MINUTES=30 for an hour), the time of a check, the desk's API under schemathesis and ten analysts at once, kills
# (RUNS=20 for fewer, KILL_MINUTES=20 for as many as fit); and that the reader can be compiled and reads alike so, to the last byte.
FUZZ_MINUTES ?= 10
# what measures time says nothing while lines are counted; `make test` and the next line ask it
TIMED := tests/knowledge/test_scale.py tests/reading/test_reader_properties.py::test_time_grows_with_the_length
KILLS = $(if $(RUNS),--runs $(RUNS)) $(if $(KILL_MINUTES),--minutes $(KILL_MINUTES))
check: $(VENV)/.test $(VENV)/.check $(VENV)/.fast $(VENV)/.package browser
	$(RUN)/python benchmarks/dependencies.py
	$(RUN)/coverage erase
	$(RUN)/coverage run -m pytest $(SPREAD) -m 'check or not check' $(TIMED:%=--deselect %) tests
	$(RUN)/python -m pytest -m 'check or not check' $(TIMED)
	-$(RUN)/coverage combine --quiet
	$(RUN)/coverage report
	$(RUN)/python benchmarks/fuzz.py --minutes $(FUZZ_MINUTES)
	$(RUN)/python benchmarks/fuzz_guided.py --minutes $(FUZZ_MINUTES)
	$(RUN)/python benchmarks/ledger.py --check
	$(RUN)/python benchmarks/desk.py --claims 400 --analysts 10 --fuzz 10
	$(RUN)/python benchmarks/crash.py $(KILLS)
	$(RUN)/python benchmarks/crash.py --postgresql $(KILLS)
	$(RUN)/python native_build.py && $(RUN)/python benchmarks/read.py --check

# the reader as native code; needs a C compiler and Python's headers
fast: $(VENV)/.fast $(VENV)/.package
	$(RUN)/python native_build.py

# times and memory side by side with other libraries; where the reader cannot be compiled, of plain Python alone
bench: $(VENV)/.bench $(VENV)/.fast $(VENV)/.package
	-$(RUN)/python native_build.py
	$(RUN)/python benchmarks/startup.py
	$(RUN)/python benchmarks/read.py
	$(RUN)/python benchmarks/ledger.py
	$(RUN)/python benchmarks/gazetteer.py

.uv/bin/uv:
	$(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet '$(UV_WANTED)' \
	  || $(PYTHON) -m pip install --quiet --upgrade --target .uv '$(UV_WANTED)'

$(RUN)/python: | $(UV)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=…")'
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)

$(VENV)/.users: requirements/users.txt | $(RUN)/python $(UV)
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.extras: requirements/extras.txt | $(VENV)/.users
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.test: requirements/test.txt | $(VENV)/.users
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.check: requirements/check.txt | $(VENV)/.test
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt | $(VENV)/.users
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.fast: requirements/fast.txt | $(VENV)/.users
	$(INSTALL) --quiet --require-hashes -r $<
	@touch $@

$(VENV)/.package: $(BUILT_FROM) | $(VENV)/.users
	$(INSTALL) --quiet --no-deps --build-constraints requirements/build.txt --editable .
	@touch $@

# The browser test looks for Chromium and says so where there is none. A bare Debian on which we may install gets it;
# `make test CHROMIUM=no` leaves it out.
CHROMIUM ?= yes
browser:
	@[ $(CHROMIUM) = no ] || command -v chromium >/dev/null 2>&1 || [ "$$(id -u)" != 0 ] \
	  || ! command -v apt-get >/dev/null 2>&1 \
	  || { echo 'installing chromium for the browser test'; \
	       apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
	         chromium chromium-driver >/dev/null; } \
	  || echo 'chromium could not be installed: the browser test is left out'

# Names, versions and hashes, no addresses: any mirror of the registry serves.
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --quiet --custom-compile-command 'make lock' $(LOCK_OPTIONS)
lock: | $(UV)
	$(COMPILE) pyproject.toml --all-extras -o requirements/extras.txt
	$(COMPILE) pyproject.toml -c requirements/extras.txt -o requirements/users.txt
	$(COMPILE) pyproject.toml --all-extras --group test -c requirements/extras.txt -o requirements/test.txt
	$(COMPILE) --group check -c requirements/test.txt -o requirements/check.txt
	$(COMPILE) pyproject.toml --all-extras --group bench -c requirements/extras.txt -o requirements/bench.txt
	$(COMPILE) --group fast -c requirements/test.txt -c requirements/bench.txt -o requirements/fast.txt
	$(COMPILE) requirements/build.in -o requirements/build.txt

clean:
	rm -rf $(VENV) .uv contested-demo src/contested/native-code

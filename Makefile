# Everything one types. `make help` says what there is; the README says more.
SHELL := /bin/bash
JOBS ?= $(shell nproc)

# A properties file of Kafka's; without one, a broker of its own with its data in ./data.
CONFIG ?=
SOURCES = $$(git ls-files '*.h' '*.cpp' | grep -v -E '/generated/')

.PHONY: help run build test check sim soak bench bench-full bench-micro format lint clean

help:
	@echo 'make run      installs what is missing, builds, starts a broker on port 9092 with its data in ./data'
	@echo '              (another configuration: make run CONFIG=server.properties)'
	@echo 'make build    builds a release: build/release/klamm'
	@echo 'make check    unit tests and tidy, the quick loop'
	@echo 'make test     builds everything with every compiler and runs every test, the real clients too'
	@echo 'make sim      whole brokers in the simulator, seed after seed, with crashes and broken disks, for an hour'
	@echo '              (HOURS=8, SECONDS=600, SEED=17)'
	@echo 'make soak     kills a broker under load a hundred times and compares everything that it acknowledged'
	@echo '              (KILLS=20, SECONDS=3600, SEED=17, BACKEND=epoll)'
	@echo 'make bench    Klamm and Apache Kafka side by side, in ten minutes (one scenario: make bench ONLY=bulk-1k);'
	@echo '              make bench-full takes hours, make bench-micro measures parts of the broker'
	@echo 'make format   puts the code into its one format'
	@echo 'make lint     clang-tidy, and whether every header compiles alone'
	@echo 'make clean    removes build/ (not ./data)'

build:
	@deploy/install.sh build
	@cmake --preset release --log-level=WARNING > /dev/null
	@ninja -C build/release -j$(JOBS) --quiet klamm

run: build
	@exec build/release/klamm $(if $(CONFIG),--config $(CONFIG))

check:
	@tests/run.sh check

test:
	@tests/run.sh all

sim:
	@deploy/install.sh test
	@cmake --preset release --log-level=WARNING > /dev/null
	@ninja -C build/release -j$(JOBS) --quiet test_sim
	@tests/sim/sim.py $(if $(HOURS),--seconds $$(($(HOURS) * 3600))) $(if $(SECONDS),--seconds $(SECONDS)) \
	  $(if $(SEED),--seed $(SEED)) --jobs $(JOBS)

soak: build
	@ninja -C build/release -j$(JOBS) --quiet klamm_soak_crc32c
	@tests/soak/soak.py $(if $(KILLS),--kills $(KILLS)) $(if $(SECONDS),--seconds $(SECONDS)) \
	  $(if $(SEED),--seed $(SEED)) $(if $(BACKEND),--backend $(BACKEND))

bench: build
	@deploy/install.sh test
	@bench/run.py $(if $(ONLY),--only '$(ONLY)')

bench-full: build
	@deploy/install.sh test
	@bench/run.py --full $(if $(ONLY),--only '$(ONLY)')

bench-micro:
	@deploy/install.sh test
	@bench/micro/run.sh $(ONLY)

format:
	@clang-format-19 -i $(SOURCES)

lint:
	@deploy/install.sh test
	@tests/lint.sh

clean:
	rm -rf build

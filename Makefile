# KASS: `make run` to use it, `make test` to check it, `make help` for the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# An import of a module that the target does not declare is an error: the arrows of the house point down.
BUILD_FLAGS := --explicit-target-dependency-import-check error

# A generic type is made with the conformances that the compiler knows, instead of from its mangled name, for which the
# runtime searches 16,000 of them each time: start and first answer take 35 ms of processor time instead of 51.
RELEASE_FLAGS := $(BUILD_FLAGS) -c release
RELEASE_FLAGS += -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
# What is released brings Swift's own libraries along: it runs where no Swift is, and starts a tenth faster. By itself that
# exports every symbol, for nobody. Without, and with equal functions kept once, 9 MB less are resident.
ifeq ($(shell uname),Linux)
RELEASE_FLAGS += --static-swift-stdlib -Xlinker --no-export-dynamic -Xlinker --icf=safe
endif

.PHONY: help
help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: ## The system libraries that the build needs (apt, or a list of what to install)
	@.make/install.sh

.PHONY: run
run: install ## Build the product and serve the chatbot on 127.0.0.1:8080 and AWS on :4566
	swift build $(RELEASE_FLAGS) --product kass
	.build/release/kass up $(ARGUMENTS)

.PHONY: test
test: ## Lint, build and run every test, on all three ways in
	@.make/install.sh --python
	swift format lint --strict --parallel -r Package.swift Sources Tests emulators
	swift build $(BUILD_FLAGS) --build-tests
	swift test $(BUILD_FLAGS) --skip-build
	$(MAKE) --no-print-directory test-clients
	Tests/Fuzz/run.sh

.PHONY: test-clients
test-clients: ## Other people's clients, unmodified, against `kass up`
	@.make/install.sh --clients
	swift build $(BUILD_FLAGS) --product kass
	KASS=.build/debug/kass .venv-clients/bin/python -m pytest Tests/Clients

BOTOCORE_VERSION := 1.43.11
MODELS := Sources/GenerateServices/Models
WHEEL := .build/botocore-$(BOTOCORE_VERSION)

.PHONY: generate
generate: $(WHEEL) ## Rewrite Sources/AWS<Service> from the service models of a pinned botocore
	mkdir -p $(MODELS)
	swift run GenerateServices prune --botocore $(WHEEL)/botocore/data --version $(BOTOCORE_VERSION) --models $(MODELS)
	swift run GenerateServices emit --models $(MODELS) --output Sources

$(WHEEL):
	rm -rf $@.part && mkdir -p $@.part
	python3 -m pip download --quiet --no-deps botocore==$(BOTOCORE_VERSION) -d $@.part
	cd $@.part && python3 -m zipfile -e botocore-*.whl . && gunzip botocore/data/*/*/service-2.json.gz
	mv $@.part $@

.PHONY: bench
bench: ## Measure against the bare parts and against moto, in one run
	@.make/install.sh --python
	swift build $(RELEASE_FLAGS) --product kass
	swift build $(RELEASE_FLAGS) --product Benchmarks
	.build/release/Benchmarks

.PHONY: bench-wire
bench-wire: ## Measure AWS's protocols over HTTP beside moto and MiniStack, in one run
	@.make/install.sh --bench
	swift build $(RELEASE_FLAGS) --product kass
	swift build $(RELEASE_FLAGS) --product Benchmarks
	.build/release/Benchmarks wire

.PHONY: sanitize
sanitize: ## The conformance suite under the thread and the address sanitizer
	@.make/install.sh --python
	swift test --sanitize thread --scratch-path .build-thread --filter 'ConformanceTests|WorldTests'
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize address --scratch-path .build-address \
		--filter 'ConformanceTests|AWSCoreTests'

.PHONY: format
format: ## Rewrite the sources in the project's format
	swift format -i --parallel -r Package.swift Sources Tests emulators

.PHONY: clean
clean: ## Remove all that was built
	rm -rf .build .build-thread .build-address .venv .venv-bench .venv-clients

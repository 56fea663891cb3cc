# make report   fetches a sample organization over HTTP and writes a workbook, a JSON document and CSV files to out/
# make test     runs the tests
# make docs     writes the pages of docs/ that derive from the code
# All install what is missing first. The rest: bench, format, lint, install PREFIX=/usr/local

SWIFT ?= swift
PREFIX ?= /usr/local
OUT ?= out
DOCS ?= docs
# With Swift's own libraries inside, the binary runs on machines without a toolchain.
RELEASE = -c release --static-swift-stdlib
FLOWBOOK = .build/release/flowbook
SAMPLE_DAY = 2026-11-23
CODE = Package.swift Sources Tests Tools Plugins Benchmarks reports

.PHONY: report test docs build bench format lint install dependencies clean

report: build
	$(FLOWBOOK) sandbox --samples samples -- \
	    report nightly --as-of $(SAMPLE_DAY) --warehouse $$(mktemp -d)/sample.sqlite --out $(OUT)

# One after the other: tests that wait for the network must not starve beside those that compute.
test: dependencies
	$(SWIFT) test --disable-xctest --no-parallel

docs: dependencies
	$(SWIFT) build --product flowbook
	$(SWIFT) build --product write-docs
	.build/debug/write-docs $(DOCS)

build: dependencies
	$(SWIFT) build $(RELEASE) --product flowbook

bench: build
	Benchmarks/run

format:
	$(SWIFT) format --in-place --parallel --recursive --configuration .swift-format $(wildcard $(CODE))

lint:
	$(SWIFT) format lint --strict --parallel --recursive --configuration .swift-format $(wildcard $(CODE))

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -s -m 755 $(FLOWBOOK) $(DESTDIR)$(PREFIX)/bin/flowbook
	install -m 644 docs/flowbook.1 $(DESTDIR)$(PREFIX)/share/man/man1/flowbook.1

dependencies:
	@.ci/dependencies

clean:
	rm -rf .build $(OUT)

# Tradehall: what one can ask for. `make help` lists the targets. Each brings the tools it needs, on Debian and its
# kin; Rust, Node (20 or newer) and make are expected to be there.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# One set of targets for every step, so that nothing is compiled twice.
WHAT := --workspace --lib --bins --tests
# The crates whose tests touch the hall's database.
KEPT := storage hall web acceptance tradehall
# What looks at pages, files and addresses alone is the same on both databases.
SAME := canary:: escaping:: foreign:: markup::e02_safety redirects:: security::a2 statuses:: uploads::
# Tests open hundreds of databases: in memory, where the machine has room there (a gigabyte; containers often have less).
MEMORY := $(shell [ -w /dev/shm ] && [ "$$(df --output=avail -k /dev/shm | tail -1)" -gt 1048576 ] && echo TMPDIR=/dev/shm)

# Clippy's driver is the compiler with more lints: what it has looked at is not compiled a second time for the tests.
LINTING := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__

ASSETS := $(shell find assets -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/.tests/*' -not -path '*/.shots/*' 2>/dev/null)

.PHONY: help run assets test check format unit postgres e2e behave golden coverage safety manual audit lives fixture advisories sbom abuse timing hostile fuzz bench everybody crash disk

help: ## List what one can ask for
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: need-rust assets ## Open the demo zone: http://localhost:8080
	cargo run -p tradehall -- demo

test: ## Prove everything: lints, both databases, browser journeys
	@STRIDE=16 $(LINTING) tools/steps assets-test format audit unit postgres crash disk e2e

check: format assets ## A quick look: does it compile, is it tidy, are the licences and bans kept
	cargo clippy $(WHAT) -- -D warnings
	tools/audit

format: need-rust
	cargo fmt --all --check

unit: need-rust assets
	$(MEMORY) cargo test $(WHAT)

postgres: need-rust assets ## The tests that touch the database, on PostgreSQL
	$(MEMORY) tools/with-postgres tools/tests $(KEPT) -- $(addprefix --skip=,$(SAME))

# How often each database's hall is killed.
CYCLES ?= 30
crash: need-rust assets ## Kill the program while people use it and look what it kept: CYCLES=500 SEED=1
	cargo build $(WHAT)
	$(MEMORY) CYCLES=$(CYCLES) tools/with-postgres tools/tests acceptance -- --ignored --nocapture --test-threads=1 crash:: --skip crash::disk

# Every call to the disk fails in turn, or every so manieth of a use case's writes.
STRIDE ?= 1
disk: need-rust assets ## Let the disk under the program fail, call by call, and fill up: STRIDE=1 is every call
	cargo build $(WHAT)
	$(MEMORY) STRIDE=$(STRIDE) tools/tests acceptance -- --ignored --nocapture --test-threads=1 crash::disk

e2e: need-rust assets need-browser e2e/node_modules/.installed ## Browser journeys through a demo zone of their own
	cargo build $(WHAT)
	cd e2e && node tools/run.mjs everybody/pages.test.mjs everybody/session.test.mjs
	@# Every journey once by a pointer on SQLite and once in another way on PostgreSQL, once on a wide screen and once on a
	@# phone or narrower; `make everybody` walks all of them.
	cd e2e && TURNS=1 npm test
	WAY=keyboard,english PART=1/2 tools/with-postgres npm --prefix e2e run walk
	WAY=plain,narrow PART=2/2 tools/with-postgres npm --prefix e2e run walk

everybody: need-rust assets need-browser e2e/node_modules/.installed ## Every page in every combination with axe, every journey in every way (half an hour); pictures in e2e/output/album
	cargo build $(WHAT)
	rm -rf e2e/output/album
	cd e2e && EVERYBODY=all node tools/run.mjs everybody/pages.test.mjs everybody/session.test.mjs
	cd e2e && for way in keyboard english plain narrow,spaced zoomed large forced,keyboard contrast; do WAY=$$way npm run walk; done

COMMANDS ?= 100000
lives: need-rust assets ## Random commands against the reference models, on SQLite: COMMANDS=100000 of each, SEED=…
	COMMANDS=$(COMMANDS) $(MEMORY) tools/tests acceptance -- lives:: --nocapture

fixture: need-rust assets ## Write this release's database for the upgrade drill: crates/tradehall/fixtures
	tools/with-postgres tools/tests tradehall -- drills::release::writes_the_fixture --ignored --nocapture

golden: need-rust assets ## Write the golden files anew: routes, permission matrix, message texts
	TRADEHALL_GOLDEN=write INSTA_UPDATE=always cargo test -p acceptance --lib
	git --no-pager diff --stat -- crates/acceptance/golden

coverage: need-rust ## Write docs/coverage.md anew: each feature with its tests
	TRADEHALL_GOLDEN=write cargo test -p acceptance --lib coverage

safety: need-rust ## Write docs/safety.md anew: each promise with its figures and tests
	TRADEHALL_GOLDEN=write cargo test -p acceptance --lib safety

manual: need-rust assets need-browser e2e/node_modules/.installed ## Take the pictures of the help pages anew
	cargo build $(WHAT)
	cd e2e && TRADEHALL_MANUAL=write npm test

audit: need-rust ## Licences, bans and sources of what we build on, and the list of it
	tools/audit

advisories: need-rust ## The same, and known weaknesses: their database is fetched
	tools/audit advisories

sbom: need-rust ## List everything the program is made of, in CycloneDX: target/sbom.cdx.json
	@tools/need node
	tools/sbom target/sbom.cdx.json

# How much the larger runs do. PART=1/2 before `make hostile` is every second of the texts, so that two machines or cores share them.
SECONDS ?= 60
GUESSES ?= 10000
TIMES ?= 100

fuzz: need-rust ## Look for inputs that break the parsers: make fuzz SECONDS=60 TARGETS="forms codes"
	tools/fuzz $(SECONDS) $(TARGETS)

abuse: need-rust assets ## Guess passwords and codes: make abuse GUESSES=10000
	TRADEHALL_GUESSES=$(GUESSES) cargo test -p acceptance --lib strangers -- --nocapture

hostile: need-rust assets ## Hostile texts in every column, places in every form, words in every parameter: TIMES=100 is all of them (an hour)
	$(MEMORY) TIMES=$(TIMES) cargo test -p acceptance --lib -- --nocapture escaping:: foreign:: redirects:: edges::

timing: need-rust assets ## Time log-ins of somebody and of nobody, and say whether they can be told apart
	cargo test -p acceptance --lib -- --ignored --nocapture timing

# Such as BENCH='--rows 10000 --only lists'; `cargo run -p bench -- --help` says more.
BENCH ?= --write docs/performance.md
bench: need-rust assets ## How fast it is, beside the bare means (minutes; builds a release first)
	cargo build --profile bench -p tradehall -p bench
	tools/with-postgres --durable target/release/bench $(BENCH)

# What pages look like: npm builds it, the program embeds it.
assets: assets/dist/hall.js

assets/node_modules/.installed: assets/package-lock.json assets/package.json
	@tools/need node
	cd assets && npm ci --no-fund --no-audit
	@touch $@

assets/dist/hall.js: assets/node_modules/.installed $(ASSETS)
	cd assets && npm run build
	@touch $@

assets-test: assets
	cd assets && npm run check && npm test

behave: assets need-browser ## The scripts of the pages, in a browser, against sample pages
	cd assets && npm run behave

e2e/node_modules/.installed: e2e/package-lock.json e2e/package.json
	@tools/need node
	cd e2e && npm ci --no-fund --no-audit
	@touch $@

.PHONY: need-rust need-browser assets-test
need-rust:
	@tools/need rust

need-browser:
	@tools/need browser

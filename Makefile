# Each target sets up what it needs and can be the first thing you run.

.PHONY: run test chaos looks shots bench package page clean
.DEFAULT_GOAL := run

page_sources := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print) \
	$(wildcard src-tauri/locales/en/*.ftl)

# Opens the studio.
run: page
	@.ci/setup run
	@[ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ] || \
		{ echo "Greenroom needs a graphical desktop: neither DISPLAY nor WAYLAND_DISPLAY is set."; exit 1; }
	cargo run --locked --quiet --package greenroom

# Format, lint and every test, with the number of tests of each level.
test:
	@.ci/setup test
	@tests/run

# Posts while the studio is killed and everything around it fails, the long way: 200 random moments, and
# every fault once more with a kill. CHAOS_SEED=… repeats one; `make test` has the short way.
chaos:
	@.ci/setup test
	cargo build --locked --quiet --package practice --package tests --bin practice --bin chaos-studio
	CHAOS_LONG=1 cargo test --locked --quiet --package tests --test chaos

# Every named state in Chromium, in every dress; `make test` looks at one of each kind.
looks: page
	@.ci/setup test
	LOOKS_LONG=1 cargo test --locked --quiet --package greenroom --test chromium

# A picture of every named state, light and dark, wide and narrow, in tests/shots.
shots: page
	@.ci/setup test
	cargo build --locked --package greenroom --package practice
	cargo run --locked --quiet --package tests --bin shots

# How fast and how small, beside named peers; figures in tests/bench/results.
bench: page
	@.ci/setup test
	cargo build --locked --release --package greenroom --package practice --package tests \
		--bin greenroom --bin practice --bin bench --bin bench-studio --bin bench-queue --bin bench-bare-window
	@"$${CARGO_TARGET_DIR:-target}/release/bench"

# A .deb, offline.
package: page
	@.ci/setup package
	cd src-tauri && ../ui/node_modules/.bin/tauri build --bundles deb -- --locked
	@ls target/release/bundle/deb/*.deb

page: ui/dist/index.html

ui/node_modules/.package-lock.json: ui/package-lock.json
	@.ci/setup run
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(page_sources)
	cd ui && npm run build
	@touch $@

clean:
	rm -rf target ui/dist ui/node_modules tests/shots

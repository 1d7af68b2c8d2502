# Each target is one line here and does its work in .make/. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run dev build site test e2e shots bench soak fmt lint clean
SHELL := /bin/bash

LISTEN ?= 127.0.0.1:3000
DATA ?= data/demo

help: ## list the targets
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: ## install what is missing, build release, start Herald in demo mode
	@.make/run.sh release $(LISTEN) $(DATA)

dev: ## the same with a debug build, which is quick to build again
	@.make/run.sh debug $(LISTEN) $(DATA)

build: ## the release binary with the site inside: target/release/herald
	@.make/build.sh release

site: ## only the browser's half: target/site
	@.make/build.sh site

test: ## everything: format, lints for both targets, unit, integration, browser
	@.make/test.sh

e2e: ## only the browser tests, against a debug server
	@.make/e2e.sh

shots: ## take the pictures of the kit and of the README anew; look at them before you commit
	@.make/shots.sh

bench: ## sizes and times as a table, and push senders beside their peers (those alone: .make/bench-push.sh)
	@.make/bench.sh

soak: ## what takes hours: kills, races and simulations by the thousand
	@.make/soak.sh

fmt: ## format the code
	@cargo fmt --all

lint: ## format check, lints for both targets, what the browser may depend on
	@.make/lint.sh

clean: ## remove what was built, installed and stored by the demo
	@cargo clean && rm -rf target data/demo frontend/bundle/node_modules end2end/node_modules end2end/test-results end2end/shots \
	  end2end/bench/peers/*/node_modules end2end/bench/peers/aioapns/.venv

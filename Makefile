# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
#
# Everything that these commands need is set up on first use, under .runtime/.

.DEFAULT_GOAL := help
.PHONY: help demo test drill lint format odoo-test bench pot readme icon marketplaces performance screenshots release lock stop clean

BOOTSTRAP := @./dev/bootstrap.sh
# Settings given as `make demo PORT=8080` reach the scripts as variables.
export PORT FRESH ONLY TAGS K DRILL PLATFORM SEED SCALE ROW ROUNDS DB TEMPLATE OUT SHOT URL REF LIST ODOO_SRC PYTHON

help: ## Show this list
	@echo "make <what>, where <what> is one of these; variables come behind it, as in"
	@echo "make demo PORT=8080."
	@# A line of ##@ is a heading; what is long goes on below itself.
	@awk -F ':.*## ' ' \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { \
			count = split($$2, words, " "); name = $$1; line = ""; \
			for (i = 1; i <= count; i++) { \
				if (length(line " " words[i]) > 62) { \
					printf "  %-13s%s\n", name, line; name = ""; line = "" \
				} \
				line = line " " words[i] \
			} \
			printf "  %-13s%s\n", name, line \
		}' Makefile
	@echo
	@echo "For all: ODOO_SRC=folder of an Odoo 19 checkout, DATABASE_URL= or PGHOST= of your"
	@echo "own PostgreSQL, PYTHON=. dev/run lists more for daily work; CONTRIBUTING.md leads"
	@echo "from here to a pull request."

##@ Every day

demo: ## Serve a demo at http://localhost:8069 (PORT=, FRESH=1 for a new database, DB=)
	$(BOOTSTRAP) demo

test: ## Run all tests (ONLY=lint|unit|odoo|live|ways|drill, TAGS= Odoo test tags, K= pytest -k)
	$(BOOTSTRAP) test

drill: ## Kill, cut off and starve real processes (DRILL=kills,..., PLATFORM=shopify,..., SEED=, SCALE=0.05)
	$(BOOTSTRAP) drill

lint: ## Check style and the Odoo community's rules
	$(BOOTSTRAP) lint

format: ## Let ruff, prettier and eslint repair what they can
	$(BOOTSTRAP) format

odoo-test: ## Run the add-on's Odoo tests alone, log on the screen (TAGS=, TEMPLATE=neighbours, DB= to keep it)
	$(BOOTSTRAP) run test $(DB)

bench: ## Measure the speed, each time beside a peer (ROW=drain,poll, SCALE=0.05, ROUNDS=9)
	$(BOOTSTRAP) bench

##@ What is made by a command, and committed

.PHONY: rooms
rooms: ## Draw docs/images/rooms.svg, the map in CONTRIBUTING.md
	$(BOOTSTRAP) rooms

pot: ## Renew the add-on's i18n/*.pot, the sentences to translate
	$(BOOTSTRAP) pot

readme: ## Renew the add-on's README.rst and index.html from its readme/ and manifest
	$(BOOTSTRAP) readme

icon: ## Draw the add-on's icon.png from its icon.svg
	$(BOOTSTRAP) icon

marketplaces: ## Renew docs/MARKETPLACES.md from the connectors and their conformance
	$(BOOTSTRAP) marketplaces

performance: ## Renew docs/PERFORMANCE.md and docs/SCALING.md from what `make bench` measured at full size
	$(BOOTSTRAP) performance

screenshots: ## Photograph a running demo, film a walk in it (URL=, OUT=folder, SHOT=names)
	$(BOOTSTRAP) screenshots

release: ## Keep the committed add-on for the tests of upgrades (REF= another commit)
	$(BOOTSTRAP) release

lock: ## Renew dev/requirements*.lock and dev/node/package-lock.json (LIST=)
	$(BOOTSTRAP) lock

##@ Tidying up

stop: ## Stop the private PostgreSQL, whoever uses it
	$(BOOTSTRAP) clean stop

clean: ## Remove .runtime/ and every database made by these commands
	$(BOOTSTRAP) clean

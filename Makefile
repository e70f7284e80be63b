# The commands of the project. `make run` and `make test` do all set-up themselves.

export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export TF_CPP_MIN_LOG_LEVEL = 3
export OPENBLAS_NUM_THREADS = 1
export PYTHONDONTWRITEBYTECODE =

PYTHON = .venv/bin/python -W ignore
RUN_READY = .venv/run.ready
TEST_READY = .venv/test.ready
IN_TWO = --numprocesses 2 --dist loadfile

.PHONY: help run test faults check train evaluate converse assess nlu-report bench widget screenshots audit lock format

help: ## show the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: $(RUN_READY) ## set up, train if needed, and serve the chat (HOST, PORT, DATA_DIR)
	@$(PYTHON) -m server.train --if-stale
	@exec $(PYTHON) -m server

test: $(TEST_READY) ## set up and run all tests
	@$(PYTHON) -m server.train --if-stale
	@sh scripts/browser.sh
	@$(PYTHON) -m pytest $(IN_TWO) $(addprefix tests/,unit content pipeline nlu dialogue faults)
	@$(PYTHON) -m pytest $(IN_TWO) tests/browser

faults: $(TEST_READY) ## break and attack the real server in full, and print a table (half an hour)
	@$(PYTHON) -m server.train --if-stale
	@sh scripts/browser.sh
	@FAULTS=full $(PYTHON) -m pytest tests/faults tests/browser/test_exactly_once.py

check: $(TEST_READY) ## check format, lint, types and Rasa's data
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@$(PYTHON) -m rasa data validate --fail-on-warning --domain domain.yml --data data

train: $(RUN_READY) ## train the assistant
	@$(PYTHON) -m server.train

evaluate: $(RUN_READY) ## answer the questions of IN=questions.jsonl into OUT=answers.jsonl
	@$(PYTHON) -m server.train --if-stale
	@$(PYTHON) -m evaluation.questions "$(IN)" "$(OUT)"

converse: $(RUN_READY) ## play the interviews of IN=cases.jsonl into OUT=played.jsonl
	@$(PYTHON) -m server.train --if-stale
	@$(PYTHON) -m evaluation.converse "$(IN)" "$(OUT)"

assess: $(RUN_READY) ## score the answers of IN=cases.jsonl into OUT=results.jsonl
	@$(PYTHON) -m evaluation.assess "$(IN)" "$(OUT)"

nlu-report: $(TEST_READY) ## measure the understanding anew and write docs/nlu-report.md
	@$(PYTHON) -m server.train --if-stale
	@$(PYTHON) -m evaluation.nlu_report

bench: $(TEST_READY) ## compare with stock Rasa and with plain search, in one run (most of an hour)
	@$(PYTHON) -m server.train --if-stale
	@$(PYTHON) -m benchmarks.compare
	@$(PYTHON) -m benchmarks.interview | tee -a docs/benchmark.md

widget: ## rebuild the widget's bundle (needs Node 20)
	@npm --prefix widget ci --no-audit --no-fund
	@npm --prefix widget run build

screenshots: $(TEST_READY) ## renew the pictures in docs/images from a real server
	@$(PYTHON) -m server.train --if-stale
	@sh scripts/browser.sh
	@$(PYTHON) -m tests.browser.screenshots

audit: ## look the locked packages up among known weaknesses (needs the network)
	@sh scripts/audit.sh

lock: $(RUN_READY) ## compile the lock files anew from pyproject.toml
	@sh scripts/lock.sh

format: $(TEST_READY) ## format the code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

$(RUN_READY): requirements.lock scripts/install.sh
	@sh scripts/install.sh requirements.lock
	@rm -f $(TEST_READY)
	@touch $@

$(TEST_READY): requirements-dev.lock scripts/install.sh
	@sh scripts/install.sh requirements-dev.lock
	@touch $(RUN_READY) $@

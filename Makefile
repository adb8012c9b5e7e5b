# Each command sets itself up: Python 3.11 or newer and make are all it needs.
PYTHON ?= python3
IN := .venv/bin

.PHONY: demo test browser-test pictures emulate-test bench kill-test kill-round fuzz audit ready

demo: ready  ## try it in the browser: a Slack on this machine, a real plan, the whole round
	@$(IN)/python -m bot demo

# Compiled once: the tests start dozens of processes, and each would compile the whole program for itself.
test: export PYTHONDONTWRITEBYTECODE :=
test: ready  ## everything a contributor needs to know
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/mypy
	$(IN)/lint-imports --no-cache
	$(IN)/pytest -q -n 2 --dist worksteal

browser-test: ready  ## the page in a real browser, found or installed, and what axe-core says of it
	@$(IN)/python -m tests.browser

emulate-test: ready  ## the local workspace beside another implementation of Slack, which it fetches with a Node
	@$(IN)/python -m tests.local.emulate

pictures: ready  ## the README's pictures, taken anew
	@$(IN)/python -m tests.browser.pictures

bench: ready  ## how fast, as ratios to a baseline measured in the same run
	@$(IN)/python -m tests.benchmarks

kill-test: ready  ## two hundred processes die between deciding and marking, more in a round: nothing is lost, nothing comes twice
	@$(IN)/python -m tests.kill

kill-round: ready  ## two boards, three processes: a whole round and its report while processes die and sleep
	@$(IN)/python -m tests.kill --round

fuzz: ready  ## a hundred thousand spoilt requests, files, cells and questions, others each time: a quarter of an hour
	@$(IN)/python -m tests.fuzz

audit: ready  ## whether a vulnerability is known of any pinned package; says so where nobody can be asked
	@$(IN)/python -m tests.audit

ready:
	@$(PYTHON) -m bot.prepare

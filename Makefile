# run: the web chat; test: everything; lint: format, rules, types. All of them install what they need, once.
PYTHON ?= python3
BIN := .venv/bin
# The CPU build of PyTorch. A looser range takes gigabytes of CUDA packages on Linux.
TORCH := torch==2.13.0

.PHONY: run test lint format evaluate benchmark train-reader train-encoder clean

.venv/torch: | .venv/bin/python
	$(BIN)/pip install --quiet $(TORCH)
	@touch $@

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

.venv/installed: pyproject.toml .venv/torch
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/installed-test: pyproject.toml .venv/torch
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@ .venv/installed

run: .venv/installed
	$(BIN)/python app.py

test: .venv/installed-test
	$(BIN)/python -m pytest

lint: .venv/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict qa embeddings ui app.py

format: .venv/installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make train-reader DATA=folder of the sets OUT=folder; hours on a CPU, resumable with ARGS=--resume
train-reader: .venv/installed-test
	$(BIN)/python -m qa.train_reader --data $(DATA) --out $(OUT) $(ARGS)

# make train-encoder DATA=folder of the sets OUT=folder; resumable with ARGS=--resume
train-encoder: .venv/installed-test
	mkdir -p $(OUT)
	test -s $(OUT)/pairs.jsonl || $(BIN)/python -m qa.training_pairs --data $(DATA) --out $(OUT)/pairs.jsonl
	$(BIN)/python -m embeddings.train --pairs $(OUT)/pairs.jsonl --out $(OUT) $(ARGS)

evaluate: .venv/installed
	$(BIN)/python -m qa evaluate

# DATA: a folder with cmrc2018-dev.jsonl.gz; without it only the speed is measured.
benchmark: .venv/installed
	$(BIN)/python benchmarks/speed.py
	$(if $(DATA),$(BIN)/python benchmarks/reader_cmrc.py $(DATA)/cmrc2018-dev.jsonl.gz)

clean:
	rm -rf .venv build dist *.egg-info

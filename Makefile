# Needs .venv, which the README's second command makes.
BIN = .venv/bin

.PHONY: check test pictures

check:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test:
	$(BIN)/pytest

pictures:
	$(BIN)/python docs/images/make.py

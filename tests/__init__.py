"""Tests: what a user relies on. They stand in folders as the rooms of ``kg`` do."""

from pathlib import Path

#: The repository.
ROOT = Path(__file__).resolve().parent.parent

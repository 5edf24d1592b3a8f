"""A small curated document, its text and its data file."""

import pytest

from tests import tea


@pytest.fixture
def texts(tmp_path):
    """A folder with the text of the document."""
    return tea.folder(tmp_path / "texts")


@pytest.fixture
def file(tmp_path):
    """A data file that keeps all rules."""
    return tea.data_file(tmp_path / "tea.ttl")

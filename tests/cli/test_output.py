"""What is printed for other programs stays as it is; on a terminal it cannot steer it."""

import sys

import pytest

from kg.cli.output import put


@pytest.mark.parametrize("text", ["a\x1b[2Jb\u202e", "a\x1b[2Jb\u202e".encode()])
@pytest.mark.parametrize("terminal", [True, False])
def test_a_text_for_programs_is_harmless_on_a_terminal(text, terminal, monkeypatch, capsys):
    """Elsewhere it is printed as it is."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    put(text)
    out = capsys.readouterr().out
    assert ("\u202e" in out) is not terminal
    assert out[0] == "a"

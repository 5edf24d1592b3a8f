"""Writing files whole or not at all."""

from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.files import write


def test_a_file_is_written_with_unix_newlines_and_usual_rights(tmp_path):
    """The text arrives as it is; a new file is readable as any other, an old one keeps its rights."""
    file = tmp_path / "x.txt"
    write(file, "ä\nb\n")
    assert file.read_bytes() == "ä\nb\n".encode()
    (tmp_path / "other").touch()
    assert file.stat().st_mode == (tmp_path / "other").stat().st_mode
    file.chmod(0o600)
    write(file, "c")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """If writing fails half way, the old file stands as it was and nothing lies about."""
    file = tmp_path / "x.txt"
    file.write_text("old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(
        OutputError, match=r"x\.txt: cannot be written \(No space left on device\); choose another place"
    ):
        write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_written_through(tmp_path):
    """What a link points at is replaced, the link stays."""
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    """A missing folder is one line, not a traceback."""
    with pytest.raises(OutputError, match=r"cannot be written \(No such file or directory\)"):
        write(tmp_path / "none" / "x.txt", "new")

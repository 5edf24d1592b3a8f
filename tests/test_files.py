"""Writing files whole or not at all, and without losing what others wrote."""

import fcntl
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg import files
from kg.errors import OutputError
from kg.files import update, write


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


def test_a_text_that_cannot_be_encoded_is_not_blamed_on_the_place(tmp_path):
    """Another place would not help; what is there stays."""
    file = tmp_path / "x.txt"
    file.write_text("old")
    with pytest.raises(OutputError) as caught:
        write(file, "new \ud800")
    assert str(caught.value) == f"{file}: not written, because UTF-8 cannot encode U+D800; remove it"
    assert file.read_text() == "old"


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


# -- owner, mode and links ----------------------------------------------------------------------------------------


def test_a_mode_can_be_asked_for_and_is_else_kept_whole(tmp_path):
    """Also the bits beyond read, write and execute stay; a mode that is asked for holds for new and old files."""
    file = tmp_path / "x.txt"
    write(file, "a", mode=0o600)
    assert file.stat().st_mode & 0o7777 == 0o600
    file.chmod(0o2640)
    write(file, "b")
    assert file.stat().st_mode & 0o7777 == 0o2640
    write(file, "c", mode=0o600)
    assert file.stat().st_mode & 0o7777 == 0o600


def test_content_is_never_readable_by_more_than_may_read_the_file(tmp_path, monkeypatch):
    """The new file is private until it has the mode of the old one."""
    file = tmp_path / "x.txt"
    write(file, "a")
    file.chmod(0o640)
    modes = []
    monkeypatch.setattr(os, "fsync", lambda handle: modes.append(os.fstat(handle).st_mode & 0o777))
    write(file, "b")
    assert modes == [0o600]


@pytest.mark.parametrize("allowed", [True, False])
def test_a_file_keeps_its_owner_or_is_not_written(tmp_path, monkeypatch, allowed):
    """Root gives the new file to the owner of the old one; whoever may not leaves it as it is."""
    file = tmp_path / "x.txt"
    file.write_text("old")
    look, given = Path.stat, []

    def stat(path, **options):
        found = look(path, **options)
        return os.stat_result((*found[:4], found[4] + 1, *found[5:10])) if path == file else found

    def chown(path, user, group):
        if not allowed:
            raise PermissionError(1, "Operation not permitted")
        given.append((path.read_text(), user, group))

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "chown", chown)
    if allowed:
        write(file, "new")
        assert given == [("new", os.geteuid() + 1, look(tmp_path).st_gid)]
    else:
        with pytest.raises(
            OutputError, match=r"x\.txt: its owner and group cannot be kept; copy the file, and use the copy"
        ):
            write(file, "new")
    assert file.read_text() == ("new" if allowed else "old")
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_protected_file_is_not_replaced(tmp_path, monkeypatch):
    """That its folder may be changed is not enough."""
    file = tmp_path / "x.txt"
    file.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, how: (path, how) != (file, os.W_OK))
    with pytest.raises(OutputError, match=r"x\.txt: is write-protected; change its permissions, or choose another"):
        write(file, "new")
    assert file.read_text() == "old"


def test_a_file_with_hard_links_is_not_separated_from_them(tmp_path):
    """Neither does one name keep the old content, nor is the content of the other name torn."""
    file, other = tmp_path / "x.txt", tmp_path / "y.txt"
    file.write_text("old")
    other.hardlink_to(file)
    with pytest.raises(
        OutputError, match=r"x\.txt: has 2 hard links, which writing would break; copy the file, and use"
    ):
        write(file, "new")
    assert file.samefile(other)
    assert file.read_text() == "old"
    other.unlink()
    write(file, "new")
    assert list(tmp_path.iterdir()) == [file]


# -- several writers ----------------------------------------------------------------------------------------------


def test_a_file_that_changed_since_it_was_read_is_not_replaced(tmp_path):
    """Changed, removed or made by another: one line, and what the other did stands."""
    file = tmp_path / "x.txt"
    changed = r"x\.txt: changed in the meantime; run the command again$"
    update(file, None, "a")
    with pytest.raises(OutputError, match=changed):
        update(file, None, "b")
    update(file, b"a", "b")
    with pytest.raises(OutputError, match=changed):
        update(file, b"a", "c")
    assert file.read_text() == "b"
    assert list(tmp_path.iterdir()) == [file]
    file.unlink()
    with pytest.raises(OutputError, match=changed):
        update(file, b"b", "c")
    assert list(tmp_path.iterdir()) == []


def test_an_edit_while_the_new_file_is_written_is_not_lost(tmp_path, monkeypatch):
    """An editor does not know the lock: the comparison comes last."""
    file = tmp_path / "x.txt"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", lambda _: file.write_text("mine"))
    with pytest.raises(OutputError, match="changed in the meantime"):
        update(file, b"old", "new")
    assert file.read_text() == "mine"


@pytest.mark.parametrize("link", [False, True])
def test_of_writers_that_read_the_same_one_succeeds(tmp_path, link):
    """Whoever comes later, also by another name of the file, is refused, and nothing lies about."""
    file = tmp_path / "x.txt"
    name = tmp_path / "y.txt" if link else file
    if link:
        name.symlink_to(file)
    file.write_text("0")
    for turn in range(20):
        barrier, told = threading.Barrier(4), []

        def work(number, barrier=barrier, told=told, turn=turn):
            read = file.read_bytes()
            barrier.wait()
            try:
                update(name if number % 2 else file, read, f"{turn} {number}")
                told.append(f"{turn} {number}")
            except OutputError as error:
                assert str(error).endswith("changed in the meantime; run the command again")  # noqa: PT017 - the kind of loss

        threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told == [file.read_text()]
    assert set(tmp_path.iterdir()) == {file, name}


def test_what_a_killed_writer_left_is_taken_over(tmp_path):
    """Its lock is nobody's, and its new file is not finished."""
    file = tmp_path / "x.txt"
    for left in (".x.txt.kg-lock", ".x.txt.kg-new"):
        (tmp_path / left).write_text("half")
    write(file, "new")
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_writers_of_other_files_left_is_removed_unless_it_is_in_use(tmp_path, monkeypatch):
    """The next writer in a folder, of whatever file, removes it; a folder that cannot be listed can be written."""
    for left in (".y.kg-lock", ".y.kg-new", ".z.kg-new", ".busy.kg-lock", ".busy.kg-new", ".other"):
        (tmp_path / left).touch()
    (tmp_path / ".graph.kg.kg-new").mkdir()
    (tmp_path / ".graph.kg.kg-new" / "part").touch()
    (tmp_path / ".link.kg-new").symlink_to(tmp_path / ".other")
    other = os.open(tmp_path / ".busy.kg-lock", os.O_RDWR)
    fcntl.flock(other, fcntl.LOCK_EX)
    write(tmp_path / "x.txt", "new")
    os.close(other)
    assert {path.name for path in tmp_path.iterdir()} == {"x.txt", ".other", ".busy.kg-lock", ".busy.kg-new"}

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    write(tmp_path / "x.txt", "newer")
    assert (tmp_path / "x.txt").read_text() == "newer"


@pytest.fixture
def windows(monkeypatch):
    """Locks as Windows has them."""
    flock = fcntl.flock

    def locking(handle, mode, count):
        assert (mode, count) == (2, 1)
        try:
            flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    unlink, opened, closed = Path.unlink, os.open, os.close
    names = {}

    def note(path, *given):
        handle = opened(path, *given)
        names[handle] = Path(path)
        return handle

    def forget(handle):
        closed(handle)
        del names[handle]

    def refuse(path, **options):
        if path.name.endswith(".kg-lock") and path in names.values():
            raise PermissionError(13, "The process cannot access the file because it is being used")
        unlink(path, **options)

    monkeypatch.setattr(os, "open", note)
    monkeypatch.setattr(os, "close", forget)
    monkeypatch.setattr(Path, "unlink", refuse)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))


@pytest.mark.parametrize("system", ["posix", "windows"])
def test_a_writer_does_not_wait_for_ever(tmp_path, monkeypatch, request, system):
    """While another process writes, one line says so; afterwards the file is written, and the lock is gone."""
    file, lock = tmp_path / "x.txt", tmp_path / ".x.txt.kg-lock"
    file.write_text("old")
    other = os.open(lock, os.O_RDWR | os.O_CREAT)
    fcntl.flock(other, fcntl.LOCK_EX)
    if system == "windows":
        request.getfixturevalue("windows")
    monkeypatch.setattr(files, "WAIT", 0.05)
    with pytest.raises(OutputError, match=r"x\.txt: another process is writing it; run the command again"):
        update(file, b"old", "new")
    assert (file.read_text(), lock.exists()) == ("old", True)
    fcntl.flock(other, fcntl.LOCK_UN)
    update(file, b"old", "new")
    assert (file.read_text(), lock.exists()) == ("new", False)
    monkeypatch.undo()
    os.close(other)


@pytest.mark.parametrize("again", [False, True])
def test_a_lock_that_its_holder_removed_is_none(tmp_path, monkeypatch, again):
    """Who waited for a lock that is gone, or another one now, waits for that."""
    file, lock = tmp_path / "x.txt", tmp_path / ".x.txt.kg-lock"
    flock, turns = fcntl.flock, []

    def late(handle, how):
        if not turns:
            lock.unlink()
        if not turns and again:
            lock.touch()
        turns.append(handle)
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    write(file, "new")
    assert len(turns) == 2
    assert list(tmp_path.iterdir()) == [file]


def test_the_lock_of_the_next_writer_is_not_removed(tmp_path, monkeypatch):
    """Who has removed a lock lets it go only then, and what stands there now is the lock of another."""
    lock, close = tmp_path / ".x.txt.kg-lock", os.close

    def late(handle):
        if not lock.exists():
            lock.touch()
        close(handle)

    monkeypatch.setattr(os, "close", late)
    write(tmp_path / "x.txt", "new")
    assert lock.exists()


def test_a_new_file_that_appears_meanwhile_is_not_written_to(tmp_path, monkeypatch):
    """It is made, never opened."""
    left, unlink = tmp_path / ".x.txt.kg-new", Path.unlink
    left.write_text("theirs")
    monkeypatch.setattr(Path, "unlink", lambda path, **given: path == left or unlink(path, **given))
    with pytest.raises(OutputError, match=r"cannot be written \(File exists\)"):
        write(tmp_path / "x.txt", "new")
    assert left.read_text() == "theirs"


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path):
    """Nor one in the place of the new file."""
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / ".x.txt.kg-new").symlink_to("mine.txt")
    write(tmp_path / "x.txt", "new")
    assert not (tmp_path / "x.txt").is_symlink()
    (tmp_path / ".x.txt.kg-lock").symlink_to("mine.txt")
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "x.txt", "newer")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_two_names_of_one_file_are_the_same(tmp_path):
    """Links of both kinds; a file that is missing, or no name at all, is the same as none."""
    file, other = tmp_path / "x.txt", tmp_path / "y.txt"
    file.touch()
    (tmp_path / "link.txt").symlink_to(file)
    other.touch()
    assert files.same(file, tmp_path / "link.txt")
    assert not files.same(file, other)
    assert not files.same(tmp_path / "none", tmp_path / "none")
    assert not files.same(Path("\0"), file)


def test_what_is_no_file_has_no_content(tmp_path, monkeypatch):
    """A folder and a missing file have none; one that may not be read is named."""
    file = tmp_path / "x.txt"
    assert (files.current(tmp_path), files.current(file)) == (None, None)
    file.write_text("a")
    assert files.current(file) == b"a"

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(OutputError, match=r"x\.txt: cannot be read \(Permission denied\); choose another place"):
        files.current(file)

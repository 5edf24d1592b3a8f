"""Write files atomically, one writer at a time, and without losing what others wrote.

A writer holds a lock file beside the file, ``.NAME.kg-lock``, and writes the new content to ``.NAME.kg-new``, which
then replaces the file. The operating system releases the lock of a process that is killed; the next writer in the
folder removes its two files.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError

#: How long a writer waits for another one, in seconds.
WAIT = 10.0
#: A link in the place of a lock file is not followed.
_OPEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
#: The names of what a writer that was killed leaves behind.
LEFT = re.compile(r"\.(.+)\.kg-(?:new|lock)")


def write(
    path: Path,
    content: str | bytes | bytearray,
    *,
    mode: int | None = None,
    left: re.Pattern[str] = LEFT,
    check: Callable[[Path], None] = lambda _: None,
) -> None:
    """Write bytes, or UTF-8 text with Unix newlines; an interruption keeps the old file intact.

    The file behind a symbolic link is replaced, and the link stays. A file with several hard links is not written,
    because one of its names would keep the old content. Owner, group and mode are kept; ``mode`` sets another mode.
    What writers that were killed left in the folder is removed if its name matches ``left``. ``check`` is called last,
    with the target of a link, and raises an error if writing would lose anything. Raises OutputError.
    """
    data = encoded(content, path) if isinstance(content, str) else content
    try:
        real = path.resolve()  # write to the target of a link, and keep the link
        if real.exists() and not real.is_file():
            real.write_bytes(data)  # write to a device or a pipe; do not replace it
            return
        with locked(path, real, left):
            _replace(path, real, data, mode, check)
    except (OSError, RuntimeError, ValueError) as error:  # a cycle of links, a null character in the name
        raise OutputError(f"{path}: cannot be written ({_why(error)}); choose another place") from None


def update(path: Path, read: bytes | None, content: str | bytes) -> None:
    """Write a data file like ``write``, but only if it still contains what was read (None: it did not exist).

    Raises OutputError.
    """

    def check(real: Path) -> None:
        if current(real) != read:
            raise OutputError(f"{path}: changed in the meantime; run the command again")

    write(path, content, check=check)


def encoded(text: str, place: object) -> bytes:
    """A text in UTF-8; raises OutputError, which names the place that it is for, if it has a lone surrogate."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        raise OutputError(f"{place}: not written, because UTF-8 cannot encode {character}; remove it") from None


def current(path: Path) -> bytes | None:
    """The content of a file, or None if there is no regular file; raises OutputError."""
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read ({_why(error)}); choose another place") from None


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one existing file."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def folder(path: Path) -> None:
    """Create a folder and its parents if they do not exist; raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be created ({_why(error)}); choose another place") from None


def _replace(path: Path, real: Path, data: bytes | bytearray, mode: int | None, check: Callable[[Path], None]) -> None:
    """Replace a file, whose lock is held."""
    old = real.stat() if real.exists() else None
    if old and old.st_nlink > 1:
        raise OutputError(
            f"{path}: has {old.st_nlink} hard links, which writing would break; copy the file, and use the copy"
        )
    if old and not os.access(real, os.W_OK):
        raise OutputError(f"{path}: is write-protected; change its permissions, or choose another place")
    if mode is None and old:
        mode = stat.S_IMODE(old.st_mode)
    new = beside(real, "new")
    new.unlink(missing_ok=True)  # of a process that was killed
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(handle)  # otherwise a power failure could leave an empty file
        if old:
            give(path, new, old)
        if mode is not None:
            new.chmod(mode)
        check(real)  # as late as possible, for editors do not know the lock
        new.replace(real)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def give(path: Path, new: Path, old: os.stat_result) -> None:
    """Give a file or a folder to the owner and group of its old version; raises OutputError if that is not allowed."""
    made = new.stat()
    if (made.st_uid, made.st_gid) == (old.st_uid, old.st_gid):
        return
    try:
        os.chown(new, old.st_uid, old.st_gid)
    except OSError:
        raise OutputError(f"{path}: its owner and group cannot be kept; copy the file, and use the copy") from None


@contextmanager
def locked(path: Path, real: Path, left: re.Pattern[str] = LEFT) -> Iterator[None]:
    """Hold the lock of a file or a folder, and remove what writers that were killed left beside it (see ``write``).

    Raises OutputError if another process holds it for long.
    """
    _sweep(real.parent, left)
    lock = beside(real, "lock")
    end = time.monotonic() + WAIT
    while (handle := _taken(lock)) is None:
        if time.monotonic() > end:
            raise OutputError(f"{path}: another process is writing it; run the command again")
        time.sleep(0.01)
    try:
        yield
    finally:
        _released(lock, handle)


def _released(lock: Path, handle: int) -> None:
    removed = _removed(lock)
    os.close(handle)
    if not removed:  # Windows does not remove an open file
        _removed(lock)


def _sweep(folder: Path, left: re.Pattern[str]) -> None:
    """Remove what writers that were killed left in a folder; what is locked is in use."""
    names: list[str] = []
    with suppress(OSError):  # a folder that may be written, but not listed
        names = [path.name for path in folder.iterdir()]
    for stem in {match[1] for name in names if (match := left.fullmatch(name))}:
        lock = folder / f".{stem}.kg-lock"
        with suppress(OSError):
            if (handle := _taken(lock)) is None:
                continue
            try:
                remove(folder / f".{stem}.kg-new")
            finally:
                _released(lock, handle)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with what is in it, if it exists and can be removed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        _removed(path)


def _taken(lock: Path) -> int | None:
    """The open and locked lock file, or None if another process holds it."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | _OPEN, 0o666)
    held = False
    try:
        held = _lock(handle, lock)
    finally:
        if not held:
            os.close(handle)
    return handle if held else None


def _lock(handle: int, lock: Path) -> bool:
    """Lock an open lock file, unless another process holds it; the lock ends with the process."""
    try:
        try:
            import fcntl
        except ImportError:  # Windows, which does not remove an open file
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            return True
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), lock.lstat())  # not one that its holder has just removed
    except (BlockingIOError, PermissionError, FileNotFoundError):
        return False


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def beside(path: Path, what: str) -> Path:
    """A hidden file or folder of this program beside another; long names may share it."""
    return path.with_name(f".{path.name[:40]}.kg-{what}")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
